"""A sign-in is a row that can be ended; the browser holds a token the store knows only by its hash."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.clock import Clock
from hotline.database import Base
from hotline.staff.member import StaffMember

_ONE_SHIFT = timedelta(hours=12)
_A_CODE_LASTS = timedelta(minutes=10)
_NOTED_EVERY = timedelta(minutes=1)


class SignInSession(Base):
    """One signed-in browser; while it `awaits_code` it opens nothing but the page that asks for the code.

    `rests_at` is when it counts as left alone, moved on by every use; None where it never does.
    """

    __tablename__ = "sign_in_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    username: Mapped[str] = mapped_column(ForeignKey("staff_members.username"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime]
    rests_at: Mapped[datetime | None]
    awaits_code: Mapped[bool]
    browser: Mapped[str] = mapped_column(String(40))


def start_sign_in(
    session: Session,
    *,
    username: str,
    clock: Clock,
    lasts: timedelta = _ONE_SHIFT,
    rests_after: timedelta | None = None,
    browser: str = "",
) -> str:
    """The token to hand to the browser; expired sign-ins of the same member are swept."""
    now = clock.now()
    expired = (SignInSession.username == username) & (SignInSession.expires_at <= now)
    session.execute(delete(SignInSession).where(expired))
    rests_at = now + rests_after if rests_after else None
    return _start(session, username=username, now=now, lasts=lasts, rests_at=rests_at, browser=browser)


def start_half_sign_in(session: Session, *, username: str, clock: Clock) -> str:
    """The password was right; the token stands for that until the code is."""
    return _start(session, username=username, now=clock.now(), lasts=_A_CODE_LASTS, awaits_code=True)


def find_signed_in(
    session: Session, *, token: str, clock: Clock, also_resting: bool = False
) -> StaffMember | None:
    """`also_resting`: whoever left the browser alone counts too, as long as the sign-in lasts."""
    signed_in = session.get(SignInSession, _hash(token))
    if signed_in is None or signed_in.awaits_code or signed_in.expires_at <= clock.now():
        return None
    if not also_resting and signed_in.rests_at is not None and signed_in.rests_at <= clock.now():
        return None
    return _active(session, signed_in.username)


def find_half_signed_in(session: Session, *, token: str, clock: Clock) -> StaffMember | None:
    half = session.get(SignInSession, _hash(token))
    if half is None or not half.awaits_code or half.expires_at <= clock.now():
        return None
    return _active(session, half.username)


def needs_noting(session: Session, *, token: str, clock: Clock) -> bool:
    """Whether the last use noted is a while ago: one write a minute is enough."""
    signed_in = session.get(SignInSession, _hash(token))
    return signed_in is not None and clock.now() - signed_in.used_at >= _NOTED_EVERY


def note_use(session: Session, *, token: str, clock: Clock, rests_after: timedelta) -> None:
    """A person did something: the sign-in does not rest yet; one that rests is not woken by it."""
    now, of_token = clock.now(), SignInSession.token_hash == _hash(token)
    session.execute(update(SignInSession).where(of_token).values(used_at=now))
    awake = of_token & (SignInSession.rests_at > now)
    session.execute(update(SignInSession).where(awake).values(rests_at=now + rests_after))


def list_sign_ins(session: Session, *, username: str, clock: Clock) -> Sequence[SignInSession]:
    """Those that still open something, the last used first."""
    mine = SignInSession.username == username
    alive = mine & SignInSession.awaits_code.is_(False) & (SignInSession.expires_at > clock.now())
    return session.scalars(select(SignInSession).where(alive).order_by(SignInSession.used_at.desc())).all()


def is_of(sign_in: SignInSession, *, token: str) -> bool:
    return sign_in.token_hash == _hash(token)


def end_sign_in(session: Session, *, token: str) -> None:
    session.execute(delete(SignInSession).where(SignInSession.token_hash == _hash(token)))


def end_sign_ins(session: Session, *, username: str, but: str | None = None) -> None:
    """All of a member, half ones too; `but` is the token of the one that stays."""
    ended = SignInSession.username == username
    if but is not None:
        ended &= SignInSession.token_hash != _hash(but)
    session.execute(delete(SignInSession).where(ended))


def _start(
    session: Session,
    *,
    username: str,
    now: datetime,
    lasts: timedelta,
    rests_at: datetime | None = None,
    awaits_code: bool = False,
    browser: str = "",
) -> str:
    token = secrets.token_urlsafe(32)
    session.add(
        SignInSession(
            token_hash=_hash(token),
            username=username,
            created_at=now,
            expires_at=now + lasts,
            used_at=now,
            rests_at=rests_at,
            awaits_code=awaits_code,
            browser=browser,
        )
    )
    session.flush()
    return token


def _active(session: Session, username: str) -> StaffMember | None:
    member = session.get(StaffMember, username)
    return None if member is None or member.disabled else member


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
