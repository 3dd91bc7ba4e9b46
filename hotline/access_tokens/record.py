"""One row for each account of ours with a provider that lends access tokens."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, PrivateText


class AccessToken(Base):
    """`asking_until` is the lease of the one replica that asks for the next token; it outlives no crash."""

    __tablename__ = "access_tokens"

    account: Mapped[str] = mapped_column(String, primary_key=True)
    token: Mapped[str | None] = mapped_column(PrivateText)
    expires_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    forced_at: Mapped[datetime | None]
    asking_until: Mapped[datetime | None]
