"""What was done on one person's request: kept without the number, the name, or any other way to find them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, PrivateText, enum_by_value


class RequestKind(StrEnum):
    """What was asked for."""

    EXPORT = "export"
    DELETE = "delete"


class PersonalDataRequest(Base):
    """`done` and `kept` count rows by table; `by` is the member of staff who saw who asked."""

    __tablename__ = "personal_data_requests"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[RequestKind] = mapped_column(enum_by_value(RequestKind))
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str]
    reason: Mapped[str | None] = mapped_column(PrivateText)
    done: Mapped[dict[str, int]] = mapped_column(JSON)
    kept: Mapped[dict[str, int]] = mapped_column(JSON)
