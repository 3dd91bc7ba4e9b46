"""A phone number as callers give it: typed, spaced, in full width, or said aloud digit by digit."""

import re

from actions.wording import wording

_MOBILE = re.compile(r"(?<!\d)(?:\+?86)?(1[3-9]\d{9})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}\d{7,8})(?!\d)")
_CODE = re.compile(r"(?<!\d)(\d{6})(?!\d)")
_FOUR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_RUN = re.compile(r"\d{5,}")


def find_phone_number(text: str) -> str | None:
    """Eleven digits of a mobile, or a landline with its area code; None where the message has neither."""
    digits = wording().digits(text)
    found = _MOBILE.search(digits) or _LANDLINE.search(digits)
    return found[1] if found else None


def holds_digits(text: str) -> bool:
    """Whether a number was at least tried."""
    return _RUN.search(wording().digits(text)) is not None


def find_progress_code(text: str) -> str | None:
    """Six digits standing alone, or the first six of a longer list that ends in four more."""
    spaced = _CODE.search(text)
    if spaced:
        return spaced[1]
    digits = re.search(r"(?<!\d)(\d{6})(?:\d{4})?(?!\d)", wording().digits(text))
    return digits[1] if digits else None


def find_last_four(text: str) -> str | None:
    spaced = _FOUR.search(text)
    if spaced:
        return spaced[1]
    digits = re.search(r"(?<!\d)(?:\d{6}|\d{7})?(\d{4})(?!\d)", wording().digits(text))
    return digits[1] if digits else None
