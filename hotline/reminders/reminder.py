"""One thing a caller is to be reminded of: a row, so that a restart loses nothing."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, LookupHash, PrivateJson, PrivateText, enum_by_value
from hotline.reminders.vocabulary import ReminderKind, ReminderState


class CallerReminder(Base):
    """`matter` names what it is about, once a conversation. `told_in` is where an answer to it may come.

    `facts` are `when`, as it is told, and `note`, which only staff read and a call tells after the key.
    `look_at` is `due_at` until something goes wrong; `asked_by`, `ended_by`: a user name, CALLER or HOTLINE.
    """

    __tablename__ = "caller_reminders"
    __table_args__ = (
        UniqueConstraint("conversation_id", "matter"),
        Index("ix_caller_reminders_state_look_at", "state", "look_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[ReminderKind] = mapped_column(enum_by_value(ReminderKind))
    state: Mapped[ReminderState] = mapped_column(enum_by_value(ReminderState))
    conversation_id: Mapped[str] = mapped_column(String, index=True)
    matter: Mapped[str] = mapped_column(String)
    channel: Mapped[str] = mapped_column(String)
    ticket_number: Mapped[str | None] = mapped_column(String(11), index=True)
    phone: Mapped[str | None] = mapped_column(PrivateText)
    phone_hash: Mapped[str | None] = mapped_column(LookupHash("phone"), index=True)
    facts: Mapped[Mapping[str, str]] = mapped_column(PrivateJson)
    asked_by: Mapped[str] = mapped_column(String)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    look_at: Mapped[datetime]
    good_until: Mapped[datetime]
    told_at: Mapped[datetime | None]
    told_in: Mapped[str | None] = mapped_column(String, index=True)
    call_id: Mapped[UUID | None] = mapped_column(index=True)
    put_off: Mapped[int]
    over_at: Mapped[datetime | None] = mapped_column(index=True)
    ended_by: Mapped[str | None] = mapped_column(String)
    tries: Mapped[int]
    fault: Mapped[str | None] = mapped_column(String)

    def wait_for(self, due_at: datetime, *, good_until: datetime) -> None:
        """From now on it is due then, whatever had become of it."""
        self.state, self.due_at, self.look_at, self.good_until = (
            ReminderState.WAITING,
            due_at,
            due_at,
            good_until,
        )
        self.told_at = self.told_in = self.call_id = self.over_at = self.ended_by = self.fault = None
        self.tries = 0

    def tell(self, *, at: datetime, told_in: str, call_id: UUID | None) -> None:
        self.state, self.told_at, self.told_in, self.call_id = ReminderState.TOLD, at, told_in, call_id
        self.fault = None

    def end(self, state: ReminderState, *, by: str, at: datetime) -> None:
        self.state, self.ended_by, self.over_at, self.fault = state, by, at, None

    def rest(self, fault: str, *, until: datetime) -> None:
        self.tries += 1
        self.fault, self.look_at = fault, until
