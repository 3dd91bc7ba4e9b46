"""Why the calendar was not changed."""

from datetime import date


class CalendarRefused(Exception):  # noqa: N818 - a noun of the trade
    """The day `on` cannot be kept as asked."""

    def __init__(self, on: date) -> None:
        super().__init__(on.isoformat())
        self.on = on


class DayTaken(CalendarRefused):
    """The table says something of this day already."""


class NoSuchDay(CalendarRefused):
    """Nothing was entered for this day."""


class OutOfReach(CalendarRefused):
    """So far from today that a year was mistyped."""


class DayBackwards(CalendarRefused):
    """The last day lies before the first."""


class SpellTooLong(CalendarRefused):
    """More days in a row than any holiday has."""


class NothingToExchange(CalendarRefused):
    """Monday to Friday are worked anyhow, unless the day is a holiday."""
