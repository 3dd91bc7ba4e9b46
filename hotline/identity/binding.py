"""A number becomes somebody's by a code that is sent to that number, and in no other way."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select, text, true
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import matches
from hotline.identity.binding_code import BindingCode
from hotline.identity.channel_identity import ChannelIdentity
from hotline.identity.errors import AskedTooOften, NoMobile
from hotline.identity.rules import CountedOf, Limit, binding_rules
from hotline.notifications import write_code
from hotline.phone import is_mobile, plain_number

# On PostgreSQL two replicas could count at the same moment, and both send.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(4009188122)")


class Awaited(StrEnum):
    """What we wait for, of somebody who wants to bind a number."""

    NUMBER = "number"
    CODE = "code"


class Confirmation(StrEnum):
    """What became of a try; `wrong` also where the code is too old, was used, or never was."""

    BOUND = "bound"
    WRONG = "wrong"
    TRIED_OUT = "tried_out"


def await_number(session: Session, *, identity: ChannelIdentity, clock: Clock) -> None:
    """He wants to bind a number and has not said which; a code sent before is worth nothing any more."""
    now = clock.now()
    _spend_all(session, identity=identity, at=now)
    identity.number_awaited_until = now + binding_rules().good_for


def ask_binding(session: Session, *, identity: ChannelIdentity, phone: str, clock: Clock) -> None:
    """Sends a code to that number; the one before it is worth nothing any more.

    Raises AskedTooOften or NoMobile; whether anybody else bound the number makes no difference.
    """
    if not is_mobile(phone):
        raise NoMobile(identity.id)
    number, now, rules = plain_number(phone), clock.now(), binding_rules()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_ONE_AT_A_TIME)
    if any(_is_reached(session, limit, identity=identity, number=number, now=now) for limit in rules.codes):
        raise AskedTooOften(identity.id)
    _spend_all(session, identity=identity, at=now)
    code, good_until = f"{secrets.randbelow(1_000_000):06d}", now + rules.good_for
    asked = BindingCode.of(code, identity_id=identity.id, phone=number, asked_at=now, good_until=good_until)
    session.add(asked)
    identity.number_awaited_until = None
    write_code(session, number=number, code=code, matter=asked.id, clock=clock)
    session.flush()


def confirm_binding(session: Session, *, identity: ChannelIdentity, code: str, clock: Clock) -> Confirmation:
    """One try. It counts even where the answer is no: commit whatever comes back."""
    now = clock.now()
    asked = _open_code(session, identity=identity, now=now, lock=True)
    if asked is None:
        return Confirmation.WRONG
    if asked.try_(code, most=binding_rules().tries, at=now):
        identity.bind(asked.phone, at=now)
        return Confirmation.BOUND
    return Confirmation.WRONG if asked.spent_at is None else Confirmation.TRIED_OUT


def unbind(session: Session, *, identity: ChannelIdentity, clock: Clock) -> bool:
    """Also drops what was asked for; whether there was a number."""
    _spend_all(session, identity=identity, at=clock.now())
    return identity.unbind()


def awaited(session: Session, *, identity: ChannelIdentity, clock: Clock) -> Awaited | None:
    """None where he did not ask, or too long ago."""
    now = clock.now()
    if _open_code(session, identity=identity, now=now) is not None:
        return Awaited.CODE
    until = identity.number_awaited_until
    return Awaited.NUMBER if until is not None and now < until else None


def _open_code(
    session: Session, *, identity: ChannelIdentity, now: datetime, lock: bool = False
) -> BindingCode | None:
    newest = select(BindingCode).where(BindingCode.identity_id == identity.id, BindingCode.spent_at.is_(None))
    newest = newest.order_by(BindingCode.asked_at.desc()).limit(1).execution_options(populate_existing=True)
    found = session.scalar(newest.with_for_update() if lock else newest)
    return found if found is not None and found.is_open(at=now) else None


def _open_codes(session: Session, *, identity: ChannelIdentity) -> Sequence[BindingCode]:
    own = (BindingCode.identity_id == identity.id) & BindingCode.spent_at.is_(None)
    return session.scalars(select(BindingCode).where(own).with_for_update()).all()


def _spend_all(session: Session, *, identity: ChannelIdentity, at: datetime) -> None:
    for code in _open_codes(session, identity=identity):
        code.spend(at=at)


def _is_reached(
    session: Session, limit: Limit, *, identity: ChannelIdentity, number: str, now: datetime
) -> bool:
    whose: dict[CountedOf, ColumnElement[bool]] = {
        CountedOf.CALLER: BindingCode.identity_id == identity.id,
        CountedOf.NUMBER: matches(BindingCode.phone_hash, number),
        CountedOf.ALL: true(),
    }
    lately = whose[limit.of] & (BindingCode.asked_at > now - limit.within)
    counted = session.scalar(select(func.count()).select_from(BindingCode).where(lately)) or 0
    return counted >= limit.most
