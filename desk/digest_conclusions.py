"""The digest's first lines: what a manager must know, the worst first, and no arrow on noise."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations

from desk.digest_places import rows_at
from desk.digest_tables import group_name
from desk.digest_voice import Voice
from desk.digest_words import conclude, percent
from desk.measure_words import place_of, verdict_of
from desk.papers import Sentence
from hotline.digest import Change, Digest, Dimension, Fairness, Share, Trend, figure_words
from hotline.measures import MeasuresInWeek

MOST_NAMES = 3
RETURN = timedelta(days=7)
"""So long it may still turn out that somebody was not helped after all."""


def conclusions(digest: Digest, *, measures: MeasuresInWeek, voice: Voice) -> tuple[Sentence, ...]:
    if digest.volume.total == 0:
        return (Sentence(text=conclude("empty")),)
    found = [
        _promises(digest),
        _volume(digest),
        *_answers(digest, voice=voice),
        *_people(digest, voice=voice),
        *_emergencies(digest, voice=voice),
        *_opinions(digest),
        *_changes(digest, voice=voice),
        *unfairness(digest.fairness, voice=voice),
        *_measures(measures),
    ]
    return tuple(sorted(found, key=lambda one: not one.is_bad))


def _promises(digest: Digest) -> Sentence:
    kept, told, silent = (
        digest.figures[name] for name in ("promise_kept", "late_but_told", "silent_breaches")
    )
    if kept.among == 0:
        return Sentence(text=conclude("no_promises"))
    if silent.count:
        at = rows_at(digest.week, "silent_breaches")
        return Sentence(text=conclude("promises_broken", silent=silent.count), is_bad=True, at=at)
    if told.count:
        text = conclude("promises_told", among=kept.among, kept=kept.count, told=told.count)
        return Sentence(text=text, at=rows_at(digest.week, "late_but_told"))
    return Sentence(text=conclude("promises_kept", among=kept.among), at=rows_at(digest.week, "promise_kept"))


def _volume(digest: Digest) -> Sentence:
    usual = round(digest.change.usual)
    return Sentence(text=conclude(digest.change.trend.value, total=digest.volume.total, usual=usual))


def _answers(digest: Digest, *, voice: Voice) -> Iterator[Sentence]:
    solved, at_once = digest.figures["solved_on_the_spot"], digest.figures["answered_at_once"]
    if solved.value is not None:
        counts = {"among": solved.among, "at_once": at_once.count, "count": solved.count}
        text = conclude("solved", **counts, **_known(solved))
        if digest.as_of < digest.week.span(voice.zone).end + RETURN:
            text += conclude("still")
        yield Sentence(text=text, at=rows_at(digest.week, "solved_on_the_spot", counted=None))
    if missed := digest.figures["not_helped"].count:
        yield Sentence(text=conclude("not_helped", count=missed), at=rows_at(digest.week, "not_helped"))


def _people(digest: Digest, *, voice: Voice) -> Iterator[Sentence]:
    handed, lost = digest.figures["handed_to_person"], digest.figures["abandoned_calls"]
    if handed.count:
        came, waits = digest.figures["came_to_person"], digest.person_waits
        counts = {"count": handed.count, "came": came.count}
        if waits.median is None or waits.most is None:
            text = conclude("handed", **counts)
        else:
            lengths = {"median": voice.length(waits.median), "most": voice.length(waits.most)}
            text = conclude("handed_waits", **counts, **lengths)
        yield Sentence(text=text, at=rows_at(digest.week, "handed_to_person"))
    if lost.count:
        text = conclude("lost_calls", count=lost.count, among=lost.among)
        yield Sentence(text=text, at=rows_at(digest.week, "abandoned_calls"))


def _emergencies(digest: Digest, *, voice: Voice) -> Iterator[Sentence]:
    count, waits = digest.figures["emergencies"].count, digest.acknowledged
    if count == 0:
        return
    at = rows_at(digest.week, "emergencies")
    if waits.median is None or waits.most is None:
        yield Sentence(text=conclude("emergencies_waiting", count=count), is_bad=True, at=at)
        return
    facts = {"median": voice.length(waits.median), "most": voice.length(waits.most)}
    yield Sentence(text=conclude("emergencies", count=count, **facts), at=at)


def _opinions(digest: Digest) -> Iterator[Sentence]:
    judged, satisfied = digest.figures["judged"], digest.figures["satisfied"]
    reopened = digest.figures["reopened"]
    if satisfied.value is not None:
        counts = {"told": judged.among, "judged": judged.count}
        text = conclude("satisfied", **counts, **_known(satisfied))
        yield Sentence(text=text, at=rows_at(digest.week, "satisfied", counted=None))
    if reopened.count:
        text = conclude("reopened", count=reopened.count, among=reopened.among)
        yield Sentence(text=text, at=rows_at(digest.week, "reopened"))


def _changes(digest: Digest, *, voice: Voice) -> Iterator[Sentence]:
    yield from _changed("topics", digest.topic_changes, named=voice.topic)
    yield from _changed("aspects", digest.aspect_changes, named=voice.aspect)
    yield from _changed("departments", digest.department_changes, named=str)


def _changed(kind: str, changes: Mapping[str, Change], *, named: Callable[[str], str]) -> Iterator[Sentence]:
    for trend in (Trend.ROSE, Trend.FELL):
        changed = {name: one for name, one in changes.items() if one.trend is trend}
        if changed:
            first = sorted(changed, key=lambda name: -_difference(changed[name]))[:MOST_NAMES]
            yield Sentence(text=conclude(f"{kind}_{trend}", names="、".join(map(named, first))))


def _difference(found: Change) -> float:
    return abs(found.count - found.usual)


def _measures(found: MeasuresInWeek) -> Iterator[Sentence]:
    """Of those whose time has come only what chance does not explain."""
    for row in found.overdue:
        text = conclude("measure_overdue", title=row.title, owner=row.owner)
        yield Sentence(text=text, is_bad=True, at=place_of(row))
    for row, outlook in found.judged:
        if outlook.effect is not None and outlook.effect.verdict in {Trend.FELL, Trend.ROSE}:
            facts = {"weeks": outlook.weeks, "verdict": verdict_of(outlook)}
            yield Sentence(text=conclude("measure_judged", title=row.title, **facts), at=place_of(row))


def unfairness(fairness: tuple[Fairness, ...], *, voice: Voice) -> Iterator[Sentence]:
    """Of each dimension the two groups and the figure furthest apart, where intervals do not touch."""
    for dimension in Dimension:
        groups = [one for one in fairness if one.dimension is dimension and one.group and one.figures]
        if apart := list(_apart(groups)):
            yield _unfair(max(apart, key=lambda found: found.distance), voice=voice)


@dataclass(frozen=True, kw_only=True)
class _Apart:
    """Two groups of one dimension that do not fare alike."""

    figure: str
    low: Fairness
    least: float
    high: Fairness
    most: float

    @property
    def distance(self) -> float:
        return self.most - self.least


def _apart(groups: Sequence[Fairness]) -> Iterator[_Apart]:
    told = [(one, one.figures) for one in groups if one.figures is not None]
    for (low, these), (high, those) in permutations(told, 2):
        for name in (one for one in these if one in those):
            least, most = these[name].value, those[name].value
            if least is not None and most is not None and these[name].high < those[name].low:
                yield _Apart(figure=name, low=low, least=least, high=high, most=most)


def _unfair(found: _Apart, *, voice: Voice) -> Sentence:
    groups = {"lower": group_name(found.low, voice=voice), "higher": group_name(found.high, voice=voice)}
    shares = {"least": percent(found.least), "most": percent(found.most)}
    return Sentence(text=conclude("unfair", figure=figure_words()[found.figure].title, **groups, **shares))


def _known(found: Share) -> dict[str, str]:
    return {"share": percent(found.value or 0.0), "low": percent(found.low), "high": percent(found.high)}
