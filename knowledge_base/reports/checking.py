"""Every rule the file of a report panel must keep before a value is read by it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge_base.documents import read_document
from knowledge_base.faults import Fault
from knowledge_base.figures import NO_FIGURES, Figures
from knowledge_base.reports.language import plain, read_language
from knowledge_base.reports.range_faults import KINDS, value_faults
from knowledge_base.reports.text_faults import written_faults
from knowledge_base.reviews import review_faults

Raw = Mapping[str, Any]

_PANEL_KEYS = {"id", "name", "sources", "review", "indicators"}
_SOURCE_KEYS = {"id", "title", "publisher", "year"}
_REQUIRED = {"id", "name", "names", "kind", "topics", "sources", "texts", "seek_care"}
NAMING = ("names", "short_names", "first_names", "second_names")
_VALUES = {"unit", "units", "plausible", "normal", "urgent", "emergency", "grades", "titre"}
_OPTIONAL = {*NAMING, *_VALUES, "said", "becomes", "otherwise"}


def indicator_faults(folder: Path, *, figures: Figures = NO_FIGURES) -> list[Fault]:
    """Every fault of the panels in `folder`; never raises for what a file holds."""
    check = _Check(units=frozenset(read_language().raw["units"]), figures=figures)
    faults = [fault for path in sorted(folder.glob("*.yml")) for fault in check.file(path)]
    if not check.indicators and not faults:
        faults.append(Fault(file=str(folder), fault="holds no indicators"))
    return [*faults, *check.strangers()]


@dataclass
class _Check:
    units: frozenset[str]
    figures: Figures
    indicators: set[str] = field(default_factory=set)
    _seen: dict[tuple[str, str], str] = field(default_factory=dict)
    _meant: list[tuple[str, str, str]] = field(default_factory=list)

    def file(self, path: Path) -> Iterator[Fault]:
        read = read_document(path, kind=dict)
        if isinstance(read, Fault):
            yield read
            return
        raw = self.figures.resolved(read)
        for said in self._panel(raw, file=path.name):
            yield Fault(file=path.name, fault=said)
        known = {source.get("id") for source in _mappings(raw.get("sources"))}
        for at, row in enumerate(_list(raw.get("indicators")), start=1):
            name = str(row.get("id", f"indicator {at}")) if isinstance(row, dict) else f"indicator {at}"
            for said in self._indicator(row, sources=known, file=path.name):
                yield Fault(file=path.name, entry=name, fault=said)

    def strangers(self) -> Iterator[Fault]:
        for file, entry, other in self._meant:
            if other not in self.indicators:
                yield Fault(file=file, entry=entry, fault=f"unknown indicator {other!r}")

    def _panel(self, raw: Raw, *, file: str) -> Iterator[str]:
        yield from _key_faults(raw, required=_PANEL_KEYS, optional=set())
        if raw.get("id") != file.removesuffix(".yml"):
            yield f"id {raw.get('id')!r} is not the file's name"
        yield from review_faults(raw)
        for source in _mappings(raw.get("sources")):
            yield from _key_faults(source, required=_SOURCE_KEYS, optional=set())
            yield from self._taken("source", str(source.get("id")), file)
        if not _list(raw.get("indicators")):
            yield "indicators must be a list, and not an empty one"

    def _indicator(self, raw: object, *, sources: set[Any], file: str) -> Iterator[str]:
        if not isinstance(raw, dict):
            yield "not a mapping"
            return
        faults = list(_key_faults(raw, required=_REQUIRED, optional=_OPTIONAL)) + list(_shape_faults(raw))
        yield from faults
        if faults:
            return
        yield from self._naming(raw, file=file)
        yield from value_faults(raw, units=self.units)
        yield from written_faults(raw)
        for name in raw["sources"]:
            if name not in sources:
                yield f"unknown source {name!r}"

    def _naming(self, raw: Raw, *, file: str) -> Iterator[str]:
        self.indicators.add(raw["id"])
        others = [*raw.get("becomes", {}), *([raw["otherwise"]] if "otherwise" in raw else [])]
        self._meant += [(file, raw["id"], other) for other in others]
        yield from self._taken("indicator", raw["id"], file)
        for name in (raw["name"], *(word for key in NAMING for word in raw.get(key, ()))):
            yield from self._taken("name", plain(name), raw["id"])

    def _taken(self, kind: str, name: str, where: str) -> Iterator[str]:
        if (kind, name) in self._seen:
            yield f"{kind} {name!r} is also in {self._seen[kind, name]}"
        self._seen.setdefault((kind, name), where)


def _key_faults(raw: Raw, *, required: set[str], optional: set[str]) -> Iterator[str]:
    for key in sorted(raw.keys() - required - optional):
        yield f"unknown key {key!r}"
    for key in sorted(required - raw.keys()):
        yield f"key {key!r} is missing"


def _shape_faults(raw: Raw) -> Iterator[str]:
    for key in ("id", "name", "seek_care"):
        if not (isinstance(raw.get(key), str) and raw[key].strip()):
            yield f"{key} must be a text"
    for key in ("topics", "sources", *(key for key in NAMING if key == "names" or key in raw)):
        if not _are_words(raw.get(key)) or not raw[key]:
            yield f"{key} must be a list of words, and not an empty one"
    if raw.get("kind") not in KINDS:
        yield f"unknown kind {raw.get('kind')!r}"
    for key in ("normal", "urgent", "emergency", "grades", "becomes", "texts"):
        if not isinstance(raw.get(key, {}), dict):
            yield f"{key} must be a mapping"


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mappings(value: object) -> list[dict[str, Any]]:
    return [item for item in _list(value) if isinstance(item, dict)]
