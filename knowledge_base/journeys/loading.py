"""The journeys' folder turned into journeys, or into the faults that forbid it."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from knowledge_base.documents import Document
from knowledge_base.entries import AWAITING_REVIEW, REVIEWED, Source, content_version
from knowledge_base.faults import Fault, KnowledgeFaulty
from knowledge_base.journeys.checking import journey_faults
from knowledge_base.journeys.folder import JOURNEYS, Folder, read_folder
from knowledge_base.journeys.journeys import Item, Journey, Journeys, Trait
from knowledge_base.journeys.sheet import Part
from knowledge_base.profile import Hospital
from knowledge_base.reviews import review_status
from knowledge_base.wording import filled

__all__ = ["JOURNEYS", "check_journeys", "load_journeys"]


def check_journeys(
    root: Path, *, hospital: Hospital, known_sources: Collection[Mapping[str, Any]] = ()
) -> list[Fault]:
    """Every fault; a source of the same id as one of `known_sources` must be told the same. Never raises."""
    if not (root / JOURNEYS).is_dir():
        return []
    return sorted(
        set(journey_faults(read_folder(root / JOURNEYS), hospital=hospital, known_sources=known_sources))
    )


def load_journeys(root: Path, *, hospital: Hospital, today: date | None = None) -> Journeys:
    """`root` is the knowledge base's folder. Raises KnowledgeFaulty."""
    read = read_folder(root / JOURNEYS)
    faults = sorted(set(journey_faults(read, hospital=hospital)))
    if faults:
        raise KnowledgeFaulty(tuple(faults))
    loading = _Loading(read, hospital=hospital, today=today)
    traits = {name: _trait(name, raw) for name, raw in read.words["traits"].items()}
    return Journeys(
        all={raw["id"]: loading.journey(raw) for raw in read.files.values()},
        traits=traits,
        part_titles={part: read.words["parts"][part.value] for part in Part},
        asks=re.compile("|".join(read.words["asks"])),
        asks_otherwise=re.compile("|".join(read.words["asks_otherwise"])),
    )


class _Loading:
    """Resolves what a journey only names: shared items, sources, places."""

    def __init__(self, read: Folder, *, hospital: Hospital, today: date | None) -> None:
        self._read = read
        self._placeholders = dict(hospital.placeholders)
        self._departments = {one.name: one.where for one in hospital.departments}
        self._sources = {raw["id"]: Source(**raw) for raw in read.sources}
        self._today = today

    def journey(self, raw: Document) -> Journey:
        parts = {part: tuple(map(self._item, self._read.items(raw, part.value))) for part in Part}
        signed = (review_status(one, {}, today=self._today) for one in (raw, self._read.shared))
        return Journey(
            id=raw["id"],
            name=raw["name"],
            aliases=tuple(raw["aliases"]),
            implies=frozenset(raw.get("implies", ())),
            parts=parts,
            review=REVIEWED if set(signed) == {REVIEWED} else AWAITING_REVIEW,
            version=content_version({part.value: list(self._read.items(raw, part.value)) for part in Part}),
        )

    def _item(self, raw: Mapping[str, Any]) -> Item:
        return Item(
            id=raw["id"],
            text=filled(raw["text"], placeholders=self._placeholders),
            source=self._sources[raw["source"]],
            where=self._where(raw.get("place")),
            traits=frozenset(raw.get("traits", ())),
        )

    def _where(self, place: str | None) -> str | None:
        if place is None:
            return None
        unknown: str = self._read.words["unknown_place"]
        return self._departments.get(place) or self._placeholders.get(place) or unknown


def _trait(name: str, raw: Mapping[str, Any]) -> Trait:
    return Trait(id=name, label=raw["label"], said=tuple(re.compile(said) for said in raw["said"]))
