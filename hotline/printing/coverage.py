"""Which characters the font has: what it has not is never printed as an empty box."""

from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
STAND_IN = "〓"
"""The printer's mark for a character that is not in the case."""
_BREAKS = frozenset("\n\t")


def uncovered(text: str) -> frozenset[str]:
    return frozenset(text) - _covered()


def printable(text: str) -> str:
    """The text with STAND_IN for each character the font lacks."""
    missing = uncovered(text)
    return "".join(STAND_IN if one in missing else one for one in text) if missing else text


@cache
def _covered() -> frozenset[str]:
    return frozenset((FONTS / "covered.txt").read_text(encoding="utf-8")) | _BREAKS
