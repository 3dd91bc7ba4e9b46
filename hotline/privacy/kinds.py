"""Where the rows of each kind lie, and from when their age counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Table, select

from hotline.database import Base
from hotline.safety import TriageGrade

Condition = Callable[[Table, datetime], ColumnElement[bool]]


@dataclass(frozen=True)
class Kind:
    """`older` picks the rows whose period began before an instant; what is not over has not begun."""

    table: str
    older: Condition

    @property
    def found(self) -> Table | None:
        """None where this release has no such table."""
        return Base.metadata.tables.get(self.table)


def _since(column: str) -> Condition:
    return lambda table, before: table.c[column] < before


def _closed(*, routine: bool) -> Condition:
    return lambda table, before: (table.c.closed_at < before) & _of_grade(table, routine=routine)


def _of_closed(*, routine: bool) -> Condition:
    def older(table: Table, before: datetime) -> ColumnElement[bool]:
        tickets = Base.metadata.tables["tickets"]
        return table.c.ticket_id.in_(select(tickets.c.id).where(_closed(routine=routine)(tickets, before)))

    return older


def _of_old_alarm(table: Table, before: datetime) -> ColumnElement[bool]:
    alarms = Base.metadata.tables["alarms"]
    return table.c.alarm_id.in_(select(alarms.c.id).where(alarms.c.raised_at < before))


def _of_grade(table: Table, *, routine: bool) -> ColumnElement[bool]:
    return (table.c.grade == TriageGrade.ROUTINE) if routine else (table.c.grade != TriageGrade.ROUTINE)


KINDS: Mapping[str, Kind] = {
    "messages": Kind("messages", _since("at")),
    "routine_ticket_events": Kind("ticket_events", _of_closed(routine=True)),
    "routine_tickets": Kind("tickets", _closed(routine=True)),
    "urgent_ticket_events": Kind("ticket_events", _of_closed(routine=False)),
    "urgent_tickets": Kind("tickets", _closed(routine=False)),
    "alarm_events": Kind("alarm_events", _of_old_alarm),
    "alarms": Kind("alarms", _since("raised_at")),
    "consents": Kind("consents", _since("at")),
    "requests": Kind("personal_data_requests", _since("at")),
    "timers": Kind("timers", _since("done_at")),
    "live_talks": Kind("live_talks", _since("over_at")),
    "letters": Kind("letters", _since("written_at")),
    "detail_views": Kind("detail_views", _since("at")),
    "sign_in_attempts": Kind("sign_in_attempts", _since("last_at")),
    "sign_ins": Kind("sign_in_sessions", _since("expires_at")),
}
