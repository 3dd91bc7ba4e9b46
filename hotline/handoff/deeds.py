"""What happens to a live talk: each service locks the row, does one deed, leaves the commit to others."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.handoff.errors import NoSuchTalk
from hotline.handoff.lines import TalkLine, write_line
from hotline.handoff.talk import LiveTalk, TalkRequest
from hotline.handoff.ticket_work import accept_ticket_of, record_outcome
from hotline.handoff.vocabulary import TalkOutcome, TalkState
from hotline.handoff.words import say
from hotline.staff import get_active_staff
from hotline.tickets import HOTLINE


def ask_for_person(session: Session, *, request: TalkRequest, clock: Clock) -> LiveTalk:
    """The talk of this conversation; asking again changes neither it nor its place."""
    talk = find_open_talk(session, conversation_id=request.conversation_id)
    if talk is not None:
        return talk
    talk = LiveTalk.ask(request, at=clock.now())
    try:
        with session.begin_nested():
            session.add(talk)
    except IntegrityError:
        # Another replica asked between the question and the insert.
        found = find_open_talk(session, conversation_id=request.conversation_id)
        if found is None:
            raise
        return found
    return talk


def take_talk(session: Session, *, talk_id: UUID, by: str, clock: Clock) -> LiveTalk:
    """Only the first takes it; the ticket is accepted with it where nobody answers for it yet."""
    talk = lock_talk(session, talk_id=talk_id)
    member, now = get_active_staff(session, username=by), clock.now()
    if talk.take(by, at=now):
        accept_ticket_of(session, talk, by=by, at=now)
        tell(session, talk, "taken", nurse=member.display_name, at=now)
    return talk


def keep_line(session: Session, *, line: TalkLine, holding: bool = True) -> LiveTalk:
    """Without `holding`, what was said during an outage is kept whoever holds the talk by now."""
    talk = lock_talk(session, talk_id=line.talk_id)
    if holding:
        talk.require_held(line.by)
        talk.nurse_seen_at = line.at
    write_line(session, talk=talk, line=line)
    return talk


def hand_back_talk(session: Session, *, talk_id: UUID, by: str, clock: Clock) -> LiveTalk:
    talk = lock_talk(session, talk_id=talk_id)
    name, now = get_active_staff(session, username=by).display_name, clock.now()
    talk.hand_back(by, at=now)
    tell(session, talk, "handed_back", nurse=name, at=now)
    return talk


def end_talk(
    session: Session, *, talk_id: UUID, by: str, outcome: TalkOutcome, text: str, clock: Clock
) -> LiveTalk:
    """`text`, what came of it, goes into the ticket."""
    talk = lock_talk(session, talk_id=talk_id)
    name, now = get_active_staff(session, username=by).display_name, clock.now()
    talk.end(by, outcome=outcome, at=now)
    record_outcome(session, talk, by=by, text=text, at=now)
    tell(session, talk, "ended", nurse=name, at=now)
    return talk


def leave_queue(session: Session, *, conversation_id: str, clock: Clock) -> None:
    """Whoever rang off waits no longer; a talk somebody took is hers to end."""
    talk = find_open_talk(session, conversation_id=conversation_id)
    if talk is None:
        return
    talk = lock_talk(session, talk_id=talk.id)
    if talk.state is TalkState.WAITING:
        talk.time_out(at=clock.now())


def see_talk(session: Session, *, talk_id: UUID, by: str, at: datetime) -> None:
    """Whoever holds the talk has its page open."""
    talk = lock_talk(session, talk_id=talk_id)
    if talk.state.is_open and talk.taken_by == by:
        talk.nurse_seen_at = at


def find_open_talk(session: Session, *, conversation_id: str) -> LiveTalk | None:
    return session.scalar(select(LiveTalk).where(LiveTalk.open_conversation == conversation_id))


def get_talk(session: Session, *, talk_id: UUID) -> LiveTalk:
    talk = session.get(LiveTalk, talk_id)
    if talk is None:
        raise NoSuchTalk(talk_id)
    return talk


def lock_talk(session: Session, *, talk_id: UUID) -> LiveTalk:
    locked = select(LiveTalk).where(LiveTalk.id == talk_id).with_for_update()
    talk = session.scalar(locked.execution_options(populate_existing=True))
    if talk is None:
        raise NoSuchTalk(talk_id)
    return talk


def tell(session: Session, talk: LiveTalk, name: str, *, at: datetime, nurse: str = "") -> None:
    """The hotline's own sentence to the patient, numbered like any other line."""
    text = say(name, nurse=nurse, number=talk.ticket_number)
    line = TalkLine(talk_id=talk.id, message_id=str(uuid4()), by=HOTLINE, text=text, at=at)
    write_line(session, talk=talk, line=line)
