"""The digest of a week: compiled from what happened, for any week again with the same result."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from statistics import quantiles

from sqlalchemy.orm import Session

from hotline.conversations import Missed
from hotline.digest.collecting import seldom_collected
from hotline.digest.counting import AspectOf, Counting, Volume, Wanted, most_first, no_aspect
from hotline.digest.emergencies import Emergency, emergencies_of
from hotline.digest.fairness import Fairness, FairnessTally
from hotline.digest.figures import EMERGENCY_FIGURES, RATING_FIGURES, tallied
from hotline.digest.intervals import Change, Share, change, weeks_open
from hotline.digest.promised import DepartmentRecord, PromiseCounting
from hotline.digest.promises import promises_of
from hotline.digest.ratings import judged_in
from hotline.digest.reading import contacts_of
from hotline.spans import Span
from hotline.weeks import Week

BEFORE = 4
"""Weeks that a week is compared with."""


@dataclass(frozen=True, kw_only=True)
class Waits:
    """How long people waited: half of them at most `median`, nine of ten at most `most`. None of nobody."""

    count: int
    median: timedelta | None
    most: timedelta | None

    @classmethod
    def of(cls, waits: Sequence[timedelta]) -> "Waits":
        if len(waits) < 2:  # noqa: PLR2004 - quantiles need two
            only = waits[0] if waits else None
            return cls(count=len(waits), median=only, most=only)
        tenths = quantiles([wait.total_seconds() for wait in waits], n=10, method="inclusive")
        return cls(count=len(waits), median=timedelta(seconds=tenths[4]), most=timedelta(seconds=tenths[8]))


@dataclass(frozen=True, kw_only=True)
class Digest:
    """`figures` by the names of figures.yml; `before` the totals of earlier weeks, the nearest first.

    No week from before there was a hotline is among those.
    `handed_reasons` and `handed_outcomes` (`handed.py`) each add up to those handed to a person. Aspects,
    departments asked for and `missed` count contacts, in which there may be several of them.
    """

    week: Week
    as_of: datetime
    volume: Volume
    before: tuple[int, ...]
    change: Change
    topic_changes: Mapping[str, Change]
    figures: Mapping[str, Share]
    person_waits: Waits
    feedback_waits: Waits
    rung: Waits
    acknowledged: Waits
    departments: tuple[DepartmentRecord, ...]
    handed_reasons: Mapping[str, int]
    handed_outcomes: Mapping[str, int]
    aspects: Mapping[str, int]
    aspect_changes: Mapping[str, Change]
    departments_asked: Mapping[str, int]
    department_changes: Mapping[str, Change]
    missed: Mapping[Missed, int]
    fairness: tuple[Fairness, ...]


@seldom_collected()
def compile_digest(
    session: Session, *, week: Week, zone: tzinfo, as_of: datetime, aspect_of: AspectOf = no_aspect
) -> Digest:
    """What happened after `as_of` is not looked at: a week told again as of the same instant is the same."""
    span, total, fairness = week.span(zone), Counting(zone=zone, aspect_of=aspect_of), FairnessTally()
    weeks = [week.before(back).span(zone) for back in range(1, BEFORE + 1)]
    for contact in contacts_of(session, span=span, as_of=as_of):
        total.take(contact)
        fairness.take(contact)
    earlier = [_wanted(session, one, aspect_of=aspect_of, as_of=as_of) for one in weeks]
    earlier = earlier[: weeks_open([one.total for one in earlier])]
    before = tuple(one.total for one in earlier)
    promised = PromiseCounting()
    for promise in promises_of(session, span=span, as_of=as_of):
        promised.take(promise)
        fairness.keep(promise)
    emergencies = list(emergencies_of(session, span=span, as_of=as_of))
    judged = judged_in(session, span=span, as_of=as_of)
    figures = total.tally.shares() | promised.tally.shares()
    figures |= tallied(emergencies, EMERGENCY_FIGURES) | tallied(judged, RATING_FIGURES)
    return Digest(
        week=week,
        as_of=as_of,
        volume=total.volume(),
        before=before,
        change=change(total.total, before=before),
        topic_changes=_changes(total.topics, [one.topics for one in earlier]),
        figures=figures,
        person_waits=Waits.of(total.waits),
        feedback_waits=Waits.of(promised.waits),
        rung=Waits.of([one.rung_after for one in emergencies if one.rung_after is not None]),
        acknowledged=_acknowledged(emergencies),
        departments=promised.departments(),
        handed_reasons=most_first(total.reasons),
        handed_outcomes=most_first(total.outcomes),
        aspects=most_first(total.aspects),
        aspect_changes=_changes(total.aspects, [one.aspects for one in earlier]),
        departments_asked=most_first(total.departments),
        department_changes=_changes(total.departments, [one.departments for one in earlier]),
        missed={why: total.missed[why] for why in Missed},
        fairness=fairness.table(),
    )


def _wanted(session: Session, span: Span, *, aspect_of: AspectOf, as_of: datetime) -> Wanted:
    wanted = Wanted(aspect_of=aspect_of)
    for contact in contacts_of(session, span=span, as_of=as_of, follows=False):
        wanted.take(contact)
    return wanted


def _changes(counted: Counter[str], earlier: Sequence[Counter[str]]) -> dict[str, Change]:
    names = sorted(set(counted).union(*earlier))
    return {name: change(counted[name], before=[one[name] for one in earlier]) for name in names}


def _acknowledged(emergencies: Sequence[Emergency]) -> Waits:
    return Waits.of([one.acknowledged_after for one in emergencies if one.acknowledged_after is not None])
