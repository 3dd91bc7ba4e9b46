"""The deeds the desk offers: what each reads from its form, and the one service it calls."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from sqlalchemy.orm import Session

from desk.forms import Form
from desk.roles import require_receiver
from hotline.clock import Clock
from hotline.staff import get_active_staff
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    Outcome,
    ReturnReason,
    accept_ticket,
    add_note,
    close_ticket,
    hand_over_ticket,
    record_attempt,
    resolve_ticket,
    return_handover,
)

LONGEST_TEXT = 2000
LONGEST_REASON = 200


class Deed(StrEnum):
    """What staff can do to a ticket here; the values are part of the addresses."""

    ACCEPT = "accept"
    HAND_OVER = "hand_over"
    RETURN_HANDOVER = "return_handover"
    ADD_NOTE = "add_note"
    RECORD_FEEDBACK = "record_feedback"
    RESOLVE = "resolve"
    CLOSE = "close"


Doing = Callable[[Session], object]
"""A deed read from its form, ready to be done in a transaction."""


def read_deed(deed: Deed, *, number: str, by: str, form: Form, clock: Clock) -> Doing:
    """Raises what forms raise, before any transaction is opened."""
    return _READERS[deed](form, number, by, clock)


def _accept(_form: Form, number: str, by: str, clock: Clock) -> Doing:
    return lambda session: accept_ticket(session, number=number, staff=by, clock=clock)


def _hand_over(form: Form, number: str, by: str, clock: Clock) -> Doing:
    to, reason = form.text("to", most=LONGEST_REASON), form.text("reason", most=LONGEST_REASON)

    def do(session: Session) -> object:
        require_receiver(get_active_staff(session, username=to))
        return hand_over_ticket(session, number=number, to=to, by=by, reason=reason, clock=clock)

    return do


def _return_handover(form: Form, number: str, by: str, clock: Clock) -> Doing:
    reason = form.choice("reason", ReturnReason)
    text = form.maybe("text", most=LONGEST_REASON)
    return lambda session: return_handover(
        session, number=number, by=by, reason=reason, text=text, clock=clock
    )


def _add_note(form: Form, number: str, by: str, clock: Clock) -> Doing:
    text = form.text("text", most=LONGEST_TEXT)
    return lambda session: add_note(session, number=number, by=by, text=text, clock=clock)


def _record_feedback(form: Form, number: str, by: str, clock: Clock) -> Doing:
    how = form.choice("how", FeedbackMeans)
    outcome = form.choice("attempt", AttemptOutcome)
    text = form.text("text", most=LONGEST_TEXT)
    return lambda session: record_attempt(
        session, number=number, by=by, how=how, outcome=outcome, text=text, clock=clock
    )


def _resolve(_form: Form, number: str, by: str, clock: Clock) -> Doing:
    return lambda session: resolve_ticket(session, number=number, by=by, clock=clock)


def _close(form: Form, number: str, by: str, clock: Clock) -> Doing:
    outcome = form.choice("outcome", Outcome)
    return lambda session: close_ticket(session, number=number, by=by, outcome=outcome, clock=clock)


_READERS: Mapping[Deed, Callable[[Form, str, str, Clock], Doing]] = {
    Deed.ACCEPT: _accept,
    Deed.HAND_OVER: _hand_over,
    Deed.RETURN_HANDOVER: _return_handover,
    Deed.ADD_NOTE: _add_note,
    Deed.RECORD_FEEDBACK: _record_feedback,
    Deed.RESOLVE: _resolve,
    Deed.CLOSE: _close,
}
