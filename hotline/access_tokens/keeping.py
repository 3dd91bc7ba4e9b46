"""Whose turn it is to ask for a token, and what the others use meanwhile."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hotline.access_tokens.record import AccessToken
from hotline.clock import Clock
from hotline.database import Undecipherable, insert_into

EARLY = timedelta(minutes=5)
"""A new one is asked for so long before the old one ends, and the old one is good until then."""
_ASKING = timedelta(seconds=15)
_REST = timedelta(minutes=1)
_BETWEEN_FORCED = timedelta(minutes=75)
"""Twenty a day, as WeChat allows (developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken)."""


@dataclass(frozen=True, slots=True)
class Lent:
    """The token is never shown."""

    token: str = field(repr=False)
    expires_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        return self.expires_at - EARLY > now


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """`lent` may be used; `until` is set where it is the caller's turn to ask for the next one.

    Neither: another replica is asking, and there is nothing to use until it is done.
    """

    lent: Lent | None
    until: datetime | None = None
    may_force: bool = False


def take_turn(session: Session, *, account: str, spoiled: str | None = None, clock: Clock) -> Turn:
    """`spoiled` is a token that was refused before its time. Follow with keep_token or end_turn."""
    now = clock.now()
    row = _lock(session, account)
    lent = _lent(row, spoiled=spoiled, now=now)
    if lent and (lent.is_fresh(now) or _asked_lately(row, now)):
        return Turn(lent=lent)
    if row.asking_until and row.asking_until > now:
        return Turn(lent=lent)
    row.asking_until = now + _ASKING
    may_force = row.forced_at is None or row.forced_at <= now - _BETWEEN_FORCED
    return Turn(lent=lent, until=row.asking_until, may_force=may_force)


def keep_token(session: Session, *, account: str, turn: Turn, lent: Lent, forced: bool, clock: Clock) -> None:
    """For all to use; what comes after the turn was lapsed is not kept, for it may be older than what is."""
    row = _lock(session, account)
    if row.asking_until != turn.until:
        return
    row.token, row.expires_at = lent.token, lent.expires_at
    row.asked_at, row.asking_until = clock.now(), None
    if forced:
        row.forced_at = clock.now()


def end_turn(session: Session, *, account: str, turn: Turn) -> None:
    """Nothing was lent: the next replica may ask at once."""
    row = _lock(session, account)
    if row.asking_until == turn.until:
        row.asking_until = None


def _lent(row: AccessToken, *, spoiled: str | None, now: datetime) -> Lent | None:
    if row.token is None or row.expires_at is None or row.token == spoiled or row.expires_at <= now:
        return None
    return Lent(row.token, row.expires_at)


def _asked_lately(row: AccessToken, now: datetime) -> bool:
    """A token lent for less than EARLY must not be asked for at each use."""
    return row.asked_at is not None and row.asked_at > now - _REST


def _lock(session: Session, account: str) -> AccessToken:
    session.execute(insert_into(session, AccessToken).values(account=account).on_conflict_do_nothing())
    try:
        return _locked(session, account)
    except Undecipherable:  # written under a data key that is gone: no token
        forget = update(AccessToken).where(AccessToken.account == account).values(token=None)
        session.execute(forget, execution_options={"synchronize_session": False})
        return _locked(session, account)


def _locked(session: Session, account: str) -> AccessToken:
    wanted = select(AccessToken).where(AccessToken.account == account).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one()
