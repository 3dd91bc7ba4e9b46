"""The digest's first lines: what a manager must know, the worst first, and no arrow on noise."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from desk.digest_words import conclude, percent
from hotline.digest import Change, Digest, Trend

MOST_TOPICS = 3

Name = Callable[[str], str]
Length = Callable[[timedelta], str]


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """`is_bad` is what somebody must see to."""

    text: str
    is_bad: bool = False


def conclusions(digest: Digest, *, topic: Name, length: Length) -> list[Conclusion]:
    """`topic` gives the name of a topic's id, `length` a duration as people say it."""
    if digest.volume.total == 0:
        return [Conclusion(text=conclude("empty"))]
    found = [
        _promises(digest),
        _volume(digest),
        *_answers(digest),
        *_emergencies(digest, length=length),
        *_topics(digest, topic=topic),
    ]
    return sorted(found, key=lambda one: not one.is_bad)


def _promises(digest: Digest) -> Conclusion:
    kept, told, silent = (
        digest.figures[name] for name in ("promise_kept", "late_but_told", "silent_breaches")
    )
    if kept.among == 0:
        return Conclusion(text=conclude("no_promises"))
    if silent.count:
        return Conclusion(text=conclude("promises_broken", silent=silent.count), is_bad=True)
    if told.count:
        return Conclusion(text=conclude("promises_told", among=kept.among, kept=kept.count, told=told.count))
    return Conclusion(text=conclude("promises_kept", among=kept.among))


def _volume(digest: Digest) -> Conclusion:
    usual = round(digest.change.usual)
    return Conclusion(text=conclude(digest.change.trend.value, total=digest.volume.total, usual=usual))


def _answers(digest: Digest) -> Iterator[Conclusion]:
    at_once, handed = digest.figures["answered_at_once"], digest.figures["handed_to_person"]
    lost = digest.figures["abandoned_calls"]
    if at_once.value is not None:
        facts = {"count": at_once.count, "among": at_once.among, "share": percent(at_once.value)}
        yield Conclusion(
            text=conclude("at_once", **facts, low=percent(at_once.low), high=percent(at_once.high))
        )
    if handed.count:
        came = digest.figures["came_to_person"].count
        yield Conclusion(text=conclude("handed", count=handed.count, came=came))
    if lost.count:
        yield Conclusion(text=conclude("lost_calls", count=lost.count, among=lost.among))


def _emergencies(digest: Digest, *, length: Length) -> Iterator[Conclusion]:
    count, waits = digest.figures["emergencies"].count, digest.acknowledged
    if count == 0:
        return
    if waits.median is None or waits.most is None:
        yield Conclusion(text=conclude("emergencies_waiting", count=count), is_bad=True)
        return
    facts = {"median": length(waits.median), "most": length(waits.most)}
    yield Conclusion(text=conclude("emergencies", count=count, **facts))


def _topics(digest: Digest, *, topic: Name) -> Iterator[Conclusion]:
    for trend, name in ((Trend.ROSE, "topics_rose"), (Trend.FELL, "topics_fell")):
        changed = {id_: one for id_, one in digest.topic_changes.items() if one.trend is trend}
        if changed:
            first = sorted(changed, key=lambda id_: -_difference(changed[id_]))[:MOST_TOPICS]
            yield Conclusion(text=conclude(name, topics="、".join(topic(id_) for id_ in first)))


def _difference(found: Change) -> float:
    return abs(found.count - found.usual)
