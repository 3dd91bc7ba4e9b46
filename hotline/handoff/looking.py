"""How a talk stands: for the patient who waits, and for the nurses who see who waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from hotline.handoff.deeds import find_open_talk
from hotline.handoff.presence import count_present
from hotline.handoff.queueing import Wait, wait_for
from hotline.handoff.talk import LiveTalk
from hotline.handoff.vocabulary import TalkState
from hotline.staff import StaffMember


@dataclass(frozen=True, kw_only=True)
class TalkStanding:
    """`nurse` is the name of who holds it, None while it waits; then `wait` is None where nobody is there.

    `ticket_number` is None where nobody was asked for yet.
    """

    nurse: str | None
    wait: Wait | None
    ticket_number: str | None = None


def standing_of(session: Session, *, conversation_id: str, now: datetime) -> TalkStanding | None:
    """None where no talk is open."""
    talk = find_open_talk(session, conversation_id=conversation_id)
    if talk is None:
        return None
    if talk.taken_by is not None:
        name = _name(session, talk.taken_by)
        return TalkStanding(nurse=name, wait=None, ticket_number=talk.ticket_number)
    same = and_(LiveTalk.asked_at == talk.asked_at, LiveTalk.id < talk.id)
    earlier = or_(LiveTalk.asked_at < talk.asked_at, same)
    wait = _wait(session, earlier, now=now)
    return TalkStanding(nurse=None, wait=wait, ticket_number=talk.ticket_number)


def expected_wait(session: Session, *, now: datetime) -> Wait | None:
    """Of whoever asked now."""
    return _wait(session, now=now)


def open_talks(session: Session) -> Sequence[LiveTalk]:
    """Those who wait, who asked first before all others; then those somebody holds."""
    states = (TalkState.WAITING, TalkState.TAKEN)
    found = session.scalars(select(LiveTalk).where(LiveTalk.state.in_(states)).order_by(LiveTalk.asked_at))
    return sorted(found, key=lambda talk: states.index(talk.state))


def talks_of_ticket(session: Session, *, number: str) -> Sequence[LiveTalk]:
    """Oldest first, those that are over too."""
    of_ticket = select(LiveTalk).where(LiveTalk.ticket_number == number)
    return session.scalars(of_ticket.order_by(LiveTalk.asked_at)).all()


def _wait(session: Session, *before: ColumnElement[bool], now: datetime) -> Wait | None:
    ahead = _count(session, LiveTalk.state == TalkState.WAITING, *before)
    busy = _count(session, LiveTalk.state == TalkState.TAKEN)
    return wait_for(ahead=ahead, present=count_present(session, now=now), busy=busy)


def _count(session: Session, *wanted: ColumnElement[bool]) -> int:
    return session.scalars(select(func.count()).select_from(LiveTalk).where(*wanted)).one()


def _name(session: Session, username: str) -> str:
    member = session.get(StaffMember, username)
    return member.display_name if member else username
