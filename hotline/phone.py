"""A telephone number is written one way, however a caller typed or said it."""

import re
import unicodedata

_NOT_DIALLED = re.compile(r"[^0-9+]")
_COUNTRY = re.compile(r"^(?:(?:\+|00)86|86(?=1\d{10}$))")
# 幺, 洞 and 拐 are how one, zero and seven are said in a number.
_SAID = str.maketrans("零〇洞一幺妖二两三四五六七拐八九", "0001112234567789")
_BETWEEN = re.compile(r"(?<=\d)(?:[\s\-—–·,，、。.()（）]|然后|还有|再是|嗯|呃|啊|那个|就是)+(?=\d)")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86)?(1[3-9]\d{9})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}\d{7,8})(?!\d)")


def plain_number(text: str) -> str:
    """Digits only, full-width ones included, without separators and China's own prefix."""
    ascii_digits = "".join(str(int(c)) if c.isdecimal() else c for c in text).replace("＋", "+")
    return _COUNTRY.sub("", _NOT_DIALLED.sub("", ascii_digits)).lstrip("+")


def last_four(text: str) -> str:
    return plain_number(text)[-4:]


def in_groups(number: str) -> str:
    """A mobile as one reads it aloud, `138 0000 8000`; any other as it is."""
    return f"{number[:3]} {number[3:7]} {number[7:]}" if re.fullmatch(r"1\d{10}", number) else number


def hidden_middle(number: str) -> str:
    """As its owner knows it again and nobody else learns it: `138****8000`; of a short one, its end."""
    shown = number[:3] if len(number) >= len("13800008000") else ""
    return f"{shown}****{number[-4:]}"


def is_mobile(text: str) -> bool:
    """Whether a short message can be read there; of numbers of other countries nobody can tell."""
    return _MOBILE.fullmatch(plain_number(text)) is not None


def said_digits(text: str) -> str:
    """The message with its numbers as they are dialled: `幺三八 零零一一` becomes `1380011`."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text).translate(_SAID))


def find_phone_number(text: str) -> str | None:
    """Eleven digits of a mobile, or a landline with its area code; None where the message has neither."""
    digits = said_digits(text)
    found = _MOBILE.search(digits) or _LANDLINE.search(digits)
    return found[1] if found else None
