"""One conversation passed from the bot to a person: who waits, who holds it, and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, PrivateText, enum_by_value
from hotline.handoff.errors import TalkNotTaken, TalkOver, TalkTaken
from hotline.handoff.vocabulary import HandoffReason, TalkOutcome, TalkState

_STAFF = "staff_members.username"


@dataclass(frozen=True, kw_only=True)
class TalkRequest:
    """`summary` is what the nurse reads first; the ticket answers for the matter if no talk comes about."""

    conversation_id: str
    channel: str
    ticket_number: str
    reason: HandoffReason
    summary: str


class LiveTalk(Base):
    """`open_conversation` is unique and empty once the talk is over: a conversation has one open talk.

    `asked_at` keeps the place in the line through every return to waiting; `waits_since` is when the
    present waiting began. `nurse_seen_at` is when the open page of whoever holds it last asked.
    """

    __tablename__ = "live_talks"
    __table_args__ = (Index("ix_live_talks_state_asked_at", "state", "asked_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String, index=True)
    open_conversation: Mapped[str | None] = mapped_column(String, unique=True)
    channel: Mapped[str] = mapped_column(String)
    ticket_number: Mapped[str] = mapped_column(String(11))
    reason: Mapped[HandoffReason] = mapped_column(enum_by_value(HandoffReason))
    summary: Mapped[str] = mapped_column(PrivateText)
    state: Mapped[TalkState] = mapped_column(enum_by_value(TalkState))
    asked_at: Mapped[datetime] = mapped_column(index=True)
    waits_since: Mapped[datetime]
    taken_by: Mapped[str | None] = mapped_column(ForeignKey(_STAFF))
    taken_at: Mapped[datetime | None]
    nurse_seen_at: Mapped[datetime | None]
    vanished: Mapped[int]
    over_at: Mapped[datetime | None]
    outcome: Mapped[TalkOutcome | None] = mapped_column(enum_by_value(TalkOutcome))

    @classmethod
    def ask(cls, request: TalkRequest, *, at: datetime) -> Self:
        return cls(
            id=uuid4(),
            conversation_id=request.conversation_id,
            open_conversation=request.conversation_id,
            channel=request.channel,
            ticket_number=request.ticket_number,
            reason=request.reason,
            summary=request.summary,
            state=TalkState.WAITING,
            asked_at=at,
            waits_since=at,
            vanished=0,
        )

    def take(self, by: str, *, at: datetime) -> bool:
        """Whether this took it: a key pressed twice is one taking."""
        if not self.state.is_open:
            raise TalkOver(self.id)
        if self.taken_by == by:
            return False
        if self.taken_by is not None:
            raise TalkTaken(self.id, by=self.taken_by)
        self.state = TalkState.TAKEN
        self.taken_by = by
        self.taken_at = self.nurse_seen_at = at
        return True

    def lose_nurse(self, *, at: datetime) -> None:
        """Back to waiting, in its old place."""
        self.state = TalkState.WAITING
        self.taken_by = self.taken_at = self.nurse_seen_at = None
        self.waits_since = at
        self.vanished += 1

    def hand_back(self, by: str, *, at: datetime) -> None:
        self.require_held(by)
        self._end(TalkState.HANDED_BACK, at=at)

    def end(self, by: str, *, outcome: TalkOutcome, at: datetime) -> None:
        self.require_held(by)
        self.outcome = outcome
        self._end(TalkState.ENDED, at=at)

    def time_out(self, *, at: datetime) -> None:
        self._end(TalkState.TIMED_OUT, at=at)

    def require_held(self, by: str) -> None:
        if not self.state.is_open:
            raise TalkOver(self.id)
        if self.taken_by is None:
            raise TalkNotTaken(self.id)
        if self.taken_by != by:
            raise TalkTaken(self.id, by=self.taken_by)

    def _end(self, state: TalkState, *, at: datetime) -> None:
        self.state = state
        self.open_conversation = None
        self.over_at = at
