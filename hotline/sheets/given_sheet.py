"""The row of a sheet that was given; its words stay in the knowledge base, so that corrections reach it."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, LookupHash, PrivateJson, PrivateText, installed_keyring

LASTS = timedelta(days=90)
"""A visit is over by then; what is prepared for the next one should be asked for anew."""
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 12
"""Some 59 bits: nobody comes upon another's sheet by trying."""


class GivenSheet(Base):
    """`given_by` is a user name, None where the bot gave it. Who it is for stands nowhere on it.

    `situation` holds the traits it was fitted to, `ticked` each item that was done with its instant.
    """

    __tablename__ = "given_sheets"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(PrivateText)
    code_hash: Mapped[str] = mapped_column(LookupHash("code"), unique=True)
    journey: Mapped[str] = mapped_column(String)
    journey_version: Mapped[str] = mapped_column(String(20))
    situation: Mapped[str] = mapped_column(PrivateText)
    ticked: Mapped[Mapping[str, str]] = mapped_column(PrivateJson)
    ticket_number: Mapped[str | None] = mapped_column(String, index=True)
    conversation_id: Mapped[str | None] = mapped_column(String, index=True)
    given_by: Mapped[str | None] = mapped_column(String)
    given_at: Mapped[datetime] = mapped_column(index=True)

    @classmethod
    def of(
        cls,
        journey: str,
        *,
        version: str,
        traits: Collection[str],
        ticket_number: str | None,
        conversation_id: str | None,
        by: str | None,
        at: datetime,
    ) -> Self:
        code = new_code()
        return cls(
            id=uuid4(),
            code=code,
            code_hash=installed_keyring().lookup_hash(code),
            journey=journey,
            journey_version=version,
            situation=_joined(traits),
            ticked={},
            ticket_number=ticket_number,
            conversation_id=conversation_id,
            given_by=by,
            given_at=at,
        )

    @property
    def traits(self) -> frozenset[str]:
        return frozenset(self.situation.split())

    @property
    def good_until(self) -> datetime:
        return self.given_at + LASTS

    def is_for(self, journey: str, *, traits: Collection[str]) -> bool:
        return self.journey == journey and self.situation == _joined(traits)

    def tick(self, item: str, *, at: datetime) -> None:
        """The first time counts."""
        self.ticked = {item: at.isoformat(), **self.ticked}

    def untick(self, item: str) -> None:
        self.ticked = {name: at for name, at in self.ticked.items() if name != item}


def new_code() -> str:
    """Without letters that look alike on paper."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def _joined(traits: Collection[str]) -> str:
    return " ".join(sorted(traits))
