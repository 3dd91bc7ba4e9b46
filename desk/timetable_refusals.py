"""Why the timetable was not changed: one table from the errors of the trade to the desk's sentences."""

from collections.abc import Mapping
from http import HTTPStatus

from desk.forms import BadChoice, BlankField, FaultyForm, NotConfirmed, TooLong
from desk.refusals import Refusal
from desk.words import Words
from hotline.timetable import (
    LONGEST_DOCTOR,
    LONGEST_REASON,
    MOST_PLACES,
    DoctorBlank,
    HoursBackwards,
    NoSuchDepartment,
    NoSuchPlace,
    NoSuchSitting,
    NoSuchWeekday,
    NothingToCopy,
    PlacesImpossible,
    ReasonBlank,
    SittingTwice,
    TimetableRefused,
)
from hotline.weeks import NoSuchWeek


class BadPlaces(FaultyForm):
    """What was typed is no number."""


TIMETABLE_REFUSALS: Mapping[type[Exception], str] = {
    NoSuchSitting: "no_such_sitting",
    NoSuchPlace: "no_such_place",
    NoSuchDepartment: "no_such_department",
    NoSuchWeekday: "no_such_weekday",
    HoursBackwards: "hours_backwards",
    DoctorBlank: "doctor_blank",
    PlacesImpossible: "places_impossible",
    SittingTwice: "twice",
    ReasonBlank: "reason_blank",
    NothingToCopy: "nothing_to_copy",
    NoSuchWeek: "no_such_week",
    BadPlaces: "places_impossible",
    BlankField: "blank",
    TooLong: "too_long",
    BadChoice: "bad_choice",
    NotConfirmed: "not_confirmed",
}
TIMETABLE_REFUSED = tuple(TIMETABLE_REFUSALS)
_CONFLICTS = (NoSuchSitting, SittingTwice)


def explain_timetable(error: Exception, *, words: Words) -> Refusal:
    facts: dict[str, object] = {
        "places": MOST_PLACES,
        "doctor": LONGEST_DOCTOR,
        "reason": LONGEST_REASON,
        "most": error.most if isinstance(error, TooLong) else "",
        "said": error.said if isinstance(error, (TimetableRefused, NoSuchWeek)) else "",
    }
    sentence = words.say("timetable_refusals", TIMETABLE_REFUSALS[type(error)], **facts)
    conflict = isinstance(error, _CONFLICTS)
    return Refusal(sentence, HTTPStatus.CONFLICT if conflict else HTTPStatus.UNPROCESSABLE_ENTITY)
