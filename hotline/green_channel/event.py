"""The only history of an alarm: numbered facts, never changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, PrivateJson, enum_by_value
from hotline.green_channel.vocabulary import AlarmEventKind


class AlarmEvent(Base):
    """`data` holds plain facts, `private` what a patient said or could be known by; `deed` is its id."""

    __tablename__ = "alarm_events"

    alarm_id: Mapped[UUID] = mapped_column(ForeignKey("alarms.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    deed: Mapped[UUID] = mapped_column(unique=True)
    kind: Mapped[AlarmEventKind] = mapped_column(enum_by_value(AlarmEventKind))
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str] = mapped_column(String)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    private: Mapped[Mapping[str, str] | None] = mapped_column(PrivateJson)
