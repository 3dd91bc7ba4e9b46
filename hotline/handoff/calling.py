"""Nurses hear at once that a patient waits for a person: letters written with the asking itself."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.handoff.presence import DeskPresence
from hotline.handoff.rules import rules
from hotline.handoff.talk import LiveTalk
from hotline.notifications import NoticeKind, notify_staff
from hotline.staff import StaffMember, StaffRole
from hotline.staff.member import plain_username

_NURSES = "nurses"


def call_nurses(session: Session, *, talk: LiveTalk, on_duty: str | None, clock: Clock) -> None:
    """Those at the desk and whoever is on duty; where that is nobody, every nurse.

    Where no nurse works here either, the letter is dead at once: it is seen with the others of that kind.
    """
    for username in _called(session, on_duty=on_duty, now=clock.now()) or (_NURSES,):
        notify_staff(
            session,
            username=username,
            kind=NoticeKind.HANDOFF_WAITING,
            ticket_number=talk.ticket_number,
            facts={},
            clock=clock,
        )


def _called(session: Session, *, on_duty: str | None, now: datetime) -> Sequence[str]:
    is_there = (DeskPresence.username == StaffMember.username) & (
        DeskPresence.seen_at > now - rules().present_for
    )
    near = exists().where(is_there) | (StaffMember.username == plain_username(on_duty or ""))
    return _active(session, near) or _active(session, StaffMember.role == StaffRole.NURSE)


def _active(session: Session, wanted: ColumnElement[bool]) -> Sequence[str]:
    active = select(StaffMember.username).where(StaffMember.disabled.is_(False), wanted)
    return session.scalars(active.order_by(StaffMember.username)).all()
