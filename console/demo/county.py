"""Who turns to the hotline of the invented county, when, and with what: drawn, the same for the same seed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any, Literal

import yaml

from hotline.weeks import Week
from knowledge_base import Entry, KnowledgeBase

WEEKS = 8
_FILE = Path(__file__).with_name("county.yml")

Goes = Literal["answered", "unanswered", "ticket", "person", "emergency", "abandoned"]


@dataclass(frozen=True, kw_only=True)
class Call:
    """One contact; `entry` answered it, `need` is the planted need it belongs to."""

    number: int
    at: datetime
    channel: str
    said: str
    goes: Goes
    entry: Entry | None = None
    need: str | None = None


@dataclass(frozen=True, kw_only=True)
class County:
    """`facts` are those of county.yml."""

    facts: Mapping[str, Any]
    knowledge: KnowledgeBase
    zone: tzinfo
    last: Week
    seed: int

    @cached_property
    def random(self) -> Random:
        return Random(self.seed)  # noqa: S311 - nothing secret

    def happens(self, chance: str) -> bool:
        return self.random.random() < float(self.facts["chances"][chance])

    def calls(self) -> Iterator[Call]:
        """Week by week; within a week in no order."""
        number = 0
        for place in range(WEEKS):
            week = self.last.before(WEEKS - 1 - place)
            for at, said, entry, need in self._asked(week, place=place):
                number += 1
                yield self._call(number, at=at, said=said, entry=entry, need=need)

    def _asked(self, week: Week, *, place: int) -> Iterator[tuple[datetime, str, Entry | None, str | None]]:
        for need, facts in self.facts["needs"].items():
            for _ in range(facts["a_week"][place]):
                yield self._moment(week), self.random.choice(facts["said"]), None, need
        first, last = self.facts["calls_a_day"]["first"], self.facts["calls_a_day"]["last"]
        a_day = first + (last - first) * place / (WEEKS - 1)
        planted = sum(facts["a_week"][place] for facts in self.facts["needs"].values())
        for _ in range(max(0, self._around(7 * a_day) - planted)):
            entry = self._entry(place)
            yield self._moment(week), self.random.choice(entry.questions), entry, None

    def _call(self, number: int, *, at: datetime, said: str, entry: Entry | None, need: str | None) -> Call:
        channel = self._weighted(self.facts["channels"])
        goes: Goes = "answered" if entry else "unanswered"
        if channel == "phone" and self.happens("abandoned"):
            goes = "abandoned"
        elif need is None and self.happens("emergency"):
            return Call(
                number=number, at=at, channel=channel, said=self.facts["emergency"]["said"], goes="emergency"
            )
        elif self.happens("ticket"):
            goes = "ticket"
        elif self.happens("person"):
            goes = "person"
        return Call(number=number, at=at, channel=channel, said=said, goes=goes, entry=entry, need=need)

    def _entry(self, place: int) -> Entry:
        wave, weights = self.facts["wave"], dict(self.facts["topics"])
        if place + 1 in wave["weeks"]:
            weights |= {topic: weights[topic] * wave["times"] for topic in wave["topics"]}
        return self.random.choice(self._entries[self._weighted(weights)])

    @cached_property
    def _entries(self) -> Mapping[str, Sequence[Entry]]:
        return {topic.id: topic.entries for topic in self.knowledge.topics}

    def _moment(self, week: Week) -> datetime:
        day = self.random.choices(range(7), weights=self.facts["weekdays"])[0]
        hour = self.random.choices(range(24), weights=self.facts["hours"])[0]
        start = week.span(self.zone).start + timedelta(days=day, hours=hour)
        return start + timedelta(seconds=self.random.randrange(3600))

    def _around(self, mean: float) -> int:
        """As often as chance has it: a Poisson count by its normal shape, close enough above twenty."""
        return round(self.random.gauss(mean, mean**0.5))

    def _weighted(self, weights: Mapping[str, float]) -> str:
        return self.random.choices(list(weights), weights=list(weights.values()))[0]


def read_county(knowledge: KnowledgeBase, *, zone: tzinfo, last: Week, seed: int) -> County:
    facts = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return County(facts=facts, knowledge=knowledge, zone=zone, last=last, seed=seed)
