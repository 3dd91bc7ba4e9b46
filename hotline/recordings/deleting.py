"""The sound of one voicemail goes when its time has come: whoever could lock its row sees to it."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import Database
from hotline.recordings.periods import periods
from hotline.recordings.recording import Recording
from hotline.recordings.store import DeletionFailed, RecordingStore
from hotline.tickets import Ticket

_LOG = logging.getLogger(__name__)
_LEASE = timedelta(minutes=5)


def delete_one_recording(database: Database, *, store: RecordingStore, clock: Clock) -> bool | None:
    """Whether it is gone; None where nothing is due. Raises StorageUnavailable."""
    with database.transaction() as session:
        recording = _claim(session, now=clock.now())
    if recording is None:
        return None
    if _is_needed(recording, now=clock.now()):
        return False
    fault = _fault_of(recording.name, store=store)
    with database.transaction() as session:
        _note(session, recording.id, fault=fault, now=clock.now())
    return fault is None


def _claim(session: Session, *, now: datetime) -> Recording | None:
    """Left alone for a while; where its ticket is open, for a day."""
    due = (
        select(Recording)
        .where(Recording.look_at <= now)
        .order_by(Recording.look_at)
        .limit(1)
        .with_for_update(of=Recording, skip_locked=True)
    )
    recording = session.scalar(due)
    if recording is not None:
        recording.ticket = recording.ticket or _ticket_of(session, recording)
        recording.look_at = now + (timedelta(days=1) if _is_needed(recording, now=now) else _LEASE)
    return recording


def _ticket_of(session: Session, recording: Recording) -> Ticket | None:
    """The one that its call left behind."""
    same_talk = select(Ticket).where(Ticket.conversation_id == recording.conversation_id)
    return session.scalar(same_talk.order_by(Ticket.opened_at.desc()).limit(1))


def _is_needed(recording: Recording, *, now: datetime) -> bool:
    """Somebody may still want to hear it."""
    is_open = recording.ticket is not None and recording.ticket.closed_at is None
    return is_open and now < recording.made_at + periods().at_most


def _fault_of(name: str, *, store: RecordingStore) -> str | None:
    try:
        store.delete(name)
    except DeletionFailed as failed:
        return str(failed)
    except Exception as error:  # noqa: BLE001 - a store is somebody else's code
        return type(error).__name__
    return None


def _note(session: Session, recording_id: UUID, *, fault: str | None, now: datetime) -> None:
    recording = session.get(Recording, recording_id, with_for_update=True)
    if recording is None:
        return
    recording.fault = fault
    if fault is None:
        recording.deleted_at, recording.look_at = now, None
        return
    recording.tries += 1
    recording.look_at = now + periods().pause(recording.tries)
    _LOG.error("the sound of a voicemail is not deleted (%s times): %s", recording.tries, fault)
