"""What must be kept before a script begins: a nurse at the desk, what a number's earlier calls taught."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.calls import CallerProfile, Counts
from hotline.clock import Clock
from hotline.handoff import be_present, open_talks, take_talk
from hotline.phone import plain_number
from hotline.staff import StaffMember, StaffRole
from telephony.simulator.counted import Counted
from telephony.simulator.words import simulated_words

NURSE = "chen"
_NOBODY_SIGNS_IN = "none"


def know_number(session: Session, *, number: str, counted: Counted, at: datetime) -> None:
    profile = CallerProfile.of(plain_number(number), at=at)
    session.add(profile)
    counts = Counts(repeats=counted.repeats, timeouts=counted.timeouts, unclear=counted.unclear)
    profile.learn(counts, switch=counted.switch, at=at)


def seat_nurse(session: Session, *, at: datetime) -> None:
    """She has a page of the desk open."""
    employ_nurse(session, at=at)
    be_present(session, username=NURSE, at=at)


def employ_nurse(session: Session, *, at: datetime) -> None:
    """She cannot sign in anywhere."""
    if session.scalar(select(StaffMember).where(StaffMember.username == NURSE)) is None:
        session.add(
            StaffMember(
                username=NURSE,
                display_name=simulated_words().nurse,
                role=StaffRole.NURSE,
                department=None,
                password_hash=_NOBODY_SIGNS_IN,
                disabled=False,
                created_at=at,
            )
        )
        session.flush()


def take_waiting(session: Session, *, clock: Clock) -> bool:
    """She takes whoever waits longest; False where nobody does."""
    waiting = [talk for talk in open_talks(session) if talk.taken_by is None]
    if not waiting:
        return False
    take_talk(session, talk_id=waiting[0].id, by=NURSE, clock=clock)
    return True
