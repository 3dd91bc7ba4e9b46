"""One row of the outbox of a channel that counts our messages: what is to be written, and how far it came."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, PrivateText, enum_by_value
from hotline.messaging.vocabulary import Purpose, TextState, Unsaid, Way


class OutgoingText(Base):
    """Once for each `key` of its conversation; in the order of their ids.

    `said` characters of the text have gone. `unsure` counts the sendings of which nothing was heard since
    something was. `letter_id`: the notice it carries, or the one by which staff hear that it did not go.
    `told_as`: the carrier's number of the template message that told of it.
    """

    __tablename__ = "outgoing_texts"
    __table_args__ = (
        UniqueConstraint("conversation_id", "key"),
        Index("ix_outgoing_texts_conversation_id_state", "conversation_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String)
    key: Mapped[str] = mapped_column(String)
    purpose: Mapped[Purpose] = mapped_column(enum_by_value(Purpose))
    text: Mapped[str] = mapped_column(PrivateText)
    promised: Mapped[bool]
    written_at: Mapped[datetime] = mapped_column(index=True)
    good_until: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    attempts: Mapped[int]
    unsure: Mapped[int]
    said: Mapped[int]
    alone: Mapped[bool]
    state: Mapped[TextState] = mapped_column(enum_by_value(TextState))
    way: Mapped[Way | None] = mapped_column(enum_by_value(Way))
    fault: Mapped[Unsaid | None] = mapped_column(enum_by_value(Unsaid))
    over_at: Mapped[datetime | None]
    letter_id: Mapped[UUID | None] = mapped_column(index=True)
    told_as: Mapped[str | None] = mapped_column(String)

    @property
    def left(self) -> str:
        """What is still to be said of it."""
        return self.text[self.said :]

    def reach(self, state: TextState, *, at: datetime) -> None:
        """SENT or MERGED: the caller has it."""
        self.state, self.over_at = state, at
        self.way = self.fault = None

    def hand_on(self, way: Way, *, at: datetime) -> None:
        self.state, self.way, self.over_at = TextState.HANDED_ON, way, at
        self.told_as = self.told_as if way is Way.TEMPLATE else None

    def die(self, fault: Unsaid, *, at: datetime) -> None:
        self.state, self.fault, self.over_at = TextState.DEAD, fault, at

    def revive(self, *, at: datetime, good_until: datetime | None = None) -> None:
        """It may be written after all."""
        self.state, self.next_attempt_at = TextState.WAITING, at
        self.attempts = self.unsure = 0
        self.way = self.fault = self.over_at = self.told_as = None
        self.good_until = good_until or self.good_until
