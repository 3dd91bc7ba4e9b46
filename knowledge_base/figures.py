"""Targets, thresholds and intervals: each figure stands once, with its source, and entries refer to it.

So two answers can never contradict each other, and a new guideline changes one row.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge_base.documents import read_document
from knowledge_base.faults import Fault, KnowledgeFaulty

FIGURES = Path("reference_values")
_KEYS = {"id", "name", "written", "spoken", "about", "source"}
_FORMS = {"answer": "written", "seek_care": "written", "spoken": "spoken"}
_SHORTEST_SPOKEN = 3  # a lone 十 stands inside too many other numbers
_NUMERALS = "0-9.零一二两三四五六七八九十百千万点"
_ANOTHER_UNIT = (
    "毫升|毫克|克|分钟|小时|公里|步|岁|斤|元|次|天|米|千卡"  # then a bare number means something else
)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure as it is written and as it is spoken.

    A text that says the figure itself near one of the words in `about` should refer to it instead.
    """

    id: str
    name: str
    written: str
    spoken: str
    about: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Figures:
    """Every figure by its id."""

    by_id: Mapping[str, Figure]

    def resolved(self, raw: Any, *, key: str = "") -> Any:
        """The document with each figure in its texts, whatever their depth; nothing else is touched."""
        if isinstance(raw, dict):
            return {name: self.resolved(value, key=name) for name, value in raw.items()}
        if isinstance(raw, list):
            return [self.resolved(item, key=key) for item in raw]
        if isinstance(raw, str) and key in _FORMS:
            return self._filled(raw, form=_FORMS[key])
        return raw

    def text_faults(self, raw: Mapping[str, Any]) -> Iterator[str]:
        """Figures an entry's own texts say instead of referring to them."""
        for key, form in _FORMS.items():
            text = raw.get(key)
            if not isinstance(text, str):
                continue
            for figure in self.by_id.values():
                if _says(text, figure, form=form):
                    yield f"{key} says {getattr(figure, form)}: write {{{figure.id}}}"

    def used_in(self, raw: Any) -> set[str]:
        """Ids of the figures a document refers to."""
        if isinstance(raw, dict):
            return {name for value in raw.values() for name in self.used_in(value)}
        if isinstance(raw, list):
            return {name for item in raw for name in self.used_in(item)}
        return set(re.findall(r"\{(\w+)\}", raw)) & self.by_id.keys() if isinstance(raw, str) else set()

    def _filled(self, text: str, *, form: str) -> str:
        def figure(match: re.Match[str]) -> str:
            known = self.by_id.get(match[1])
            return getattr(known, form) if known else match[0]

        return re.sub(r"\{(\w+)\}", figure, text)


NO_FIGURES = Figures({})


def load_figures(folder: Path) -> Figures:
    """An absent folder holds no figures. Raises KnowledgeFaulty."""
    figures, faults = read_figures(folder)
    if faults:
        raise KnowledgeFaulty(tuple(faults))
    return figures


def read_figures(folder: Path) -> tuple[Figures, list[Fault]]:
    """All sound rows of all files, and the faults of the others."""
    known: dict[str, Figure] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.yml")):
        rows = read_document(path, kind=list)
        if isinstance(rows, Fault):
            faults.append(rows)
            continue
        for at, row in enumerate(rows, start=1):
            name = str(row.get("id", f"row {at}")) if isinstance(row, dict) else f"row {at}"
            said = list(_row_faults(row, known=known))
            faults += [Fault(file=path.name, entry=name, fault=fault) for fault in said]
            if not said:
                known[name] = Figure(**{**row, "about": tuple(row["about"])})
    return Figures(known), faults


def table_faults(
    figures: Figures, *, sources: Collection[str], used: Collection[str], file: str = str(FIGURES)
) -> Iterator[Fault]:
    """What only the whole knowledge base can tell: a source nobody has, a figure nobody uses."""
    for figure in figures.by_id.values():
        if figure.source not in sources:
            yield Fault(file=file, entry=figure.id, fault=f"unknown source {figure.source!r}")
        if figure.id not in used:
            yield Fault(file=file, entry=figure.id, fault="no entry refers to it")


def _row_faults(row: object, *, known: Mapping[str, Figure]) -> Iterator[str]:
    if not isinstance(row, dict) or row.keys() != _KEYS:
        yield f"must have exactly the keys {', '.join(sorted(_KEYS))}"
        return
    for key in sorted(_KEYS - {"about"}):
        if not isinstance(row[key], str) or not row[key].strip():
            yield f"{key} must be a text (a number needs quotation marks)"
    if not _are_words(row["about"]):
        yield "about must be a list of words, and not an empty one"
    if row["id"] in known:
        yield f"figure {row['id']!r} stands in the table already"


def _says(text: str, figure: Figure, *, form: str) -> bool:
    figure_text = getattr(figure, form)
    if form == "spoken" and len(figure_text) < _SHORTEST_SPOKEN:
        return False
    if not any(word in text for word in figure.about):
        return False
    alone = rf"(?<![{_NUMERALS}/到至]){re.escape(figure_text)}(?![{_NUMERALS}/到至]|{_ANOTHER_UNIT})"
    return re.search(alone, text) is not None


def _are_words(value: object) -> bool:
    return isinstance(value, Sequence) and bool(value) and all(isinstance(item, str) for item in value)
