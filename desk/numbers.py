"""Telephone numbers on a screen: masked wherever they stand, shown whole only on request."""

import re
import unicodedata
from collections.abc import Iterable

from hotline.phone import plain_number

_WHOLE = 11
_DAY, _RUNNING = 6, 4  # the parts of a ticket's number
_NO_FIGURE = re.compile(r"\D")
# Typed with a Chinese keyboard, figures are often full-width.
_MOBILE = re.compile(r"(?<!\d)(?:[+＋]?(?:86|８６)[ -]?)?[1１][3-9３-９]\d(?:[ -]?\d{4}){2}(?!\d)")


def masked(phone: str) -> str:
    """138****8000; of a shorter number only the last two digits."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= _WHOLE else f"****{phone[-2:]}"


def veiled(text: str) -> str:
    """The text with every mobile number in it masked."""
    return _MOBILE.sub(lambda found: masked(plain_number(found[0])), text)


def mentioned(texts: Iterable[str]) -> tuple[str, ...]:
    """The mobile numbers that occur in the texts, each once, in order."""
    found = (plain_number(number[0]) for text in texts for number in _MOBILE.finditer(text))
    return tuple(dict.fromkeys(found))


def ticket_number(text: str) -> str:
    """As a person types it: the dash left out, in full-width figures, with blanks around."""
    figures = _NO_FIGURE.sub("", unicodedata.normalize("NFKC", text))
    return f"{figures[:_DAY]}-{figures[_DAY:]}" if len(figures) == _DAY + _RUNNING else text.strip()
