"""How many asked for what a measure is about, week by week: read from callers' words in one stream a week."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import insert_into
from hotline.digest import questions_of
from hotline.measures.comparing import Counted
from hotline.measures.matcher import Matcher
from hotline.measures.record import Measure, MeasureWeek
from hotline.weeks import Week

_SETTLED = timedelta(days=1)
"""A contact that began on Sunday night is over by then."""

Counts = Mapping[UUID, Mapping[Week, Counted]]
_Owed = dict[Week, dict[UUID, Matcher]]


def count_week(
    session: Session, *, week: Week, matchers: Mapping[UUID, Matcher], zone: tzinfo, as_of: datetime
) -> dict[UUID, Counted]:
    """Contacts whose words fit, of all whose words there are; emergencies are neither."""
    contacts, asked = 0, Counter[UUID]()
    questions = questions_of(session, span=week.span(zone), as_of=as_of)
    for _, said in groupby(questions, key=lambda one: one.contact):
        own = list(said)
        contacts += 1
        for name, matcher in matchers.items():
            asked[name] += any(matcher.fits(one.text, entries=one.entries) for one in own)
    return {name: Counted(asked=asked[name], contacts=contacts) for name in matchers}


def counts_of(session: Session, measures: Iterable[Measure], *, zone: tzinfo, as_of: datetime) -> Counts:
    """Of every compared week that is over: as it was kept, and counted now where it was not yet."""
    wanted = list(measures)
    found = _kept(session, wanted)
    owed = _owed(wanted, found, zone=zone, until=as_of)
    for week, matchers in owed.items():
        counted = count_week(session, week=week, matchers=matchers, zone=zone, as_of=as_of)
        for name, one in counted.items():
            found[name][week] = one
    return found


def keep_one_week(session: Session, *, zone: tzinfo, clock: Clock) -> bool:
    """The earliest week that some measure owes, for all that owe it; False where none is owed."""
    now = clock.now()
    begun = session.scalars(select(Measure).where(Measure.begun_on.is_not(None))).all()
    owed = _owed(begun, _kept(session, begun), zone=zone, until=now - _SETTLED)
    if not owed:
        return False
    week = min(owed)
    for name, one in count_week(session, week=week, matchers=owed[week], zone=zone, as_of=now).items():
        _keep(session, measure=name, week=week, counted=one, at=now)
    return True


def _keep(session: Session, *, measure: UUID, week: Week, counted: Counted, at: datetime) -> None:
    """Once: of two replicas that count the same week the second leaves it as it is."""
    row = {"measure_id": measure, "week": str(week), **vars(counted), "counted_at": at}
    session.execute(insert_into(session, MeasureWeek).values(row).on_conflict_do_nothing())


def _kept(session: Session, measures: Sequence[Measure]) -> dict[UUID, dict[Week, Counted]]:
    found: dict[UUID, dict[Week, Counted]] = defaultdict(dict)
    rows = select(MeasureWeek).where(MeasureWeek.measure_id.in_([one.id for one in measures]))
    for row in session.scalars(rows):
        found[row.measure_id][Week.parse(row.week)] = Counted(asked=row.asked, contacts=row.contacts)
    return found


def _owed(measures: Iterable[Measure], kept: Counts, *, zone: tzinfo, until: datetime) -> _Owed:
    owed: _Owed = defaultdict(dict)
    for measure in measures:
        for week in measure.compared.all if measure.compared else ():
            if week.span(zone).end <= until and week not in kept.get(measure.id, {}):
                owed[week][measure.id] = measure.matcher
    return owed
