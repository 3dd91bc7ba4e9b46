"""A call for help, as it is known the moment the alarm is raised."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4


@dataclass(frozen=True, kw_only=True)
class AlarmCall:
    """`kind`, `title` and `rules` are the gate's; `advised` is what the caller was told to do at once.

    The ticket may be unknown still: help does not wait for it. `raised_by` is HOTLINE or a user name.
    """

    conversation_id: str
    channel: str
    kind: str
    title: str
    said: str
    advised: str
    raised_by: str
    raised_at: datetime
    rules: tuple[str, ...] = ()
    rules_version: str = ""
    caller_name: str | None = None
    place: str | None = None
    phone: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    ticket_id: UUID | None = None
    ticket_number: str | None = None
    id: UUID = field(default_factory=uuid4)
