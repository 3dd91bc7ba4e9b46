"""A week gets a table of its own with the first change; then one change at a time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import insert_into
from hotline.timetable.changing import announce, changes_between
from hotline.timetable.looking import holidays_known, rows_of, sittings, usual_week
from hotline.timetable.planning import Plan
from hotline.timetable.record import USUAL, TimetableChange, TimetableSitting, TimetableWeek
from hotline.timetable.sitting import HalfDay, HospitalWeek, Sitting
from hotline.timetable.usual import usual_sittings
from hotline.timetable.vocabulary import TimetableDeed
from hotline.weeks import Week

_TOLD_AHEAD = 26
"""Weeks after this one in which a change of the usual week is told to those booked."""


@dataclass(frozen=True, kw_only=True)
class Hand:
    """Who changes the timetable of which hospital, and when."""

    hospital: HospitalWeek
    by: str
    clock: Clock

    @property
    def today(self) -> date:
        return self.clock.now().astimezone(self.hospital.zone).date()


@contextmanager
def changing_week(session: Session, *, week: Week, deed: TimetableDeed, hand: Hand) -> Iterator[None]:
    """The week has rows inside; what became different is noted, and told to whoever listens."""
    own(session, week=week, hand=hand)
    before = _week(session, week, hand)
    yield
    session.flush()
    after = _week(session, week, hand)
    _note(session, str(week), deed=deed, before=before, after=after, hand=hand)
    _tell(session, before, after, hand=hand)


@contextmanager
def changing_usual(session: Session, *, deed: TimetableDeed, hand: Hand) -> Iterator[None]:
    """The same for the week that all others follow."""
    _own_usual(session, hand=hand)
    rows, before = _usual(session), _coming(session, hand)
    yield
    session.flush()
    _note(session, USUAL, deed=deed, before=rows, after=_usual(session), hand=hand)
    _tell(session, before, _coming(session, hand), hand=hand)


@contextmanager
def changing_holidays(session: Session, *, hand: Hand) -> Iterator[None]:
    """A day became a holiday, or none any more: sittings of usual weeks come and go with it."""
    before = _coming(session, hand)
    yield
    session.flush()
    _tell(session, before, _coming(session, hand), hand=hand)


def own(session: Session, *, week: Week, hand: Hand) -> None:
    """Locked from here on; filled with what was told of it until now."""
    if not _lock(session, str(week), hand=hand):
        return
    usual = usual_week(session, hospital=hand.hospital)
    for one in usual_sittings(usual, week=week, holidays=holidays_known(session)):
        add_row(session, str(week), one.half, known_as=one.id)
    session.flush()


def disown(session: Session, *, week: Week) -> None:
    session.flush()
    session.execute(delete(TimetableSitting).where(TimetableSitting.week == str(week)))
    session.execute(delete(TimetableWeek).where(TimetableWeek.name == str(week)))


def carry_out(session: Session, plan: Plan, *, name: str) -> None:
    rows = {row.id: row for row in rows_of(session, name)}
    for known_as in plan.removed:
        session.delete(rows[known_as])
    for one in plan.changed:
        rows[one.id].take(one.after)
    for half in plan.added:
        add_row(session, name, half)


def add_row(session: Session, name: str, half: HalfDay, *, known_as: str | None = None) -> str:
    row = TimetableSitting(id=known_as or uuid4().hex, week=name, cancelled=False)
    row.take(half)
    session.add(row)
    return row.id


def _own_usual(session: Session, *, hand: Hand) -> None:
    profiles = usual_week(session, hospital=hand.hospital)
    if _lock(session, USUAL, hand=hand):
        for known_as, half in profiles.items():
            add_row(session, USUAL, half, known_as=known_as)
        session.flush()


def _lock(session: Session, name: str, *, hand: Hand) -> bool:
    """Whether it is new. Two editors at once: the second waits for the first."""
    row = {"name": name, "by": hand.by, "kept_at": hand.clock.now()}
    statement = (
        insert_into(session, TimetableWeek).values(row).on_conflict_do_nothing().returning(TimetableWeek.name)
    )
    made = session.execute(statement).first() is not None
    kept = session.scalars(
        select(TimetableWeek).where(TimetableWeek.name == name).with_for_update()
    ).one_or_none()
    if kept is not None:
        kept.by, kept.kept_at = hand.by, hand.clock.now()
    return made


def _week(session: Session, week: Week, hand: Hand) -> Sequence[Sitting]:
    return sittings(session, first=week.first, last=week.last, hospital=hand.hospital)


def _coming(session: Session, hand: Hand) -> Sequence[Sitting]:
    last = Week.of(hand.today).after(_TOLD_AHEAD).last
    return sittings(session, first=hand.today, last=last, hospital=hand.hospital)


def _usual(session: Session) -> Sequence[Sitting]:
    """As if on the first Monday there was: only what differs is noted, by weekday."""
    first = Week(date(1, 1, 1))
    return [row.on_date(first) for row in rows_of(session, USUAL)]


def _tell(session: Session, before: Sequence[Sitting], after: Sequence[Sitting], *, hand: Hand) -> None:
    """What is over is told to nobody."""
    changes = [one for one in changes_between(before, after) if one.before.on >= hand.today]
    announce(session, changes, by=hand.by, clock=hand.clock)


def _note(
    session: Session,
    name: str,
    *,
    deed: TimetableDeed,
    before: Sequence[Sitting],
    after: Sequence[Sitting],
    hand: Hand,
) -> None:
    was, now = {one.id: one for one in before}, {one.id: one for one in after}
    changes = [
        {"before": _told(was.get(known_as)), "after": _told(now.get(known_as))}
        for known_as in {**was, **now}
        if was.get(known_as) != now.get(known_as)
    ]
    if changes:
        at = hand.clock.now()
        session.add(TimetableChange(at=at, by=hand.by, week=name, deed=deed, changes=changes))
        session.flush()


def _told(sitting: Sitting | None) -> dict[str, object] | None:
    return None if sitting is None else sitting.as_json() | {"weekday": sitting.on.isoweekday()}
