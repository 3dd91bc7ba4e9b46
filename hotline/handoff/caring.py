"""No patient is left alone: a talk that lost its nurse, or waits in vain, is looked after, one at a time."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.handoff.deeds import tell
from hotline.handoff.presence import count_present
from hotline.handoff.rules import rules
from hotline.handoff.talk import LiveTalk
from hotline.handoff.vocabulary import TalkState
from hotline.staff import StaffMember


def care_for_one_talk(session: Session, *, clock: Clock) -> LiveTalk | None:
    """The talk that was put back or given up, with the patient told; None where all are in good hands."""
    now = clock.now()
    lost = or_(_lost_nurse(now), _waited_in_vain(session, now))
    due = select(LiveTalk).where(lost).order_by(LiveTalk.asked_at).limit(1)
    talk = session.scalar(due.with_for_update(skip_locked=True))
    if talk is None:
        return None
    if talk.state is TalkState.TAKEN:
        nurse = session.get(StaffMember, talk.taken_by)
        talk.lose_nurse(at=now)
        tell(session, talk, "vanished", nurse=nurse.display_name if nurse else "", at=now)
    else:
        talk.time_out(at=now)
        tell(session, talk, "timed_out", at=now)
    return talk


def _lost_nurse(now: datetime) -> ColumnElement[bool]:
    unseen = LiveTalk.nurse_seen_at <= now - rules().vanished_after
    return and_(LiveTalk.state == TalkState.TAKEN, unseen)


def _waited_in_vain(session: Session, now: datetime) -> ColumnElement[bool]:
    """Where nobody is at the desk any more, waiting is over sooner."""
    most = rules().waits_at_most if count_present(session, now=now) else rules().vanished_after
    return and_(LiveTalk.state == TalkState.WAITING, LiveTalk.waits_since <= now - most)
