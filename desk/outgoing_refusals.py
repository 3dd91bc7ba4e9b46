"""Why a call was not asked for, or stays as it is: one table from the errors of the trade to sentences."""

from collections.abc import Mapping
from http import HTTPStatus

from desk.forms import FaultyForm
from desk.refusals import Refusal, explain
from desk.words import Words
from hotline.outgoing_calls import (
    AlreadyAsked,
    CallKept,
    CallNotAsked,
    CallOver,
    CallsRefused,
    CallUnderWay,
    MessageMissing,
    MomentPassed,
    NoSuchCall,
    NoSuchRefusal,
    NotForThisTicket,
    NumberMissing,
)

REFUSED_CALLS: Mapping[type[Exception], str] = {
    CallsRefused: "calls_refused",
    NumberMissing: "number_missing",
    MessageMissing: "message_missing",
    MomentPassed: "moment_passed",
    AlreadyAsked: "already_asked",
    NotForThisTicket: "not_for_this_ticket",
    NoSuchCall: "no_such_call",
    CallOver: "call_over",
    CallUnderWay: "call_under_way",
    NoSuchRefusal: "no_such_refusal",
}
_STATUS: Mapping[type[Exception], HTTPStatus] = {
    MessageMissing: HTTPStatus.UNPROCESSABLE_ENTITY,
    MomentPassed: HTTPStatus.UNPROCESSABLE_ENTITY,
    NoSuchCall: HTTPStatus.NOT_FOUND,
    NoSuchRefusal: HTTPStatus.NOT_FOUND,
}
NOT_DONE = (CallNotAsked, CallKept, NoSuchRefusal, FaultyForm)


def explain_call(error: Exception, *, words: Words) -> Refusal:
    if isinstance(error, FaultyForm):
        return explain(error, words=words, name_of=str)
    sentence = words.part("outgoing", "refusals")[REFUSED_CALLS[type(error)]]
    return Refusal(str(sentence), _STATUS.get(type(error), HTTPStatus.CONFLICT))
