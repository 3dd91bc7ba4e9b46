"""A telephone call as it is kept: when, how it ended, what it took; what was said lies with the messages."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.calls.learning import Counts
from hotline.calls.manner import Switch
from hotline.database import Base, LookupHash, PrivateText, enum_by_value


class CallOutcome(StrEnum):
    """How a call ended, the gravest that is true of it."""

    EMERGENCY = "emergency"
    PERSON = "person"
    CALL_BACK = "call_back"
    ABANDONED = "abandoned"
    MISSED = "missed"
    FINISHED = "finished"
    HUNG_UP = "hung_up"


@dataclass(frozen=True, kw_only=True)
class CallRecord:
    """`call` is the provider's name; `ticket` the last one opened; `solved` is None where nobody said."""

    id: UUID
    conversation_id: str
    call: str
    direction: str
    number: str | None
    began_at: datetime
    ended_at: datetime
    outcome: CallOutcome
    solved: bool | None = None
    ticket: str | None = None
    reached_person: bool = False
    emergency: bool = False
    counts: Counts = field(default_factory=Counts)
    switch: Switch | None = None


class PhoneCall(Base):
    """Written once, when the call is over; that somebody was reached may be told after it."""

    __tablename__ = "phone_calls"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String, unique=True)
    call: Mapped[str] = mapped_column(String, unique=True)
    direction: Mapped[str] = mapped_column(String)
    phone: Mapped[str | None] = mapped_column(PrivateText)
    phone_hash: Mapped[str | None] = mapped_column(LookupHash("phone"), index=True)
    began_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime]
    outcome: Mapped[CallOutcome] = mapped_column(enum_by_value(CallOutcome))
    solved: Mapped[bool | None]
    ticket_number: Mapped[str | None] = mapped_column(String(11), index=True)
    reached_person: Mapped[bool]
    emergency: Mapped[bool]
    repeats: Mapped[int]
    timeouts: Mapped[int]
    unclear: Mapped[int]
    forgotten_at: Mapped[datetime | None]

    def learn_late(self, record: CallRecord) -> None:
        """The line that was rung may be told of as ended after the call itself."""
        if record.reached_person and not self.reached_person:
            self.reached_person, self.outcome = True, record.outcome
