"""One due timer at a time: whoever could lock it, and its ticket, does it, and nobody does it again."""

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, contains_eager

from hotline.clock import Clock
from hotline.follow_up.deciding import Decision, Moment, decide
from hotline.follow_up.keeping import plan_timers, timers_of
from hotline.follow_up.pace import Pace, shipped_pace
from hotline.follow_up.reading import facts_of
from hotline.follow_up.roster import Roster
from hotline.follow_up.telling import ask_caller, tell_staff
from hotline.follow_up.timer import Timer
from hotline.follow_up.vocabulary import TimerKind, TimerOutcome, TimerState
from hotline.tickets import EscalationLevel, Ticket

_LOG = logging.getLogger(__name__)


def do_one_due_timer(session: Session, *, clock: Clock, roster: Roster) -> bool:
    """Whether there was one. One that fails is put off, and the next call takes another."""
    timer = _claim(session, now=clock.now(), pace=shipped_pace())
    if timer is None:
        return False
    try:
        with session.begin_nested():
            _do(session, timer, clock=clock, roster=roster)
    except Exception as error:  # noqa: BLE001 - the edge of one timer: the others must not wait for it
        _put_off(timer, error, now=clock.now())
    session.flush()
    return True


def is_timer_due(session: Session, *, now: datetime) -> bool:
    """The same question without a lock: asked all the time, it must not hold up those who write."""
    return session.scalar(select(Timer.id).where(_is_due(now, shipped_pace())).limit(1)) is not None


def due_timers(session: Session, *, now: datetime, limit: int = 200) -> Sequence[Timer]:
    """What waits to be done, the longest overdue first."""
    due = select(Timer).where(_is_due(now, shipped_pace())).order_by(Timer.look_at, Timer.id)
    return session.scalars(due.limit(limit)).all()


def faulty_timers(session: Session, *, limit: int = 200) -> Sequence[Timer]:
    """Those that were put off because something is wrong with them, the most tried first."""
    put_off = (Timer.state == TimerState.PLANNED) & (Timer.tries > 0)
    return session.scalars(select(Timer).where(put_off).order_by(Timer.tries.desc()).limit(limit)).all()


def stuck_timers(session: Session, *, limit: int = 200) -> Sequence[Timer]:
    """Those that failed again after a pause: somebody must mend what is wrong. The most tried first."""
    stuck = select(Timer).where(_is_stuck()).order_by(Timer.tries.desc(), Timer.id)
    return session.scalars(stuck.limit(limit)).all()


def count_stuck_timers(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Timer).where(_is_stuck())).one()


def _is_stuck() -> ColumnElement[bool]:
    return (Timer.state == TimerState.PLANNED) & (Timer.tries > 1)


def _claim(session: Session, *, now: datetime, pace: Pace) -> Timer | None:
    """The ticket is locked with its timer: a deed on it never waits for us while we wait for the deed."""
    due = (
        select(Timer)
        .join(Timer.ticket)
        .where(_is_due(now, pace))
        .order_by(Timer.look_at, Timer.id)
        .limit(1)
        .with_for_update(of=(Timer, Ticket), skip_locked=True)
        .options(contains_eager(Timer.ticket).selectinload(Ticket.events))
        .execution_options(populate_existing=True)
    )
    return session.scalar(due)


def _is_due(now: datetime, pace: Pace) -> ColumnElement[bool]:
    """A wait for acceptance that lies farther ahead than any such wait means that the clock was set back."""
    set_back = (Timer.kind == TimerKind.UNACCEPTED) & (Timer.look_at > now + pace.longest_unaccepted)
    return (Timer.state == TimerState.PLANNED) & ((Timer.look_at <= now) | set_back)


def _do(session: Session, timer: Timer, *, clock: Clock, roster: Roster) -> None:
    ticket, now = timer.ticket, clock.now()
    facts = facts_of(ticket, timers_of(session, ticket=ticket))
    moment = Moment(facts=facts, now=now, roster=roster, pace=shipped_pace(), staff=timer.staff)
    decision = decide(timer.kind, moment)
    timer.finish(decision.outcome, at=now)
    if decision.outcome is TimerOutcome.TOLD:
        _carry_out(session, ticket, decision, clock=clock)
    session.flush()
    plan_timers(session, ticket=ticket)


def _carry_out(session: Session, ticket: Ticket, decision: Decision, *, clock: Clock) -> None:
    now = clock.now()
    if decision.records_breach:
        ticket.record_breach(at=now)
    if decision.pass_duty_to is not None:
        ticket.pass_duty_on(decision.pass_duty_to.name, at=now)
    if decision.escalated is not None and decision.manager is not None:
        manager = EscalationLevel.DUTY_MANAGER
        ticket.escalate(manager, to=decision.manager.name, reason=decision.escalated, at=now)
    for letter in decision.letters:
        tell_staff(session, ticket, letter, clock=clock)
    if decision.asks_caller is not None:
        ask_caller(session, ticket, decision.asks_caller, clock=clock)


def _put_off(timer: Timer, error: Exception, *, now: datetime) -> None:
    fault = type(error).__name__
    timer.put_off(fault, until=now + shipped_pace().pause(timer.tries + 1))
    _LOG.error("timer %s of kind %s failed and is put off: %s", timer.id, timer.kind, fault, exc_info=error)
