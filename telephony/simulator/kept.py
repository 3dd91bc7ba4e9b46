"""What the hotline kept of the calls of a script, held against what the script says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.calls import PhoneCall, find_manner
from hotline.green_channel import Alarm
from hotline.outgoing_calls import OutgoingCall, are_calls_refused
from hotline.tickets import Ticket
from telephony.simulator.expected import Afterwards, ExpectedAlarm, ExpectedTicket


def faults_of_kept(session: Session, afterwards: Afterwards, *, number: str | None) -> Iterator[str]:
    """Of a database in which nothing else was ever written."""
    yield from faults_of_tickets(session, tickets=afterwards.tickets, alarms=afterwards.alarms)
    if afterwards.call:
        kept = session.scalars(select(PhoneCall).order_by(PhoneCall.ended_at)).all()
        yield from _faults_of_facts("call", kept[-1] if kept else None, afterwards.call)
    yield from _faults_of_owed(session, afterwards, number=number)
    if afterwards.profile and number:
        yield from _faults_of_facts("profile", find_manner(session, number=number), afterwards.profile)


def faults_of_tickets(
    session: Session, *, tickets: Sequence[ExpectedTicket], alarms: Sequence[ExpectedAlarm]
) -> Iterator[str]:
    """All of them, in the order in which they were opened and raised."""
    opened = session.scalars(select(Ticket).order_by(Ticket.opened_at, Ticket.number)).all()
    yield from _faults_of_number("tickets", len(opened), len(tickets))
    for ticket, expected in zip(opened, tickets, strict=False):
        yield from _faults_of_ticket(ticket, expected)
    raised = session.scalars(select(Alarm).order_by(Alarm.raised_at)).all()
    yield from _faults_of_number("alarms", len(raised), len(alarms))
    for alarm, awaited in zip(raised, alarms, strict=False):
        yield from _faults_of_alarm(alarm, awaited)


def _faults_of_owed(session: Session, afterwards: Afterwards, *, number: str | None) -> Iterator[str]:
    calls = session.scalars(select(OutgoingCall).order_by(OutgoingCall.not_before)).all()
    yield from _faults_of_number("calls of ours", len(calls), len(afterwards.owed))
    for call, expected in zip(calls, afterwards.owed, strict=False):
        facts: dict[str, Any] = {"state": expected.state, "gave_up": expected.gave_up}
        facts |= {} if expected.outcomes is None else {"outcomes": expected.outcomes}
        yield from _faults_of_facts(f"call for {call.errand}", call, facts)
    refused = number is not None and are_calls_refused(session, number=number)
    if refused is not afterwards.refused:
        yield f"calls of ours are {'' if refused else 'not '}refused"


def last_told(session: Session) -> Mapping[str, str]:
    """`{number}` and `{code}` of the newest ticket; none, while there is none."""
    ticket = session.scalars(select(Ticket).order_by(Ticket.opened_at.desc())).first()
    return {} if ticket is None else {"number": ticket.number, "code": ticket.progress_code}


def _faults_of_number(what: str, kept: int, expected: int) -> Iterator[str]:
    if kept != expected:
        yield f"{kept} {what} were kept, not {expected}"


def _faults_of_ticket(ticket: Ticket, expected: ExpectedTicket) -> Iterator[str]:
    facts: dict[str, Any] = {"kind": expected.kind, "grade": expected.grade}
    facts |= {"state": expected.state} if expected.state else {}
    facts |= {"source": expected.source} if expected.source else {}
    facts |= {"department": expected.department} if expected.department else {}
    yield from _faults_of_facts(f"ticket {ticket.kind}", ticket, facts)
    yield from _faults_of_phone(f"ticket {ticket.kind}", ticket.phone, expected.phone)
    if expected.summary is not None and expected.summary not in ticket.summary:
        yield f"ticket {ticket.kind} is about {ticket.summary}, not {expected.summary}"


def _faults_of_alarm(alarm: Alarm, expected: ExpectedAlarm) -> Iterator[str]:
    if expected.kind is not None and alarm.kind != expected.kind:
        yield f"the alarm is of {alarm.kind}, not of {expected.kind}"
    if expected.state is not None and alarm.state.value not in expected.state.split("|"):
        yield f"the alarm is {alarm.state.value}, not {expected.state}"
    yield from _faults_of_phone("the alarm", alarm.phone, expected.phone)


def _faults_of_phone(what: str, phone: str | None, expected: bool | None) -> Iterator[str]:  # noqa: FBT001
    if expected is not None and (phone is not None) is not expected:
        yield f"{what} has {'a' if phone else 'no'} phone number"


def _faults_of_facts(what: str, kept: object | None, expected: Mapping[str, Any]) -> Iterator[str]:
    if kept is None:
        yield f"no {what} was kept"
        return
    for name, value in expected.items():
        found = getattr(kept, name)
        if found != value:
            yield f"{what}: {name} is {found}, not {value}"
