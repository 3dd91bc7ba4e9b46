"""Numbers as people write and say them: 一百六, 7点2, 三十八度五, 2.3×10^5, 15万."""

import re

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_MYRIAD = "万"
_TEN = 10

_D = "[零〇一二两三四五六七八九]"
# A digit that begins the next number of 一百三八十五 (130 and 85) is not taken into this one.
_LAST = f"{_D}(?!十|百|千)"
_TENS = f"{_D}?十(?:{_LAST})?"
_HUNDREDS = f"{_D}百(?:[零〇]{_D}|{_D}十(?:{_LAST})?|十(?:{_LAST})?|{_LAST}(?!点))?"
_THOUSANDS = f"{_D}千(?:[零〇](?:{_D}?十(?:{_LAST})?|{_D})|{_HUNDREDS}|{_LAST}(?!点))?"
_BELOW_MYRIAD = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_TENS}|{_D}{{2,4}})"
_TAIL = f"(?:点(?:{_D}|[0-9]){{1,3}})?"

_ABOUT = "(?:一二|二三|两三|三四|四五|五六|六七|七八|八九)"
CHINESE = (
    f"(?:{_D}百{_ABOUT}十|{_ABOUT}[十百千]|(?:{_BELOW_MYRIAD}|{_D})万(?:[零〇]?{_BELOW_MYRIAD}|{_LAST})?"
    f"|{_BELOW_MYRIAD}{_TAIL}|{_D}点(?:{_D}|[0-9]){{1,3}})"
)
"""A number of several characters; a lone one such as 一 is a number only beside a unit."""

LONE = "[二两三四五六七八九十]"
ARABIC = r"[0-9]+(?:\.[0-9]+)?(?:点[0-9]{1,2}(?![0-9分:时]))?(?:万|千(?!克|帕))?"
POWER = "|".join(
    (
        r"e\+?(?P<e>[0-9]{1,2})(?![0-9])",
        r"\s*\(?(?:[x×*]|乘以?)\s*10(?:\^|\*\*|的|e)?(?P<x>[0-9]{1,2})(?:次方|次幂)?",
        r"\s*\(?10\^(?P<p>[0-9]{1,2})",
    )
)
LONE_POWER = r"10(?:\^|的)(?P<lp>[0-9]{1,2})(?:次方|次幂)?|十的(?P<cn>[一二三四五六七八九十]{1,2})次方"

_ESTIMATE = re.compile(
    "|".join(
        f"(?:(?<=^)|(?<=百)){low}(?={high}(?:[十百千]|$))"
        for low, high in ("一二", "二三", "两三", "三四", "四五", "五六", "六七", "七八", "八九")
    )
)
"""七八 means seven or eight, 五六百 five or six hundred: the larger is taken."""
_ARABIC_PARTS = re.compile(r"([0-9.]+)(?:点([0-9]+))?(万|千)?")


def number_of(words: str) -> float:
    """The value of one number matched by ARABIC, CHINESE or LONE."""
    if words[0].isascii():
        return _arabic(words)
    whole, _, fraction = words.partition("点")
    whole = _ESTIMATE.sub("", whole)
    return float(f"{_chinese(whole)}.{_spelt(fraction)}") if fraction else float(_chinese(whole))


def chinese_of(number: float) -> str:
    """A number below a hundred million as it is said: 160 → 一百六十, 7.2 → 七点二, -2.5 → 负二点五."""
    whole, _, fraction = f"{abs(number):.10g}".partition(".")
    said = _said_whole(int(whole)) + (
        "点" + "".join(_SAID[int(digit)] for digit in fraction) if fraction else ""
    )
    return f"负{said}" if number < 0 else said


_SAID = "零一二三四五六七八九"


def _said_whole(number: int) -> str:
    if number >= 10_000:  # noqa: PLR2004  万
        high, low = divmod(number, 10_000)
        between = "零" if 0 < low < 1000 else ""  # noqa: PLR2004
        return _said_whole(high) + _MYRIAD + between + (_said_whole(low) if low else "")
    said = ""
    for name, power in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, power)
        if digit:
            said += _SAID[digit] + name
        elif said and number and not said.endswith("零"):
            said += "零"
    return (said.removeprefix("一") if said.startswith("一十") else said) or "零"


def _arabic(words: str) -> float:
    parts = _ARABIC_PARTS.fullmatch(words)
    if parts is None:
        return float(words)
    whole, fraction, scale = parts.groups()
    value = float(f"{whole}.{fraction}") if fraction else float(whole)
    return value * {"万": 10_000, "千": 1000, None: 1}[scale]


def _chinese(words: str) -> int:
    high, myriad, low = words.partition(_MYRIAD)
    if myriad:
        # 三万五 is 35,000 as 一百六 is 160.
        rest = _DIGITS[low] * 1000 if low in _DIGITS else _section(low) if low else 0
        return _section(high) * 10_000 + rest
    return _section(words)


def _section(words: str) -> int:
    if not any(character in _POWERS for character in words):
        return int(_spelt(words))
    total, digit, last, zero = 0, 0, 1, False
    for character in words:
        if character in _POWERS:
            last = _POWERS[character]
            total += (digit or 1) * last
            digit, zero = 0, False
        else:
            digit = _DIGITS[character]
            zero = zero or digit == 0
    return total + (digit if zero or last == _TEN else digit * last // _TEN)


def _spelt(words: str) -> str:
    return "".join(character if character.isascii() else str(_DIGITS[character]) for character in words)
