"""A digest and a review for programs, as JSON, and for a terminal, as lines."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta, tzinfo
from enum import StrEnum
from math import inf
from typing import Any
from uuid import UUID

from console.words import say
from hotline.digest import Change, Digest, Fairness, Review, Share, figure_words
from hotline.weeks import Week

_DASH = "–"
_MOST = 10
"""So many departments and aspects are told on a line."""


def record(value: Any) -> Any:
    """Instants and days as ISO 8601, lengths in seconds, weeks as they are written, enums by their value."""
    if isinstance(value, Mapping):
        return {_key(key): record(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [record(one) for one in value]
    if is_dataclass(value) and not isinstance(value, Week):
        own = {one.name: record(getattr(value, one.name)) for one in fields(value)}
        return own | _reckoned(value)
    return _plain(value)


def _reckoned(value: object) -> dict[str, Any]:
    """What a reading program should not have to reckon again."""
    if isinstance(value, Share):
        return {"value": value.value}
    return {"trend": str(value.trend)} if isinstance(value, Change) else {}


def _plain(value: Any) -> Any:
    if isinstance(value, Week | UUID | StrEnum):
        return str(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, date):
        return value.isoformat()
    # JSON knows no infinity: an end that is not known is none.
    return None if value == inf else value


def _key(key: Any) -> str:
    """A weekday with an hour: 3T09."""
    return f"{key[0]}T{key[1]:02}" if isinstance(key, tuple) else str(key)


def digest_lines(digest: Digest) -> Iterator[str]:
    volume = digest.volume
    yield say("digest_volume", week=digest.week, total=volume.total, usual=f"{digest.change.usual:.1f}")
    yield from _figures(digest.figures)
    counted: Mapping[str, Mapping[str, int]] = {
        "digest_handed_reasons": digest.handed_reasons,
        "digest_handed_outcomes": digest.handed_outcomes,
        "digest_missed": {str(why): count for why, count in digest.missed.items() if count},
        "digest_aspects": digest.aspects,
        "digest_departments": digest.departments_asked,
    }
    for name, counts in counted.items():
        if counts:
            first = list(counts.items())[:_MOST]
            yield say(name, counts=" · ".join(f"{one} {count}" for one, count in first))
    if digest.fairness:
        yield say("digest_groups")
    for group in digest.fairness:
        yield _group(group)


def review_lines(review: Review, *, zone: tzinfo) -> Iterator[str]:
    volume, usual = review.volume, f"{review.usual.usual:.1f}"
    yield say("review_volume", day=review.day, total=volume.total, usual=usual)
    yield from _figures(review.figures)
    yield say("review_calls", lost=review.lost_calls, waiting=review.not_called_back)
    yield say("review_helpless", count=len(review.missed))
    numbers = {
        "review_broken": [f"{one.number} ({one.fared})" for one in review.broken],
        "review_due": [f"{one.number} ({one.due_at.astimezone(zone):%m-%d %H:%M})" for one in review.due],
        "review_returned": list(review.returned),
    }
    for name, told in numbers.items():
        yield say(name, count=len(told), numbers=" · ".join(told) or _DASH)


def _figures(figures: Mapping[str, Share]) -> Iterator[str]:
    for name, found in figures.items():
        yield f"  {_shown(found):>6}  {found.count:>6} / {found.among:<6} {figure_words()[name].title}"


def _group(group: Fairness) -> str:
    told = f"{group.dimension} {group.group or _DASH}"
    count = _DASH if group.contacts is None else group.contacts
    shares = " · ".join(
        f"{figure_words()[name].title} {_shown(found)}" for name, found in (group.figures or {}).items()
    )
    return f"  {told:<24} {count:>6}  {shares}"


def _shown(found: Share) -> str:
    return _DASH if found.value is None else f"{found.value:.1%}"
