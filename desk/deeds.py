"""The deeds the desk offers: what each reads from its form, and the one service it calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from desk.forms import BadChoice, Form, NotConfirmed
from desk.numbers import ticket_number
from desk.reminding import read_moment
from desk.roles import require_receiver
from hotline.clock import Clock
from hotline.follow_up import remind_at, withdraw_reminder
from hotline.safety import TriageGrade
from hotline.staff import get_active_staff
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    Outcome,
    ReturnReason,
    accept_ticket,
    add_assisting,
    add_note,
    close_ticket,
    hand_over_ticket,
    link_tickets,
    lower_grade,
    mark_seen,
    merge_tickets,
    raise_grade,
    record_attempt,
    reopen_ticket,
    resolve_ticket,
    return_handover,
    tell_delay,
)
from hotline.working_time import DepartmentsTime
from knowledge_base import Hospital

LONGEST_TEXT = 2000
LONGEST_REASON = 200
_YES = "yes"


class Deed(StrEnum):
    """What staff can do to a ticket here; the values are part of the addresses."""

    ACCEPT = "accept"
    MARK_SEEN = "mark_seen"
    RECORD_FEEDBACK = "record_feedback"
    TELL_DELAY = "tell_delay"
    HAND_OVER = "hand_over"
    RETURN_HANDOVER = "return_handover"
    ADD_ASSISTING = "add_assisting"
    ADD_NOTE = "add_note"
    REMIND = "remind"
    WITHDRAW_REMINDER = "withdraw_reminder"
    RAISE_GRADE = "raise_grade"
    LOWER_GRADE = "lower_grade"
    MERGE = "merge"
    LINK = "link"
    RESOLVE = "resolve"
    CLOSE = "close"
    REOPEN = "reopen"


Doing = Callable[[Session], object]
"""A deed read from its form, ready to be done in a transaction."""


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """A deed before its fields are read; the hospital gives the zone times are written in."""

    number: str
    by: str
    form: Form
    clock: Clock
    hospital: Hospital
    time: DepartmentsTime | None

    def reason(self) -> str:
        return self.form.text("reason", most=LONGEST_REASON)


def read_deed(
    deed: Deed,
    *,
    number: str,
    by: str,
    form: Form,
    clock: Clock,
    hospital: Hospital,
    time: DepartmentsTime | None = None,
) -> Doing:
    """Raises what forms raise, before any transaction is opened. `time` counts departments' hours."""
    asked = _Asked(number=number, by=by, form=form, clock=clock, hospital=hospital, time=time)
    return _READERS[deed](asked)


def is_confirmed(form: Form) -> bool:
    """Of what cannot be undone: whether both tickets were looked at side by side."""
    return form.get("confirmed") == _YES


def _accept(asked: _Asked) -> Doing:
    return lambda session: accept_ticket(session, number=asked.number, staff=asked.by, clock=asked.clock)


def _mark_seen(asked: _Asked) -> Doing:
    return lambda session: mark_seen(session, number=asked.number, by=asked.by)


def _hand_over(asked: _Asked) -> Doing:
    to, reason = asked.form.text("to", most=LONGEST_REASON), asked.reason()

    def do(session: Session) -> object:
        require_receiver(get_active_staff(session, username=to))
        return hand_over_ticket(
            session, number=asked.number, to=to, by=asked.by, reason=reason, clock=asked.clock
        )

    return do


def _return_handover(asked: _Asked) -> Doing:
    reason = asked.form.choice("reason", ReturnReason)
    text = asked.form.maybe("text", most=LONGEST_REASON)
    return lambda session: return_handover(
        session, number=asked.number, by=asked.by, reason=reason, text=text, clock=asked.clock
    )


def _add_assisting(asked: _Asked) -> Doing:
    department = asked.form.text("department", most=LONGEST_REASON)
    if department not in {one.name for one in asked.hospital.departments}:
        raise BadChoice("department")
    return lambda session: add_assisting(
        session, number=asked.number, department=department, by=asked.by, clock=asked.clock
    )


def _add_note(asked: _Asked) -> Doing:
    text = asked.form.text("text", most=LONGEST_TEXT)
    return lambda session: add_note(session, number=asked.number, by=asked.by, text=text, clock=asked.clock)


