"""A day as it stands in an address."""

from datetime import date

_YEARS = range(1970, 2200)
"""Of which anybody at a hospital speaks: the days around must still be dates."""


def find_day(written: str) -> date | None:
    """None where it is no day."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if day.year in _YEARS else None
