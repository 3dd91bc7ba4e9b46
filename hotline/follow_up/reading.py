"""Reads off a ticket and its history what timers need to know."""

from collections.abc import Iterable

from hotline.follow_up.facts import Handover, TicketFacts
from hotline.follow_up.timer import Timer
from hotline.follow_up.vocabulary import TimerState
from hotline.tickets import EscalationLevel, EscalationReason, EventKind, Ticket, TicketEvent

_ATTEMPTS = frozenset({EventKind.FED_BACK, EventKind.NOT_REACHED})


def facts_of(ticket: Ticket, timers: Iterable[Timer]) -> TicketFacts:
    passed_on = [one for one in ticket.events if _is_passing_on(one)]
    delays = [one.at for one in ticket.events if one.kind is EventKind.DELAY_TOLD]
    return TicketFacts(
        state=ticket.state,
        grade=ticket.grade,
        round=ticket.round,
        promised_at=ticket.promised_at,
        opened_at=ticket.opened_at,
        due_soon_at=ticket.due_soon_at,
        feedback_due_at=ticket.feedback_due_at,
        told_due_at=ticket.told_due_at,
        told_at=delays[-1] if delays and ticket.told_due_at else None,
        fed_back_at=ticket.fed_back_at,
        resolved_at=ticket.resolved_at,
        closed_at=ticket.closed_at,
        breached_at=ticket.breached_at,
        outcome=ticket.outcome,
        rules=tuple(ticket.rules),
        is_rated=any(rating.round == ticket.round for rating in ticket.ratings),
        first_contact=ticket.first_contact,
        assignee=ticket.assignee,
        duty_nurse=ticket.duty_nurse,
        handover=_handover(ticket),
        passed_on=len(passed_on),
        passed_on_at=passed_on[-1].at if passed_on else None,
        attempts_at=tuple(one.at for one in ticket.events if one.kind in _ATTEMPTS),
        done={timer.key: timer.done_at for timer in timers if _is_done(timer) and timer.done_at},
    )


def _is_done(timer: Timer) -> bool:
    return timer.state is TimerState.DONE


def _is_passing_on(event: TicketEvent) -> bool:
    return event.kind is EventKind.ESCALATED and (
        event.data["level"],
        event.data["reason"],
    ) == (EscalationLevel.NEXT_ON_DUTY.value, EscalationReason.UNACCEPTED.value)


def _handover(ticket: Ticket) -> Handover | None:
    if ticket.handover_to is None:
        return None
    offers = [one for one in ticket.events if one.kind is EventKind.HANDED_OVER]
    return Handover(by=offers[-1].by, to=ticket.handover_to, at=offers[-1].at, event=offers[-1].seq)