def _remind(asked: _Asked) -> Doing:
    at = read_moment(asked.form, now=asked.clock.now(), zone=asked.hospital.zone)
    note = asked.form.maybe("note", most=LONGEST_REASON)
    return lambda session: remind_at(
        session, number=asked.number, by=asked.by, at=at, note=note, clock=asked.clock
    )


def _withdraw_reminder(asked: _Asked) -> Doing:
    reminder = asked.form.id("reminder")
    return lambda session: withdraw_reminder(
        session, number=asked.number, reminder=reminder, by=asked.by, clock=asked.clock
    )


def _record_feedback(asked: _Asked) -> Doing:
    how = asked.form.choice("how", FeedbackMeans)
    outcome = asked.form.choice("attempt", AttemptOutcome)
    text = asked.form.text("text", most=LONGEST_TEXT)
    return lambda session: record_attempt(
        session, number=asked.number, by=asked.by, how=how, outcome=outcome, text=text, clock=asked.clock
    )


def _tell_delay(asked: _Asked) -> Doing:
    how, reason = asked.form.choice("how", FeedbackMeans), asked.reason()
    due_at = asked.form.moment("due_at", zone=asked.hospital.zone)
    # Who was not told is an attempt; the form for that stands beside this one.
    told = AttemptOutcome.REACHED if asked.form.get("told") == _YES else AttemptOutcome.NO_ANSWER
    return lambda session: tell_delay(
        session,
        number=asked.number,
        by=asked.by,
        how=how,
        outcome=told,
        reason=reason,
        new_due_at=due_at,
        clock=asked.clock,
    )


def _raise_grade(asked: _Asked) -> Doing:
    grade, reason = asked.form.choice("grade", TriageGrade), asked.reason()
    return lambda session: raise_grade(
        session, number=asked.number, grade=grade, by=asked.by, reason=reason, clock=asked.clock
    )


def _lower_grade(asked: _Asked) -> Doing:
    grade, reason = asked.form.choice("grade", TriageGrade), asked.reason()
    return lambda session: lower_grade(
        session, number=asked.number, grade=grade, by=asked.by, reason=reason, clock=asked.clock
    )


def _merge(asked: _Asked) -> Doing:
    into = other_ticket(asked.form)
    if not is_confirmed(asked.form):
        raise NotConfirmed("confirmed")
    return lambda session: merge_tickets(
        session, number=asked.number, into=into, by=asked.by, clock=asked.clock
    )


def _link(asked: _Asked) -> Doing:
    other = other_ticket(asked.form)
    return lambda session: link_tickets(
        session, number=asked.number, other=other, by=asked.by, clock=asked.clock
    )


def other_ticket(form: Form) -> str:
    """A number that was typed goes before one that was ticked."""
    typed = form.maybe("other_number", most=LONGEST_REASON)
    return ticket_number(typed or form.text("other", most=LONGEST_REASON))


def _reopen(asked: _Asked) -> Doing:
    reason = asked.reason()
    return lambda session: reopen_ticket(
        session,
        number=asked.number,
        by=asked.by,
        reason=reason,
        clock=asked.clock,
        departments_time=asked.time,
    )


def _resolve(asked: _Asked) -> Doing:
    return lambda session: resolve_ticket(session, number=asked.number, by=asked.by, clock=asked.clock)


def _close(asked: _Asked) -> Doing:
    outcome = asked.form.choice("outcome", Outcome)
    return lambda session: close_ticket(
        session, number=asked.number, by=asked.by, outcome=outcome, clock=asked.clock
    )


_READERS: Mapping[Deed, Callable[[_Asked], Doing]] = {
    Deed.ACCEPT: _accept,
    Deed.MARK_SEEN: _mark_seen,
    Deed.RECORD_FEEDBACK: _record_feedback,
    Deed.TELL_DELAY: _tell_delay,
    Deed.HAND_OVER: _hand_over,
    Deed.RETURN_HANDOVER: _return_handover,
    Deed.ADD_ASSISTING: _add_assisting,
    Deed.ADD_NOTE: _add_note,
    Deed.REMIND: _remind,
    Deed.WITHDRAW_REMINDER: _withdraw_reminder,
    Deed.RAISE_GRADE: _raise_grade,
    Deed.LOWER_GRADE: _lower_grade,
    Deed.MERGE: _merge,
    Deed.LINK: _link,
    Deed.RESOLVE: _resolve,
    Deed.CLOSE: _close,
    Deed.REOPEN: _reopen,
}
