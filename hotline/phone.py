"""A telephone number is written one way, however a caller typed it."""

import re

_NOT_DIALLED = re.compile(r"[^0-9+]")
_COUNTRY = re.compile(r"^(?:(?:\+|00)86|86(?=1\d{10}$))")


def plain_number(text: str) -> str:
    """Digits only, full-width ones included, without separators and China's own prefix."""
    ascii_digits = "".join(str(int(c)) if c.isdecimal() else c for c in text).replace("＋", "+")
    return _COUNTRY.sub("", _NOT_DIALLED.sub("", ascii_digits)).lstrip("+")


def last_four(text: str) -> str:
    return plain_number(text)[-4:]
