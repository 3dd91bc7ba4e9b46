"""A message in or out as it is kept: the words encrypted, what led to them in the open."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Index, String, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from hotline.conversations.answer_given import AnswerGiven
from hotline.conversations.asking import AgeBand, Missed
from hotline.database import Base, PrivateText, enum_by_value
from hotline.safety import TriageGrade


class Direction(StrEnum):
    """Whose words they are: the caller's (in) or ours (out)."""

    IN = "in"
    OUT = "out"


class Message(Base):
    """`at` is when the caller's message came, for the answer to it as well: both sort together.

    What is said to the caller without his asking, in a live talk, bears a number of its conversation, `seq`;
    `spoken_by` is the member of staff who said it. What is known of a question (`missed` to `township`, see
    asking.py) stands with the caller's message, None or empty elsewhere.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "message_id", "direction"),
        Index("ix_messages_conversation_id_at", "conversation_id", "at"),
        Index("ix_messages_conversation_id_seq", "conversation_id", "seq", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String)
    message_id: Mapped[str] = mapped_column(String)
    direction: Mapped[Direction] = mapped_column(enum_by_value(Direction))
    channel: Mapped[str] = mapped_column(String)
    at: Mapped[datetime] = mapped_column(index=True)
    text: Mapped[str] = mapped_column(PrivateText)
    grade: Mapped[TriageGrade] = mapped_column(enum_by_value(TriageGrade))
    rules: Mapped[list[str]] = mapped_column(JSON)
    rules_version: Mapped[str] = mapped_column(String)
    answered_by: Mapped[str | None] = mapped_column(String)
    spoken_by: Mapped[str | None] = mapped_column(String)
    seq: Mapped[int | None]
    timings: Mapped[dict[str, float]] = mapped_column(JSON)
    forgotten_at: Mapped[datetime | None]
    missed: Mapped[Missed | None] = mapped_column(enum_by_value(Missed))
    guided_to: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    age_band: Mapped[AgeBand | None] = mapped_column(enum_by_value(AgeBand))
    for_other: Mapped[bool | None]
    township: Mapped[str | None] = mapped_column(String)
    told: Mapped[list[AnswerGiven]] = relationship(
        primaryjoin=lambda: and_(
            Message.direction == Direction.OUT,
            Message.conversation_id == foreign(AnswerGiven.conversation_id),
            Message.message_id == foreign(AnswerGiven.message_id),
        ),
        order_by=AnswerGiven.id,
        viewonly=True,
        lazy="selectin",
    )
