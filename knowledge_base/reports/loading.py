"""The folder of indicators turned into what the reader and the search use, or into its faults."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge_base.documents import Document, read_document
from knowledge_base.entries import Source
from knowledge_base.faults import Fault, KnowledgeFaulty
from knowledge_base.figures import NO_FIGURES, Figures
from knowledge_base.reports.checking import indicator_faults
from knowledge_base.reports.indicators import Indicator, Indicators, Text, Unit
from knowledge_base.reports.ranges import Band, Limits, ranges_of

_PARTS = ("first", "second")


def load_indicators(folder: Path, *, figures: Figures = NO_FIGURES) -> Indicators:
    """Every indicator of `folder`, file by file, with the table's figures in it. Raises KnowledgeFaulty."""
    faults = indicator_faults(folder, figures=figures)
    if faults:
        raise KnowledgeFaulty(tuple(sorted(faults)))
    files = (figures.resolved(file) for file in _files(folder))
    return Indicators(tuple(indicator for file in files for indicator in _panel(file)))


def _files(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.glob("*.yml")):
        document = read_document(path, kind=dict)
        if not isinstance(document, Fault):
            yield document


def _panel(file: Document) -> Iterator[Indicator]:
    sources = {source["id"]: Source(**source) for source in file["sources"]}
    for raw in file["indicators"]:
        yield _indicator(raw, panel=file["name"], sources=sources)


def _indicator(raw: Mapping[str, Any], *, panel: str, sources: Mapping[str, Source]) -> Indicator:
    def words(key: str) -> tuple[str, ...]:
        return tuple(raw.get(key, ()))

    return Indicator(
        id=raw["id"],
        panel=panel,
        name=raw["name"],
        said=raw.get("said", raw["name"]),
        names=words("names"),
        short_names=words("short_names"),
        first_names=words("first_names"),
        second_names=words("second_names"),
        kind=raw["kind"],
        unit=raw.get("unit", ""),
        units=tuple(Unit(**unit) for unit in raw.get("units", ())),
        plausible=_plausible(raw),
        limits=_limits(raw),
        grades={str(grade): level for level, grades in raw.get("grades", {}).items() for grade in grades},
        becomes={other: tuple(said) for other, said in raw.get("becomes", {}).items()},
        otherwise=raw.get("otherwise"),
        titre=raw.get("titre", False),
        topics=words("topics"),
        sources=tuple(sources[name] for name in raw["sources"]),
        texts={key: Text(**text) for key, text in raw["texts"].items()},
        seek_care=raw["seek_care"],
    )


def _plausible(raw: Mapping[str, Any]) -> tuple[Band, ...]:
    written = raw.get("plausible")
    if written is None:
        return ()
    pairs = [written[part] for part in _PARTS] if raw["kind"] == "pair" else [written]
    return tuple(Band(low=low, high=high) for low, high in pairs)


def _limits(raw: Mapping[str, Any]) -> tuple[Limits, ...]:
    parts: tuple[str | None, ...] = _PARTS if raw["kind"] == "pair" else (None,)
    return tuple(
        Limits(
            normal=ranges_of(_part(raw.get("normal"), part)),
            urgent=ranges_of(_part(raw.get("urgent"), part)),
            emergency=ranges_of(_part(raw.get("emergency"), part)),
        )
        for part in parts
    )


def _part(written: Mapping[str, Any] | None, part: str | None) -> Mapping[str, Any] | None:
    """One half of `{first: {…}, second: {…}, pregnant: {first: {…}, second: {…}}}`."""
    if written is None or part is None:
        return written
    groups = {key: value[part] for key, value in written.items() if key not in _PARTS and part in value}
    return {**written.get(part, {}), **groups}
