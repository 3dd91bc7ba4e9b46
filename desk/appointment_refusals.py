"""Why an appointment was left as it is: the deeds' own table, and what only this form can get wrong."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from desk.forms import FaultyForm
from desk.refusals import REFUSED, Refusal, explain
from desk.words import Words


class SittingGone(FaultyForm):
    """The half-day that was chosen stands in the timetable no longer."""


class BadVisit(FaultyForm):
    """What was written is no day, no hour, or no place and department of ours."""


_OWN: Mapping[type[Exception], str] = {SittingGone: "sitting_gone", BadVisit: "bad_visit"}
APPOINTMENT_REFUSED = (*REFUSED, *_OWN)


def explain_appointment(error: Exception, *, words: Words, name_of: Callable[[str], str]) -> Refusal:
    if type(error) not in _OWN:
        return explain(error, words=words, name_of=name_of)
    sentence = words.say("appointment_refusals", _OWN[type(error)])
    is_gone = isinstance(error, SittingGone)
    return Refusal(sentence, HTTPStatus.CONFLICT if is_gone else HTTPStatus.UNPROCESSABLE_ENTITY)
