"""The digest of a week: compiled from what happened, for any week again with the same result."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from statistics import quantiles

from sqlalchemy.orm import Session

from hotline.digest.contact import Contact
from hotline.digest.emergencies import Emergency, emergencies_of
from hotline.digest.figures import (
    CONTACT_FIGURES,
    EMERGENCY_FIGURES,
    PROMISE_FIGURES,
    RATING_FIGURES,
    Tally,
    tallied,
)
from hotline.digest.intervals import Change, Share, change
from hotline.digest.promises import Fared, Promise, promises_of
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
class DepartmentRecord:
    """How one department did by us; the nurses' own tickets have no department."""

    department: str | None
    tickets: int
    kept: int
    silent: int
    returns: int


@dataclass(frozen=True, kw_only=True)
class Volume:
    """Contacts counted where and when they began; `by_weekday_hour` by ISO weekday and local hour."""

    total: int
    by_channel: Mapping[str, int]
    by_day: Mapping[str, int]
    by_weekday_hour: Mapping[tuple[int, int], int]
    topics: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Digest:
    """`figures` by the names of figures.yml; `before` the totals of earlier weeks, the nearest first."""

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


@dataclass(kw_only=True)
class _Counting:
    zone: tzinfo
    tally: Tally[Contact] = field(default_factory=lambda: Tally(CONTACT_FIGURES))
    channels: Counter[str] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    hours: Counter[tuple[int, int]] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    waits: list[timedelta] = field(default_factory=list)

    def take(self, contact: Contact) -> None:
        local = contact.begun_at.astimezone(self.zone)
        self.tally.take(contact)
        self.channels[contact.channel] += 1
        self.days[local.date().isoformat()] += 1
        self.hours[local.isoweekday(), local.hour] += 1
        self.topics.update({entry.partition(".")[0] for entry in contact.entries})
        self.waits.extend(asked.waited for asked in contact.asked if asked.waited is not None)

    def volume(self) -> Volume:
        return Volume(
            total=self.channels.total(),
            by_channel=dict(sorted(self.channels.items())),
            by_day=dict(sorted(self.days.items())),
            by_weekday_hour=dict(sorted(self.hours.items())),
            topics=dict(sorted(self.topics.items(), key=lambda one: (-one[1], one[0]))),
        )


def compile_digest(session: Session, *, week: Week, zone: tzinfo, as_of: datetime) -> Digest:
    """What happened after `as_of` is not looked at: a week told again as of the same instant is the same."""
    weeks = [week.before(back) for back in range(BEFORE + 1)]
    counting, *earlier = [_counted(session, one.span(zone), zone=zone, as_of=as_of) for one in weeks]
    volume, before = counting.volume(), tuple(one.channels.total() for one in earlier)
    promises = list(promises_of(session, span=week.span(zone), as_of=as_of))
    emergencies = list(emergencies_of(session, span=week.span(zone), as_of=as_of))
    judged = judged_in(session, span=week.span(zone), as_of=as_of)
    figures = counting.tally.shares() | tallied(promises, PROMISE_FIGURES)
    figures |= tallied(emergencies, EMERGENCY_FIGURES) | tallied(judged, RATING_FIGURES)
    return Digest(
        week=week,
        as_of=as_of,
        volume=volume,
        before=before,
        change=change(volume.total, before=before),
        topic_changes=_topic_changes(counting, earlier),
        figures=figures,
        person_waits=Waits.of(counting.waits),
        feedback_waits=Waits.of([one.fed_back_after for one in promises if one.fed_back_after is not None]),
        rung=Waits.of([one.rung_after for one in emergencies if one.rung_after is not None]),
        acknowledged=_acknowledged(emergencies),
        departments=_departments(promises),
    )


def _counted(session: Session, span: Span, *, zone: tzinfo, as_of: datetime) -> _Counting:
    counting = _Counting(zone=zone)
    for contact in contacts_of(session, span=span, as_of=as_of):
        counting.take(contact)
    return counting


def _topic_changes(counting: _Counting, earlier: Sequence[_Counting]) -> dict[str, Change]:
    topics = sorted(set(counting.topics).union(*(one.topics for one in earlier)))
    return {
        topic: change(counting.topics[topic], before=[one.topics[topic] for one in earlier])
        for topic in topics
    }


def _acknowledged(emergencies: Sequence[Emergency]) -> Waits:
    return Waits.of([one.acknowledged_after for one in emergencies if one.acknowledged_after is not None])


def _departments(promises: Sequence[Promise]) -> tuple[DepartmentRecord, ...]:
    names = Counter(one.department for one in promises)
    return tuple(_department(name, promises) for name, _ in names.most_common())


def _department(name: str | None, promises: Sequence[Promise]) -> DepartmentRecord:
    own = [one for one in promises if one.department == name]
    return DepartmentRecord(
        department=name,
        tickets=len(own),
        kept=sum(one.fared is Fared.KEPT for one in own),
        silent=sum(one.fared is Fared.SILENT for one in own),
        returns=sum(one.returns for one in own),
    )
