"""Amounts as they are said in Chinese: no voice reads 135/85 or 2000 as a person would."""

import re

_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_PLACES = ("", "十", "百", "千")
_TEN_THOUSAND = 10_000
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
_PRESSURE = re.compile(r"(?<=\d)\s*[/／]\s*(?=\d)")
_RANGE = re.compile(r"(?<=\d)\s*[-~～–—至]+\s*(?=\d)")
_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?\s*([%％])?")
# Two of something is another word than the number two.
_TWO = re.compile(r"(?<![\d.])2(?=[个天次片粒周年杯位只支袋瓶小倍遍口勺])")


def count_said(count: int) -> str:
    """十二, 二十, 一百零五, 二千; from ten thousand on digit by digit."""
    if not 0 < count < _TEN_THOUSAND:
        return digits_said(str(count))
    said, skipped = "", False
    for place, digit in reversed(list(enumerate(reversed(str(count))))):
        if digit == "0":
            skipped = True
            continue
        said += ("零" if skipped and said else "") + digits_said(digit) + _PLACES[place]
        skipped = False
    return said.removeprefix("一") if said.startswith("一十") else said


def digits_said(digits: str) -> str:
    return digits.translate(_DIGITS)


def amounts_said(text: str) -> str:
    """Every number of a sentence in words."""
    said = _TWO.sub("两", _YEAR.sub(lambda year: digits_said(year[1]), text))
    return _NUMBER.sub(_amount, _RANGE.sub("到", _PRESSURE.sub("比", said)))


def _amount(number: re.Match[str]) -> str:
    whole, fraction, percent = number.groups()
    is_code = len(whole) > 1 and whole.startswith("0")
    said = (digits_said(whole) if is_code else count_said(int(whole))) + (
        f"点{digits_said(fraction)}" if fraction else ""
    )
    return f"百分之{said}" if percent else said
