"""One row of the outbox: who is told what, by which means, and how far it came."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Float, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hotline.database import Base, LookupHash, PrivateJson, PrivateText, enum_by_value, installed_keyring
from hotline.notifications.vocabulary import LetterFault, LetterState, Means, NoticeKind
from hotline.notifications.wording import secret_kinds
from hotline.phone import plain_number


class Letter(Base):
    """To a member of staff (`to_staff`), a caller (`conversation_id`), or the duty group (neither).

    `next_attempt_at` moves ahead by a lease when somebody takes the letter to send it: a letter whose
    sender died is due again when the lease is over. Its `id` is the idempotency key.
    """

    __tablename__ = "letters"
    __table_args__ = (
        Index("ix_letters_state_next_attempt_at", "state", "next_attempt_at"),
        Index("ix_letters_to_staff_means_read_at", "to_staff", "means", "read_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[NoticeKind] = mapped_column(enum_by_value(NoticeKind))
    means: Mapped[Means] = mapped_column(enum_by_value(Means))
    ticket_number: Mapped[str] = mapped_column(String(11), index=True)
    to_staff: Mapped[str | None] = mapped_column(String)
    conversation_id: Mapped[str | None] = mapped_column(String, index=True)
    address: Mapped[str | None] = mapped_column(PrivateText)
    address_hash: Mapped[str | None] = mapped_column(LookupHash("address"), index=True)
    subscription_id: Mapped[UUID | None]
    facts: Mapped[Mapping[str, str]] = mapped_column(PrivateJson)
    state: Mapped[LetterState] = mapped_column(enum_by_value(LetterState))
    written_at: Mapped[datetime] = mapped_column(index=True)
    next_attempt_at: Mapped[datetime | None]
    good_until: Mapped[datetime]
    attempts: Mapped[int]
    jitter: Mapped[float] = mapped_column(Float)
    fault: Mapped[LetterFault | None] = mapped_column(enum_by_value(LetterFault))
    fault_detail: Mapped[str | None] = mapped_column(String)
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    given_up_by: Mapped[str | None] = mapped_column(String)
    read_at: Mapped[datetime | None]

    @property
    def is_to_caller(self) -> bool:
        return self.conversation_id is not None

    def know_number(self, number: str | None) -> None:
        """Where a short message may go in its place; a number that is known stays."""
        if number and self.address is None:
            self.address = plain_number(number)
            self.address_hash = installed_keyring().lookup_hash(self.address)

    def place(self, *, at: datetime) -> None:
        """It was sent, or lies where it is shown."""
        self.state, self.sent_at = LetterState.SENT, at
        self.next_attempt_at = self.fault = self.fault_detail = None
        self._keep_no_secret()

    def die(self, fault: LetterFault, *, detail: str | None = None) -> None:
        """Nobody tries again by himself; a secret waits for nobody, for nobody may send it for another."""
        self.state = LetterState.GIVEN_UP if self.kind in secret_kinds() else LetterState.DEAD
        self.next_attempt_at, self.fault, self.fault_detail = None, fault, detail
        self._keep_no_secret()

    def lapse(self, fault: LetterFault, *, detail: str | None = None, at: datetime) -> None:
        """It did not go, and nobody need mind it: given up by nobody."""
        self.die(fault, detail=detail)
        self.state, self.given_up_at = LetterState.GIVEN_UP, at

    def come_back(self) -> None:
        """What had placed it says that it did not arrive."""
        self.state, self.sent_at = LetterState.WAITING, None

    def _keep_no_secret(self) -> None:
        """Nor where it went: the number may be somebody else's, mistyped."""
        if self.kind in secret_kinds():
            self.facts, self.address, self.address_hash = {}, None, None
