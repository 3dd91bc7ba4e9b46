"""What we know of one laboratory value: names, units, ranges and the texts about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from knowledge_base.entries import Source
from knowledge_base.reports.ranges import Band, Level, Limits

Kind = Literal["number", "pair", "grade", "class"]


@dataclass(frozen=True, kw_only=True)
class Text:
    """`answer` is read in the chat, `spoken` over the telephone."""

    answer: str
    spoken: str


@dataclass(frozen=True, kw_only=True)
class Unit:
    """Another unit: value × factor + offset is the value in the usual one."""

    unit: str
    factor: float
    offset: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One line of a report. `limits` hold one entry, or two for a pair: upper and lower pressure."""

    id: str
    panel: str
    name: str
    said: str
    names: tuple[str, ...]
    short_names: tuple[str, ...]
    first_names: tuple[str, ...]
    second_names: tuple[str, ...]
    kind: Kind
    unit: str
    units: tuple[Unit, ...]
    plausible: tuple[Band, ...]
    limits: tuple[Limits, ...]
    grades: Mapping[str, Level]
    """Each grade or class with its level."""
    becomes: Mapping[str, tuple[str, ...]]
    """Words before the value that make it another indicator's: 空腹 before a 血糖."""
    otherwise: str | None
    """Whose value it is when it cannot be this one's."""
    titre: bool
    topics: tuple[str, ...]
    sources: tuple[Source, ...]
    texts: Mapping[str, Text]
    seek_care: str


@dataclass(frozen=True)
class Indicators:
    """All indicators, by id and in the order of their files."""

    all: tuple[Indicator, ...]

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, id: str) -> Indicator:  # noqa: A002  an indicator's id
        return self._by_id[id]

    @cached_property
    def _by_id(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for indicator in self.all}
