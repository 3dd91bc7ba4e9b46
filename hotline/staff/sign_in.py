"""A sign-in is a row that can be ended; the browser holds a token the store knows only by its hash."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.clock import Clock
from hotline.database import Base
from hotline.staff.member import StaffMember

_ONE_SHIFT = timedelta(hours=12)


class SignInSession(Base):
    """One signed-in browser."""

    __tablename__ = "sign_in_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    username: Mapped[str] = mapped_column(ForeignKey("staff_members.username"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


def start_sign_in(session: Session, *, username: str, clock: Clock, lasts: timedelta = _ONE_SHIFT) -> str:
    """The token to hand to the browser; expired sign-ins of the same member are swept."""
    now = clock.now()
    expired = (SignInSession.username == username) & (SignInSession.expires_at <= now)
    session.execute(delete(SignInSession).where(expired))
    token = secrets.token_urlsafe(32)
    session.add(
        SignInSession(token_hash=_hash(token), username=username, created_at=now, expires_at=now + lasts)
    )
    session.flush()
    return token


def find_signed_in(session: Session, *, token: str, clock: Clock) -> StaffMember | None:
    signed_in = session.get(SignInSession, _hash(token))
    if signed_in is None or signed_in.expires_at <= clock.now():
        return None
    member = session.get(StaffMember, signed_in.username)
    return None if member is None or member.disabled else member


def end_sign_in(session: Session, *, token: str) -> None:
    session.execute(delete(SignInSession).where(SignInSession.token_hash == _hash(token)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
