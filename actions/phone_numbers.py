"""The other numbers callers give: a progress code, the last four digits, a phone number half said."""

import re

from hotline.phone import said_digits

_CODE = re.compile(r"(?<!\d)(\d{6})(?!\d)")
_FOUR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_RUN = re.compile(r"\d{5,}")


def holds_digits(text: str) -> bool:
    """Whether a number was at least tried."""
    return _RUN.search(said_digits(text)) is not None


def is_bare_number(text: str) -> bool:
    """Whether nothing but digits was said: an answer, however short, and no new wish."""
    return said_digits(text).strip().isdigit()


def find_progress_code(text: str) -> str | None:
    """Six digits standing alone, or the first six of a longer list that ends in four more."""
    spaced = _CODE.search(text)
    if spaced:
        return spaced[1]
    digits = re.search(r"(?<!\d)(\d{6})(?:\d{4})?(?!\d)", said_digits(text))
    return digits[1] if digits else None


def find_last_four(text: str) -> str | None:
    spaced = _FOUR.search(text)
    if spaced:
        return spaced[1]
    digits = re.search(r"(?<!\d)(?:\d{6}|\d{7})?(\d{4})(?!\d)", said_digits(text))
    return digits[1] if digits else None
