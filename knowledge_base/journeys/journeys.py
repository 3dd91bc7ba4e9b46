"""All journeys we have a sheet for, found in a caller's words and fitted to his situation."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge_base.entries import Source
from knowledge_base.journeys.sheet import Part, Sheet, SheetItem, SheetPart


class NoSuchJourney(Exception):  # noqa: N818 - a noun of the trade
    """No sheet has this id, or it was taken out of the knowledge base."""

    def __init__(self, journey: str) -> None:
        super().__init__(journey)
        self.journey = journey


@dataclass(frozen=True, kw_only=True)
class Trait:
    """A situation that adds items to a sheet, as staff tick it and as callers say it."""

    id: str
    label: str
    said: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, kw_only=True)
class Item:
    """`traits` empty: for everybody; else for whoever has one of them."""

    id: str
    text: str
    source: Source
    where: str | None
    traits: frozenset[str]

    def is_for(self, traits: frozenset[str]) -> bool:
        return not self.traits or bool(self.traits & traits)


@dataclass(frozen=True, kw_only=True)
class Journey:
    """`implies` are the traits of whoever goes this way."""

    id: str
    name: str
    aliases: tuple[str, ...]
    implies: frozenset[str]
    parts: Mapping[Part, tuple[Item, ...]]
    review: str
    version: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    @property
    def traits(self) -> frozenset[str]:
        """Those that make a difference to its sheet."""
        return frozenset(trait for items in self.parts.values() for item in items for trait in item.traits)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a caller's words come to; `asks`: whether he wants to know how the whole of it goes."""

    journey: str
    traits: frozenset[str]
    asks: bool


@dataclass(frozen=True, kw_only=True)
class Journeys:
    """Everything read from the folder, in the order of the files."""

    all: Mapping[str, Journey]
    traits: Mapping[str, Trait]
    part_titles: Mapping[Part, str]
    asks: re.Pattern[str]
    asks_otherwise: re.Pattern[str]

    def sheet(self, journey: str, *, traits: Iterable[str] = ()) -> Sheet:
        """Unknown traits count for nothing. Raises NoSuchJourney."""
        found = self.all.get(journey)
        if found is None:
            raise NoSuchJourney(journey)
        wanted = frozenset(traits) & self.traits.keys()
        return Sheet(
            journey=found.id,
            title=found.name,
            traits=wanted,
            parts=tuple(self._parts(found, traits=wanted | found.implies)),
            review=found.review,
            version=found.version,
        )

    def for_text(self, text: str) -> Wanted | None:
        """The journey of the longest name that stands in the words."""
        said = text.upper()
        named = [(len(name), one) for one in self.all.values() for name in one.names if name.upper() in said]
        if not named:
            return None
        journey = max(named, key=lambda pair: pair[0])[1]
        asks = self.asks.search(text) is not None and self.asks_otherwise.search(text) is None
        return Wanted(journey=journey.id, traits=self.traits_in(text), asks=asks)

    def traits_in(self, text: str) -> frozenset[str]:
        return frozenset(
            trait.id for trait in self.traits.values() if any(said.search(text) for said in trait.said)
        )

    def _parts(self, journey: Journey, *, traits: frozenset[str]) -> Iterable[SheetPart]:
        for part, items in journey.parts.items():
            chosen = tuple(_told(item) for item in items if item.is_for(traits))
            if chosen:
                yield SheetPart(part=part, title=self.part_titles[part], items=chosen)


def _told(item: Item) -> SheetItem:
    return SheetItem(id=item.id, text=item.text, source=item.source, where=item.where)


_NEVER = re.compile(r"(?!)")
NO_JOURNEYS = Journeys(all={}, traits={}, part_titles={}, asks=_NEVER, asks_otherwise=_NEVER)
"""Where the folder could not be served: nothing is recognised, and no sheet is given."""
