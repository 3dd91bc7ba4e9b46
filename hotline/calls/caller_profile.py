"""A number's profile: counts and one switch, no words."""

from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy.orm import Mapped, mapped_column

from hotline.calls.learning import Counts, learned
from hotline.calls.manner import Manner, Switch
from hotline.database import Base, LookupHash, PrivateText, enum_by_value, installed_keyring


class CallerProfile(Base):
    """One row a number."""

    __tablename__ = "caller_profiles"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(PrivateText)
    phone_hash: Mapped[str] = mapped_column(LookupHash("phone"), unique=True)
    switch: Mapped[Switch | None] = mapped_column(enum_by_value(Switch))
    calls: Mapped[int]
    repeats: Mapped[int]
    timeouts: Mapped[int]
    unclear: Mapped[int]
    last_call_at: Mapped[datetime]

    @classmethod
    def of(cls, phone: str, *, at: datetime) -> Self:
        found = installed_keyring().lookup_hash(phone)
        none = {"calls": 0, "repeats": 0, "timeouts": 0, "unclear": 0}
        return cls(id=uuid4(), phone=phone, phone_hash=found, last_call_at=at, **none)

    @property
    def counts(self) -> Counts:
        return Counts(repeats=self.repeats, timeouts=self.timeouts, unclear=self.unclear)

    @property
    def manner(self) -> Manner:
        return learned(self.counts, switch=self.switch)

    def learn(self, counts: Counts, *, switch: Switch | None, at: datetime) -> None:
        """From one call; `switch` is None where the caller asked for nothing."""
        after = self.counts.after(counts)
        self.repeats, self.timeouts, self.unclear = after.repeats, after.timeouts, after.unclear
        self.calls += 1
        self.switch = switch or self.switch
        self.last_call_at = at
