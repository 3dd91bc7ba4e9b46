"""One decision about one's own data: a row that is never changed, so that its history can be shown."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, LookupHash, PrivateText, enum_by_value


class ConsentKind(StrEnum):
    """What it is about."""

    NOTICE_SHOWN = "notice_shown"
    HEALTH_DATA = "health_data"
    CHILD_UNDER_14 = "child_under_14"
    RECORDING = "recording"


class ConsentDecision(StrEnum):
    """Given or taken back; for a notice, that it was shown."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class ConsentWord(StrEnum):
    """What a message says about the consent to keep health data."""

    WITHDRAW = "withdraw"
    AGREE = "agree"


class Consent(Base):
    """The newest row of a conversation and a kind counts. `by` is CALLER's word or a user name."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_conversation_id_kind_at", "conversation_id", "kind", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String)
    kind: Mapped[ConsentKind] = mapped_column(enum_by_value(ConsentKind))
    decision: Mapped[ConsentDecision] = mapped_column(enum_by_value(ConsentDecision))
    version: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String)
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str] = mapped_column(String)
    phone: Mapped[str | None] = mapped_column(PrivateText)
    phone_hash: Mapped[str | None] = mapped_column(LookupHash("phone"), index=True)
