"""The alarms of one ticket, and whether what staff wrote on it sounds like one more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from desk.alarm_kinds import AlarmKind, known_kinds
from desk.call_sheet import is_typed_here
from desk.call_sheet_screening import screen_typed
from desk.desk import Desk, Gate
from desk.roles import may_raise_alarms
from hotline.green_channel import LiveAlarm, alarms_of_ticket
from hotline.safety import Screening, TriageGrade
from hotline.staff import StaffMember
from hotline.tickets import HOTLINE, Ticket, merged_tickets

ASKS_FOR = timedelta(hours=2)
"""How long after a grave note the page goes on asking."""


@dataclass(frozen=True, kw_only=True)
class Worry:
    """A text that sounds like an emergency, and the verdict on it."""

    text: str
    screening: Screening


@dataclass(frozen=True, kw_only=True)
class TicketAlarms:
    """`worry` is asked about, and never raises by itself."""

    raised: tuple[LiveAlarm, ...]
    worry: Worry | None
    may_raise: bool
    kinds: tuple[AlarmKind, ...]


def read_ticket_alarms(session: Session, *, desk: Desk, ticket: Ticket, member: StaffMember) -> TicketAlarms:
    """Newest first, those of tickets merged into it too; as memory knows them: the store may be behind."""
    numbers = [ticket.number, *(one.number for one in merged_tickets(session, ticket=ticket))]
    kept = {one.id: one.facts for number in numbers for one in alarms_of_ticket(session, number=number)}
    live = {alarm.id: alarm for alarm in desk.bell.live() if alarm.ticket_number in numbers}
    remembered = {name: desk.bell.find(name) or alarm for name, alarm in kept.items()}
    raised = tuple(sorted((remembered | live).values(), key=lambda one: one.raised_at, reverse=True))
    may_raise = may_raise_alarms(member)
    return TicketAlarms(
        raised=raised,
        worry=find_worry(ticket, raised=raised, gate=desk.gate, now=desk.clock.now()) if may_raise else None,
        may_raise=may_raise,
        kinds=known_kinds(),
    )


def find_worry(ticket: Ticket, *, raised: Iterable[LiveAlarm], gate: Gate, now: datetime) -> Worry | None:
    """The newest grave text of staff that no alarm came after."""
    since = max([now - ASKS_FOR, *(alarm.raised_at for alarm in raised)])
    for at, text in _written(ticket):
        if at > since and (found := screen_typed(gate, text)).grade is TriageGrade.EMERGENCY:
            return Worry(text=text, screening=found)
    return None


def _written(ticket: Ticket) -> Iterator[tuple[datetime, str]]:
    """What staff typed, newest first; what callers wrote was screened when it came."""
    for event in reversed(ticket.events):
        for name in ("text", "reason"):
            if event.by != HOTLINE and (text := (event.private or {}).get(name)):
                yield event.at, text
    if is_typed_here(ticket.conversation_id):
        yield ticket.opened_at, ticket.summary
