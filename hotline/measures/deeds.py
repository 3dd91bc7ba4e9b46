"""What staff do to a measure: proposed, begun, then kept or stopped; each deed is noted with who and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.measures.errors import (
    BeginsOutOfReach,
    ChangedMeanwhile,
    EndsBeforeItBegan,
    MeasureElsewhere,
    NoSuchMeasure,
    WordsAreFixed,
)
from hotline.measures.matcher import Matcher
from hotline.measures.record import Measure, MeasureDeed
from hotline.measures.vocabulary import MeasureState, MeasureWork
from hotline.weeks import Week

REACH = timedelta(days=14)
"""So long ago a measure may have begun when it is taken down: later nobody chooses the day without knowing
what came of it."""


@dataclass(frozen=True, kw_only=True)
class MeasureWords:
    """What is written of a measure; the hospital's own words. `note`: what exactly is done."""

    title: str
    owner: str
    due_on: date
    for_whom: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PickedNeed:
    """The need it was proposed from; `week` is the week whose digest showed it."""

    id: str
    name: str
    week: Week


@dataclass(frozen=True, kw_only=True)
class Hand:
    """Who does it, when, and which day that is at the hospital."""

    by: str
    clock: Clock
    today: date


def propose(
    session: Session, *, words: MeasureWords, matcher: Matcher, need: PickedNeed | None = None, hand: Hand
) -> Measure:
    """Raises MeasureRefused."""
    matcher.check()
    measure = Measure(
        state=MeasureState.PROPOSED,
        keys=[list(line) for line in matcher.lines],
        entries=list(matcher.entries),
        need_id=need.id if need else None,
        need_name=need.name if need else None,
        picked_week=str(need.week) if need else None,
        proposed_by=hand.by,
        proposed_at=hand.clock.now(),
        version=0,
        **vars(words),
    )
    session.add(measure)
    session.flush()
    _note(session, measure, work=MeasureWork.PROPOSE, hand=hand)
    return measure


def edit(
    session: Session, *, known_as: UUID, words: MeasureWords, matcher: Matcher, seen: int, hand: Hand
) -> None:
    """Raises MeasureRefused: WordsAreFixed where it has begun and would be judged by something else."""
    measure = _get(session, known_as, seen=seen)
    matcher.check()
    if matcher != measure.matcher and measure.state is not MeasureState.PROPOSED:
        raise WordsAreFixed
    wanted = vars(words) | {"keys": [list(line) for line in matcher.lines], "entries": list(matcher.entries)}
    changes = {
        name: {"before": _plain(getattr(measure, name)), "after": _plain(value)}
        for name, value in wanted.items()
        if getattr(measure, name) != value
    }
    if changes:
        for name in changes:
            setattr(measure, name, wanted[name])
        _note(session, measure, work=MeasureWork.EDIT, changes=changes, hand=hand)


def begin(session: Session, *, known_as: UUID, on: date, seen: int, hand: Hand) -> None:
    """From this day on it works, and what it is judged by is fixed. Raises MeasureRefused."""
    measure = _get(session, known_as, seen=seen, among=(MeasureState.PROPOSED,))
    if not hand.today - REACH <= on <= hand.today:
        raise BeginsOutOfReach(on.isoformat())
    measure.state, measure.begun_on = MeasureState.BEGUN, on
    _note(session, measure, work=MeasureWork.BEGIN, changes={"begun_on": on.isoformat()}, hand=hand)


def keep(session: Session, *, known_as: UUID, note: str, seen: int, hand: Hand) -> None:
    """It stays for good. Raises MeasureRefused."""
    measure = _get(session, known_as, seen=seen, among=(MeasureState.BEGUN,))
    measure.state = MeasureState.KEPT
    _note(session, measure, work=MeasureWork.KEEP, note=note, hand=hand)


def stop(session: Session, *, known_as: UUID, on: date, note: str, seen: int, hand: Hand) -> None:
    """Given up, or never done; the ledger keeps it with the reason. Raises MeasureRefused."""
    among = (MeasureState.PROPOSED, MeasureState.BEGUN, MeasureState.KEPT)
    measure = _get(session, known_as, seen=seen, among=among)
    # What never began is given up when it was proposed or later; days of UTC are ours or those before.
    first = measure.begun_on or measure.proposed_at.date()
    if not first <= on <= hand.today:
        raise EndsBeforeItBegan(on.isoformat())
    measure.state, measure.ended_on = MeasureState.STOPPED, on
    changes = {"ended_on": on.isoformat()}
    _note(session, measure, work=MeasureWork.STOP, note=note, changes=changes, hand=hand)


def _get(
    session: Session, known_as: UUID, *, seen: int, among: tuple[MeasureState, ...] | None = None
) -> Measure:
    """Locked: of two who do something at once the second is refused."""
    found = session.scalars(
        select(Measure).where(Measure.id == known_as).with_for_update(),
        execution_options={"populate_existing": True},
    ).one_or_none()
    if found is None:
        raise NoSuchMeasure(str(known_as))
    if among and found.state not in among:
        raise MeasureElsewhere(found.state.value)
    if found.version != seen:
        raise ChangedMeanwhile(str(known_as))
    return found


def _note(
    session: Session,
    measure: Measure,
    *,
    work: MeasureWork,
    note: str = "",
    changes: Mapping[str, Any] | None = None,
    hand: Hand,
) -> None:
    measure.version += 1
    deed = MeasureDeed(
        measure_id=measure.id,
        number=measure.version,
        at=hand.clock.now(),
        by=hand.by,
        work=work,
        note=note,
        changes=dict(changes or {}),
    )
    session.add(deed)
    session.flush()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
