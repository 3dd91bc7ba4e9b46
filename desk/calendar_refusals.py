"""Why the calendar was not changed: one table from the errors of the trade to the desk's sentences."""

from collections.abc import Mapping
from http import HTTPStatus

from desk.forms import BadChoice, BlankField, FaultyForm, TooLong
from desk.refusals import Refusal
from desk.words import Words
from hotline.calendar_days import (
    LONGEST_SPELL,
    CalendarRefused,
    DayBackwards,
    DayTaken,
    NoSuchDay,
    NothingToExchange,
    OutOfReach,
    SpellTooLong,
)


class BadDate(FaultyForm):
    """What was typed is no date."""


CALENDAR_REFUSALS: Mapping[type[Exception], str] = {
    DayTaken: "day_taken",
    NoSuchDay: "no_such_day",
    OutOfReach: "out_of_reach",
    DayBackwards: "backwards",
    SpellTooLong: "too_long",
    NothingToExchange: "nothing_to_exchange",
    BadDate: "bad_date",
    BlankField: "blank",
    TooLong: "too_long_text",
    BadChoice: "bad_choice",
}
CALENDAR_REFUSED = tuple(CALENDAR_REFUSALS)
_CONFLICTS = (DayTaken, NoSuchDay)


def explain_calendar(error: Exception, *, words: Words) -> Refusal:
    facts: dict[str, object] = {"spell": LONGEST_SPELL.days}
    if isinstance(error, CalendarRefused):
        on = error.on
        facts |= {"day": f"{on.year}年{on.month}月{on.day}日", "weekday": words.weekday(on)}
    if isinstance(error, TooLong):
        facts |= {"most": error.most}
    sentence = words.say("calendar_refusals", CALENDAR_REFUSALS[type(error)], **facts)
    unfit = not isinstance(error, _CONFLICTS)
    return Refusal(sentence, HTTPStatus.UNPROCESSABLE_ENTITY if unfit else HTTPStatus.CONFLICT)
