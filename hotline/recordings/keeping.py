"""A voicemail is written down once, and what a recogniser made of it beside it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.recordings.periods import periods
from hotline.recordings.recording import Recording
from hotline.tickets import Ticket


def keep_recording(
    session: Session,
    *,
    name: str,
    call: str,
    conversation_id: str,
    made_at: datetime,
    lasted: timedelta = timedelta(0),
    ticket_number: str | None = None,
    transcript: str | None = None,
) -> Recording:
    """Told twice, it is kept once; what comes later (its ticket, its text, its length) is added."""
    recording = _find(session, name)
    if recording is None:
        delete_at = made_at + periods().keep
        recording = Recording(
            id=uuid4(),
            name=name,
            call=call,
            conversation_id=conversation_id,
            made_at=made_at,
            seconds=0,
            delete_at=delete_at,
            look_at=delete_at,
            tries=0,
        )
        session.add(recording)
    # A call that is cut off tells of its message before anybody knows how long it is.
    recording.seconds = max(recording.seconds, round(lasted.total_seconds()))
    if ticket_number is not None and recording.ticket_id is None:
        recording.ticket_id = session.scalar(select(Ticket.id).where(Ticket.number == ticket_number))
    recording.transcript = recording.transcript or transcript
    session.flush()
    return recording


def recordings_of_ticket(session: Session, *, ticket: Ticket) -> Sequence[Recording]:
    """Oldest first; also those of its conversation, left before there was the ticket."""
    own = (Recording.ticket_id == ticket.id) | (Recording.conversation_id == ticket.conversation_id)
    return session.scalars(select(Recording).where(own).order_by(Recording.made_at)).all()


def _find(session: Session, name: str) -> Recording | None:
    return session.scalar(select(Recording).where(Recording.name == name).with_for_update())
