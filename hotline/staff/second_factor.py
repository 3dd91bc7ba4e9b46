"""The second factor: a code of six digits from a telephone, or a recovery code where that is lost."""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

import pyotp
from sqlalchemy import ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.clock import Clock
from hotline.database import Base, Database, PrivateText
from hotline.staff.attempts import count_attempt, forget_attempts

RECOVERY_CODES = 10
_STEP = 30
_TOLERATED = (0, -1, 1)
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_RECOVERY_LENGTH = 16
_GROUP = 4


class SecondFactorOn(Exception):  # noqa: N818 - a noun of the trade
    """It is set up already; it must be taken off before another is set up."""


class NoSecondFactor(Exception):  # noqa: N818 - a noun of the trade
    """None is set up, or its setting up was never begun."""


class WrongCode(Exception):  # noqa: N818 - a noun of the trade
    """Not the code of now, or one that was used before."""


class SecondFactor(Base):
    """A secret shared with one telephone; counts once confirmed. No code up to `last_step` is taken."""

    __tablename__ = "second_factors"

    username: Mapped[str] = mapped_column(ForeignKey("staff_members.username"), primary_key=True)
    secret: Mapped[str] = mapped_column(PrivateText)
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int]


class RecoveryCode(Base):
    """Known by its hash only, taken once.

    Plain SHA-256 is enough for eighty drawn bits, and outlives a change of the data key.
    """

    __tablename__ = "recovery_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    username: Mapped[str] = mapped_column(ForeignKey("staff_members.username"), index=True)
    used_at: Mapped[datetime | None]


@dataclass(frozen=True)
class SetupKey:
    """What a telephone must be told, as text and as the address inside the square code."""

    secret: str
    address: str


@dataclass(frozen=True, kw_only=True)
class CodeCheck:
    """Whether the code is right; `locked_until` where the name is closed for now."""

    is_right: bool = False
    locked_until: datetime | None = None


def begin_second_factor(session: Session, *, username: str) -> None:
    """Draws a secret, anew as long as it is not confirmed. Raises SecondFactorOn."""
    factor = _locked(session, username)
    if factor is not None and factor.confirmed_at is not None:
        raise SecondFactorOn
    if factor is None:
        factor = SecondFactor(username=username, confirmed_at=None, last_step=0)
        session.add(factor)
    factor.secret = pyotp.random_base32()
    session.flush()


def find_setup_key(session: Session, *, username: str, issuer: str) -> SetupKey | None:
    """Only while the setting up is under way: afterwards nobody is shown the secret again."""
    factor = session.get(SecondFactor, username)
    if factor is None or factor.confirmed_at is not None:
        return None
    address = pyotp.TOTP(factor.secret).provisioning_uri(name=username, issuer_name=issuer)
    return SetupKey(factor.secret, address)


def confirm_second_factor(session: Session, *, username: str, code: str, clock: Clock) -> tuple[str, ...]:
    """Gives the recovery codes, which nobody can read again.

    Raises NoSecondFactor, SecondFactorOn, WrongCode.
    """
    factor = _locked(session, username)
    if factor is None:
        raise NoSecondFactor
    if factor.confirmed_at is not None:
        raise SecondFactorOn
    if not _takes(factor, _plain(code), now=clock.now()):
        raise WrongCode
    factor.confirmed_at = clock.now()
    return renew_recovery_codes(session, username=username)


def renew_recovery_codes(session: Session, *, username: str) -> tuple[str, ...]:
    """The old ones count no longer. Raises NoSecondFactor."""
    if not has_second_factor(session, username=username):
        raise NoSecondFactor
    session.execute(delete(RecoveryCode).where(RecoveryCode.username == username))
    codes = tuple(_draw() for _ in range(RECOVERY_CODES))
    for code in codes:
        session.add(RecoveryCode(code_hash=_hash(username, _plain(code)), username=username, used_at=None))
    session.flush()
    return codes


def remove_second_factor(session: Session, *, username: str) -> None:
    """Raises NoSecondFactor."""
    factor = _locked(session, username)
    if factor is None:
        raise NoSecondFactor
    session.execute(delete(RecoveryCode).where(RecoveryCode.username == username))
    session.delete(factor)
    session.flush()


def has_second_factor(session: Session, *, username: str) -> bool:
    factor = session.get(SecondFactor, username, populate_existing=True)
    return factor is not None and factor.confirmed_at is not None


def with_second_factor(session: Session) -> frozenset[str]:
    """The user names of all who have one."""
    return frozenset(
        session.scalars(select(SecondFactor.username).where(SecondFactor.confirmed_at.is_not(None)))
    )


def recovery_codes_left(session: Session, *, username: str) -> int:
    unused = (RecoveryCode.username == username) & RecoveryCode.used_at.is_(None)
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(unused)) or 0


def verify_code(database: Database, *, username: str, code: str, clock: Clock) -> CodeCheck:
    """Takes the database, not a session: a wrong guess must be counted whatever its door does next."""
    plain, now = _plain(code), clock.now()
    with database.transaction() as session:
        locked_until = count_attempt(session, username=username, now=now)
        if locked_until is not None:
            return CodeCheck(locked_until=locked_until)
        factor = _locked(session, username)
        if factor is None or factor.confirmed_at is None:
            return CodeCheck()
        is_right = _takes(factor, plain, now=now) or _takes_recovery(session, username, plain, now=now)
        if is_right:
            forget_attempts(session, username=username)
        return CodeCheck(is_right=is_right)


def _takes(factor: SecondFactor, code: str, *, now: datetime) -> bool:
    """A code counts once, and none older than it counts after it."""
    totp, current = pyotp.TOTP(factor.secret), int(now.timestamp()) // _STEP
    for step in (current + apart for apart in _TOLERATED):
        is_code = hmac.compare_digest(totp.generate_otp(step), code)
        if is_code and step > factor.last_step:
            factor.last_step = step
            return True
    return False


def _takes_recovery(session: Session, username: str, code: str, *, now: datetime) -> bool:
    kept = session.get(RecoveryCode, _hash(username, code), with_for_update=True)
    if kept is None or kept.used_at is not None:
        return False
    kept.used_at = now
    return True


def _locked(session: Session, username: str) -> SecondFactor | None:
    return session.get(SecondFactor, username, with_for_update=True, populate_existing=True)


def _plain(code: str) -> str:
    """As it was drawn, however it was typed: with blanks, hyphens, capitals or full-width figures."""
    folded = unicodedata.normalize("NFKC", code).casefold()
    return "".join(sign for sign in folded if sign.isascii() and sign.isalnum())


def _draw() -> str:
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(_RECOVERY_LENGTH))
    return "-".join(drawn[at : at + _GROUP] for at in range(0, _RECOVERY_LENGTH, _GROUP))


def _hash(username: str, code: str) -> str:
    return hashlib.sha256(f"{username}:{code}".encode()).hexdigest()
