"""Writing down a call that is over, and what its number taught; telling the same twice changes nothing."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hotline.calls.caller_profile import CallerProfile
from hotline.calls.manner import Manner
from hotline.calls.phone_call import CallRecord, PhoneCall
from hotline.database import installed_keyring, matches
from hotline.phone import plain_number


def find_manner(session: Session, *, number: str) -> Manner:
    """How to speak to whoever rings from this number; of an unknown one nothing is presumed."""
    profile = _find(session, plain_number(number))
    return profile.manner if profile else Manner()


def keep_call(session: Session, *, record: CallRecord) -> bool:
    """Whether it was new."""
    kept = session.get(PhoneCall, record.id)
    if kept is not None:
        kept.learn_late(record)
        return False
    try:
        with session.begin_nested():
            session.add(_row(record))
    except IntegrityError:
        return False  # another replica was told of the same end
    if record.number and (dialled := plain_number(record.number)):
        profile = _find_or_add(session, dialled, record=record)
        profile.learn(record.counts, switch=record.switch, at=record.ended_at)
    return True


def ended_before(session: Session, *, call: str, at: datetime) -> bool:
    """Whether a call that its provider names so was over by then, as far as it is written down."""
    over = select(PhoneCall.id).where(PhoneCall.call == call, PhoneCall.ended_at < at)
    return session.scalar(over.limit(1)) is not None


def _find_or_add(session: Session, phone: str, *, record: CallRecord) -> CallerProfile:
    found = _find(session, phone, to_change=True)
    if found is not None:
        return found
    made = CallerProfile.of(phone, at=record.ended_at)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        # Two first calls of one number ended at once.
        return _find(session, phone, to_change=True) or made
    return made


def _find(session: Session, phone: str, *, to_change: bool = False) -> CallerProfile | None:
    asked = select(CallerProfile).where(matches(CallerProfile.phone_hash, phone)).limit(1)
    return session.scalar(asked.with_for_update() if to_change else asked)


def _row(record: CallRecord) -> PhoneCall:
    dialled = plain_number(record.number) if record.number else None
    return PhoneCall(
        id=record.id,
        conversation_id=record.conversation_id,
        call=record.call,
        direction=record.direction,
        phone=dialled,
        phone_hash=installed_keyring().lookup_hash(dialled) if dialled else None,
        began_at=record.began_at,
        ended_at=record.ended_at,
        outcome=record.outcome,
        solved=record.solved,
        ticket_number=record.ticket,
        reached_person=record.reached_person,
        emergency=record.emergency,
        repeats=record.counts.repeats,
        timeouts=record.counts.timeouts,
        unclear=record.counts.unclear,
    )
