"""What is kept of a call we owe somebody, and of each time we tried."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hotline.database import Base, LookupHash, PrivateText, enum_by_value
from hotline.outgoing_calls.vocabulary import CallState, Errand, GaveUp, RingOutcome
from hotline.tickets import Ticket


class CallAttempt(Base):
    """One time the telephone was to ring; `provider_call` is the provider's name of it, once it gave one."""

    __tablename__ = "outgoing_call_attempts"

    call_id: Mapped[UUID] = mapped_column(ForeignKey("outgoing_calls.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[RingOutcome | None] = mapped_column(enum_by_value(RingOutcome))
    provider_call: Mapped[str | None] = mapped_column(String, index=True)
    fault: Mapped[str | None] = mapped_column(String)

    def is_call(self, provider_call: str | None) -> bool:
        """Whether news of this call may be of this attempt: one of the two names may be unknown."""
        return not provider_call or self.provider_call in {None, provider_call}


class OutgoingCall(Base):
    """`asked_by` is a user name, or HOTLINE where a timer asked. `message` is what is to be told.

    `look_at` is when the call is due; while it rings or is held, when nothing more is to be expected of it.
    """

    __tablename__ = "outgoing_calls"
    __table_args__ = (Index("ix_outgoing_calls_state_look_at", "state", "look_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    errand: Mapped[Errand] = mapped_column(enum_by_value(Errand))
    ticket_id: Mapped[UUID | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    number: Mapped[str] = mapped_column(PrivateText)
    number_hash: Mapped[str | None] = mapped_column(LookupHash("number"), index=True)
    message: Mapped[str | None] = mapped_column(PrivateText)
    asked_by: Mapped[str] = mapped_column(String)
    asked_at: Mapped[datetime]
    not_before: Mapped[datetime]
    not_after: Mapped[datetime]
    state: Mapped[CallState] = mapped_column(enum_by_value(CallState))
    look_at: Mapped[datetime | None]
    over_at: Mapped[datetime | None] = mapped_column(index=True)
    gave_up: Mapped[GaveUp | None] = mapped_column(enum_by_value(GaveUp))
    ended_by: Mapped[str | None] = mapped_column(String)
    forgotten_at: Mapped[datetime | None]
    ticket: Mapped[Ticket | None] = relationship()
    attempts: Mapped[list[CallAttempt]] = relationship(order_by=CallAttempt.seq, cascade="all")

    @property
    def outcomes(self) -> tuple[RingOutcome, ...]:
        return tuple(attempt.outcome for attempt in self.attempts if attempt.outcome is not None)

    @property
    def running(self) -> CallAttempt | None:
        """The attempt that rings or is being held."""
        last = self.attempts[-1] if self.attempts else None
        return last if last is not None and last.outcome is None else None

    def end(
        self, state: CallState, *, at: datetime, why: GaveUp | None = None, by: str | None = None
    ) -> None:
        self.state, self.over_at, self.gave_up, self.ended_by = state, at, why, by
        self.look_at = None
