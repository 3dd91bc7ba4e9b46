"""The holidays and make-up workdays a hospital's staff keep, on top of the shipped table."""

from hotline.calendar_days.errors import (
    CalendarRefused,
    DayBackwards,
    DayTaken,
    NoSuchDay,
    NothingToExchange,
    OutOfReach,
    SpellTooLong,
)
from hotline.calendar_days.keeping import LONGEST_SPELL, add_days, change_day, remove_day
from hotline.calendar_days.looking import (
    STATUTORY_DAYS,
    KnownDay,
    Unentered,
    days_of_year,
    special_days,
    unentered_years,
)
from hotline.calendar_days.record import CalendarDay

__all__ = [
    "LONGEST_SPELL",
    "STATUTORY_DAYS",
    "CalendarDay",
    "CalendarRefused",
    "DayBackwards",
    "DayTaken",
    "KnownDay",
    "NoSuchDay",
    "NothingToExchange",
    "OutOfReach",
    "SpellTooLong",
    "Unentered",
    "add_days",
    "change_day",
    "days_of_year",
    "remove_day",
    "special_days",
    "unentered_years",
]
