"""The ledger of measures over the years, and what a week's digest says of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hotline.measures.counting import counts_of
from hotline.measures.effect import Outlook, OutlookState, outlooks
from hotline.measures.matcher import Matcher
from hotline.measures.record import Measure, MeasureDeed
from hotline.measures.vocabulary import MeasureState
from hotline.measures.weeks import TERMS, due_on
from hotline.weeks import Week


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """A measure as it stands, with what came of it; `is_overdue`: it should have begun."""

    id: UUID
    state: MeasureState
    title: str
    for_whom: str
    owner: str
    note: str
    need_name: str | None
    picked_week: str | None
    matcher: Matcher
    due_on: date
    begun_on: date | None
    ended_on: date | None
    proposed_by: str
    proposed_at: datetime
    version: int
    is_overdue: bool
    outlooks: tuple[Outlook, ...]


@dataclass(frozen=True, kw_only=True)
class MeasuresInWeek:
    """What a week's digest tells: `judged` hold those whose fourth or eighth week ended with it."""

    judged: tuple[tuple[LedgerRow, Outlook], ...]
    begun: tuple[LedgerRow, ...]
    overdue: tuple[LedgerRow, ...]
    stopped: tuple[LedgerRow, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.judged or self.begun or self.overdue or self.stopped)


def ledger(
    session: Session, *, zone: tzinfo, as_of: datetime, state: MeasureState | None = None
) -> tuple[LedgerRow, ...]:
    """All of all years, the latest proposed first."""
    wanted = select(Measure).order_by(Measure.proposed_at.desc(), Measure.id)
    if state is not None:
        wanted = wanted.where(Measure.state == state)
    return _rows(session, session.scalars(wanted).all(), zone=zone, as_of=as_of)


def find_measure(session: Session, *, known_as: UUID, zone: tzinfo, as_of: datetime) -> LedgerRow | None:
    measure = session.get(Measure, known_as)
    return _rows(session, [measure], zone=zone, as_of=as_of)[0] if measure else None


def history(session: Session, *, known_as: UUID) -> Sequence[MeasureDeed]:
    """The first deed first."""
    wanted = select(MeasureDeed).where(MeasureDeed.measure_id == known_as).order_by(MeasureDeed.number)
    return session.scalars(wanted).all()


def measures_in_week(session: Session, *, week: Week, zone: tzinfo, as_of: datetime) -> MeasuresInWeek:
    """By the days that are written down, so that a week told again is the same."""
    near = week.first - timedelta(weeks=max(TERMS) + 1)
    touched = or_(Measure.begun_on.is_(None), Measure.begun_on >= near, Measure.ended_on >= week.first)
    wanted = select(Measure).where(touched).order_by(Measure.proposed_at, Measure.id)
    found = [one for one in session.scalars(wanted) if _concerns(one, week)]
    until = min(as_of, week.span(zone).end)
    rows = _rows(session, found, zone=zone, as_of=until)
    return MeasuresInWeek(
        judged=tuple((row, outlook) for row in rows for outlook in _ended_in(row, week)),
        begun=tuple(row for row in rows if row.begun_on in week.days),
        overdue=tuple(row for row in rows if _was_overdue(row, week, until=until)),
        stopped=tuple(row for row in rows if row.ended_on in week.days),
    )


def _concerns(measure: Measure, week: Week) -> bool:
    """Whether something of it falls into the week: only its words are read, for counting takes a while."""
    days = {measure.begun_on, measure.ended_on}
    if measure.begun_on is not None:
        days |= {due_on(begun_on=measure.begun_on, weeks=weeks) for weeks in TERMS}
    return not days.isdisjoint(week.days) or (measure.due_on <= week.last and _waits(measure, week))


def _waits(measure: Measure | LedgerRow, week: Week) -> bool:
    """It had neither begun nor been given up when the week ended."""
    return all(day is None or day > week.last for day in (measure.begun_on, measure.ended_on))


def _ended_in(row: LedgerRow, week: Week) -> Iterable[Outlook]:
    told = (one for one in row.outlooks if one.state is OutlookState.TOLD)
    return (one for one in told if one.due_on == week.last)


def _was_overdue(row: LedgerRow, week: Week, *, until: datetime) -> bool:
    return row.due_on <= week.last and _waits(row, week) and row.proposed_at < until


def _is_due(measure: Measure, over: date) -> bool:
    return measure.begun_on is not None and due_on(begun_on=measure.begun_on, weeks=min(TERMS)) <= over


def _rows(
    session: Session, measures: Sequence[Measure], *, zone: tzinfo, as_of: datetime
) -> tuple[LedgerRow, ...]:
    today = as_of.astimezone(zone).date()
    over = Week.of(today).before().last
    counts = counts_of(session, [one for one in measures if _is_due(one, over)], zone=zone, as_of=as_of)
    return tuple(
        LedgerRow(
            id=one.id,
            state=one.state,
            title=one.title,
            for_whom=one.for_whom,
            owner=one.owner,
            note=one.note,
            need_name=one.need_name,
            picked_week=one.picked_week,
            matcher=one.matcher,
            due_on=one.due_on,
            begun_on=one.begun_on,
            ended_on=one.ended_on,
            proposed_by=one.proposed_by,
            proposed_at=one.proposed_at,
            version=one.version,
            is_overdue=one.state is MeasureState.PROPOSED and one.due_on < today,
            outlooks=outlooks(one, counts=counts.get(one.id, {}), over=over),
        )
        for one in measures
    )
