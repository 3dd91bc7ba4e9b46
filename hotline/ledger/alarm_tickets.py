"""What becomes of an alarm reaches its tickets in the same transaction: nobody has to remember it."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import ClockAt
from hotline.green_channel import HOTLINE, Alarm, AlarmDeed, AlarmEventKind, AlarmOutcome
from hotline.safety import TriageGrade
from hotline.staff import StaffMember
from hotline.tickets import (
    AttemptOutcome,
    DeedRefused,
    EventKind,
    FeedbackMeans,
    Outcome,
    Ticket,
    TicketKind,
    TicketRequest,
    TicketSource,
    TicketState,
    draw_opening,
    link_tickets,
    lock_ticket,
    lock_ticket_by_id,
)
from hotline.tickets.keeping import keep_opening

_LOG = logging.getLogger(__name__)
_TOLD = {AlarmEventKind.ARRIVED, AlarmEventKind.CALLED_OFF, AlarmEventKind.OUTCOME_RECORDED}


def follow_alarm(session: Session, alarm: Alarm, *, deed: AlarmDeed) -> None:
    """Doing it again changes nothing. What a ticket refuses never keeps the alarm from being kept."""
    session.flush()
    try:
        with session.begin_nested():
            if deed.kind is AlarmEventKind.NOBODY_ANSWERED and alarm.unanswered_at == deed.at:
                _open_call_back(session, alarm, at=deed.at)
            elif deed.kind in _TOLD:
                for ticket in _tickets_of(session, alarm):
                    _tell(session, ticket, alarm, deed=deed)
    except DeedRefused as refused:
        _LOG.error("a ticket of alarm %s was not told: %s", alarm.id, refused)


def call_back_id(alarm_id: UUID) -> UUID:
    """Of the ticket that an unanswered alarm opens, once, whoever noticed it."""
    return uuid5(alarm_id, TicketSource.UNANSWERED_ALARM.value)


def _open_call_back(session: Session, alarm: Alarm, *, at: datetime) -> None:
    if session.get(Ticket, call_back_id(alarm.id)) is not None:
        return
    first = session.get(Ticket, alarm.ticket_id) if alarm.ticket_id else None
    request = TicketRequest(
        kind=TicketKind.EMERGENCY,
        source=TicketSource.UNANSWERED_ALARM,
        conversation_id=alarm.conversation_id,
        channel=alarm.channel,
        grade=TriageGrade.EMERGENCY,
        summary=alarm.said,
        topic=first.topic if first else None,
        department=first.department if first else None,
        phone=alarm.phone or (first.phone if first else None),
        caller_name=alarm.caller_name,
        details={"place": alarm.place} if alarm.place else {},
        duty_nurse=first.duty_nurse if first else None,
        rules=() if first else tuple(alarm.rules),  # what follows from them follows once
    )
    opening = replace(draw_opening(request.grade, now=at), id=call_back_id(alarm.id))
    ticket = keep_opening(session, request=request, opening=opening)
    if first is not None:
        link_tickets(session, number=ticket.number, other=first.number, by=HOTLINE, clock=ClockAt(at))


def _tickets_of(session: Session, alarm: Alarm) -> Iterator[Ticket]:
    """Its own and the one to call back, each as the ticket it was merged into, held and once."""
    seen = set[UUID]()
    for ticket_id in (alarm.ticket_id, call_back_id(alarm.id)):
        found = session.get(Ticket, ticket_id) if ticket_id else None
        if found is None:
            continue
        ticket = lock_ticket_by_id(session, ticket_id=found.id)
        if ticket.merged_into is not None:
            ticket = lock_ticket(session, number=ticket.merged_into)
        if ticket.id not in seen:
            seen.add(ticket.id)
            yield ticket


def _tell(session: Session, ticket: Ticket, alarm: Alarm, *, deed: AlarmDeed) -> None:
    """A patient who arrived is spoken to in person; what else a ticket owes goes on, and is told as news."""
    if ticket.state is TicketState.CLOSED:
        return
    outcome = deed.outcome.value if deed.outcome else None
    is_news = ticket.note_alarm(
        deed=str(deed.id), what=deed.kind.value, outcome=outcome, text=deed.text, by=deed.by, at=deed.at
    )
    if not is_news or not _is_about_this_alone(session, ticket, by=deed.by):
        return
    if deed.kind is AlarmEventKind.ARRIVED:
        _reach(ticket, deed=deed)
    elif deed.outcome is not None and not _has_others(session, ticket, alarm):
        _end(ticket, alarm, deed=deed)


def _is_about_this_alone(session: Session, ticket: Ticket, *, by: str) -> bool:
    """A question asked besides still waits for its answer, and a handover for its receiver."""
    took_in = any(event.kind is EventKind.TOOK_IN for event in ticket.events)
    is_plain = ticket.kind is TicketKind.EMERGENCY and ticket.handover_to is None and not took_in
    return is_plain and session.get(StaffMember, by) is not None


def _has_others(session: Session, ticket: Ticket, alarm: Alarm) -> bool:
    """Other alarms of the same ticket, of which nobody knows yet what they were."""
    others = select(Alarm.id).where(
        Alarm.ticket_id == ticket.id, Alarm.id != alarm.id, Alarm.closed_at.is_(None)
    )
    return session.scalar(others.limit(1)) is not None


def _reach(ticket: Ticket, *, deed: AlarmDeed) -> None:
    if ticket.assignee is None:
        ticket.accept(deed.by, at=deed.at)
    if ticket.fed_back_at is None:
        how, reached = FeedbackMeans.IN_PERSON, AttemptOutcome.REACHED
        ticket.record_attempt(by=deed.by, how=how, outcome=reached, text="", at=deed.at)


def _end(ticket: Ticket, alarm: Alarm, *, deed: AlarmDeed) -> None:
    """Resolved where the patient arrived; a false alarm is closed as mistaken; else a person goes on."""
    if alarm.arrived_at is not None:
        _reach(ticket, deed=deed)
        if ticket.resolved_at is None:
            ticket.resolve(by=deed.by, at=deed.at)
    elif deed.outcome is AlarmOutcome.FALSE_ALARM:
        if ticket.assignee is None:
            ticket.accept(deed.by, at=deed.at)
        ticket.close(by=deed.by, outcome=Outcome.MISTAKEN, at=deed.at)
