"""What the hotline kept of a script by WeChat, held against what the script says."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hotline.identity import ChannelIdentity
from hotline.messaging import Correspondence
from hotline.notifications import Letter, NoticeKind
from telephony.simulator.kept import faults_of_tickets
from telephony.simulator.wechat.script import Afterwards


def faults_of_kept(session: Session, afterwards: Afterwards) -> Iterator[str]:
    """Of a database in which nothing else was ever written."""
    yield from faults_of_tickets(session, tickets=afterwards.tickets, alarms=afterwards.alarms)
    letters = session.scalars(select(Letter).order_by(Letter.written_at))
    to_caller = tuple(f"{one.kind}/{one.means}" for one in letters if one.is_to_caller)
    if to_caller != afterwards.letters:
        yield f"letters {to_caller} were written to the caller, not {afterwards.letters}"
    bound = session.scalars(select(ChannelIdentity.phone)).first() is not None
    if bound is not afterwards.bound:
        yield f"a number is {'' if bound else 'not '}bound"


def last_code(session: Session) -> Mapping[str, str]:
    """`{sms_code}`: what was sent to a telephone to prove that it is the caller's."""
    of_codes = select(Letter).where(Letter.kind == NoticeKind.BINDING_CODE)
    letter = session.scalars(of_codes.order_by(Letter.written_at.desc())).first()
    code = letter.facts.get("code") if letter else None
    return {"sms_code": code} if code else {}


def is_writing(session: Session, *, now: datetime) -> bool:
    """Whether the post has something to do now, or is doing it."""
    due = or_(Correspondence.held_until.is_not(None), Correspondence.look_at <= now)
    return session.scalar(select(Correspondence.conversation_id).where(due).limit(1)) is not None
