"""One whole-journey sheet as somebody is given it: three parts of short items, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge_base.entries import Source


class Part(StrEnum):
    """When something is to be done."""

    BEFORE = "before"
    ON_THE_DAY = "on_the_day"
    AFTER = "after"


@dataclass(frozen=True, kw_only=True)
class SheetItem:
    """`where` is this hospital's place for it; None where it is done nowhere in particular."""

    id: str
    text: str
    source: Source
    where: str | None = None


@dataclass(frozen=True, kw_only=True)
class SheetPart:
    """A part that has nothing for this person is left out of the sheet."""

    part: Part
    title: str
    items: tuple[SheetItem, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`version` changes with any word of the journey; `review` is the state of its least reviewed item."""

    journey: str
    title: str
    traits: frozenset[str]
    parts: tuple[SheetPart, ...]
    review: str
    version: str

    @property
    def items(self) -> Mapping[str, SheetItem]:
        return {item.id: item for part in self.parts for item in part.items}

    @property
    def sources(self) -> tuple[Source, ...]:
        """Each once, in the order of the items; one document may be cited under two ids."""
        return tuple({item.source.citation: item.source for item in self.items.values()}.values())
