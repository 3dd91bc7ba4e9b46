"""Where the rows of each kind lie, and from when their age counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Table, false, func, select, true

from hotline.database import Base
from hotline.safety import TriageGrade


@dataclass(frozen=True)
class Kind:
    """`is_of` tells kinds of one table apart; `older` picks the rows whose period began before an instant."""

    table: str
    older: Callable[[Table, datetime], ColumnElement[bool]]
    is_of: Callable[[Table], ColumnElement[bool]] = lambda _: true()

    @property
    def found(self) -> Table | None:
        """None where this release has no such table."""
        return Base.metadata.tables.get(self.table)

    def before(self, table: Table, instant: datetime) -> ColumnElement[bool]:
        """What is not over yet has not begun its period."""
        return self.is_of(table) & func.coalesce(self.older(table, instant), false())


def _since(column: str) -> Callable[[Table, datetime], ColumnElement[bool]]:
    return lambda table, instant: table.c[column] < instant


def _ticket_closed(table: Table, instant: datetime) -> ColumnElement[bool]:
    tickets = Base.metadata.tables["tickets"]
    return table.c.ticket_id.in_(select(tickets.c.id).where(tickets.c.closed_at < instant))


def _alarm_raised(table: Table, instant: datetime) -> ColumnElement[bool]:
    alarms = Base.metadata.tables["alarms"]
    return table.c.alarm_id.in_(select(alarms.c.id).where(alarms.c.raised_at < instant))


def _routine(table: Table) -> ColumnElement[bool]:
    return table.c.grade == TriageGrade.ROUTINE


def _urgent(table: Table) -> ColumnElement[bool]:
    return table.c.grade != TriageGrade.ROUTINE


def _of_ticket(
    is_of: Callable[[Table], ColumnElement[bool]],
) -> Callable[[Table], ColumnElement[bool]]:
    def of_such(table: Table) -> ColumnElement[bool]:
        tickets = Base.metadata.tables["tickets"]
        return table.c.ticket_id.in_(select(tickets.c.id).where(is_of(tickets)))

    return of_such


KINDS: Mapping[str, Kind] = {
    "messages": Kind("messages", _since("at")),
    "routine_ticket_events": Kind("ticket_events", _ticket_closed, _of_ticket(_routine)),
    "routine_tickets": Kind("tickets", _since("closed_at"), _routine),
    "urgent_ticket_events": Kind("ticket_events", _ticket_closed, _of_ticket(_urgent)),
    "urgent_tickets": Kind("tickets", _since("closed_at"), _urgent),
    "alarm_events": Kind("alarm_events", _alarm_raised),
    "alarms": Kind("alarms", _since("raised_at")),
    "consents": Kind("consents", _since("at")),
    "requests": Kind("personal_data_requests", _since("at")),
    "appointments": Kind("appointments", _ticket_closed),
    "timers": Kind("timers", _since("done_at")),
    "live_talks": Kind("live_talks", _since("over_at")),
    "outgoing_calls": Kind("outgoing_calls", _since("over_at")),
    "refused_numbers": Kind("refused_numbers", _since("refused_at")),
    "recordings": Kind("recordings", _since("made_at")),
    "phone_calls": Kind("phone_calls", _since("began_at")),
    "caller_profiles": Kind("caller_profiles", _since("last_call_at")),
    "offered_choices": Kind("offered_choices", _since("offered_at")),
    "binding_codes": Kind("binding_codes", _since("asked_at")),
    "channel_identities": Kind("channel_identities", _since("last_seen_at")),
    "letters": Kind("letters", _since("written_at")),
    "outgoing_texts": Kind("outgoing_texts", _since("written_at")),
    "correspondences": Kind("correspondences", _since("touched_at")),
    "messaging_windows": Kind("messaging_windows", _since("closes_at")),
    "detail_views": Kind("detail_views", _since("at")),
    "sign_in_attempts": Kind("sign_in_attempts", _since("last_at")),
    "sign_ins": Kind("sign_in_sessions", _since("expires_at")),
}
