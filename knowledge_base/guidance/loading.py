"""The folder of the guidance read into its catalogue, or every fault of it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from knowledge_base.documents import Document, read_document
from knowledge_base.faults import Fault, KnowledgeFaulty
from knowledge_base.guidance.catalogue import (
    Ages,
    Catalogue,
    Choice,
    Finding,
    Kind,
    Narrower,
    Override,
    Question,
)
from knowledge_base.guidance.checking import FILES, catalogue_faults
from knowledge_base.guidance.hearing import Denials, Wordings
from knowledge_base.guidance.person import PeopleReader

HERE = Path(__file__).parent
Classes = Mapping[str, Sequence[str]]


def load_catalogue(folder: Path = HERE) -> Catalogue:
    """Raises KnowledgeFaulty."""
    files, unread = _files(folder)
    faults = unread or list(catalogue_faults(files))
    if faults:
        raise KnowledgeFaulty(tuple(sorted(faults)))
    classes: Classes = files["language"]["classes"]
    questions, rules = files["questions"], files["overrides"]
    return Catalogue(
        findings={row["id"]: _finding(row, classes=classes) for row in _findings(files)},
        marks={row["id"]: _finding(row, classes=classes) for row in rules["marks"]},
        denials=Denials(files["language"]["denials"]),
        people=PeopleReader(files["language"]["people"]),
        kinds={row["id"]: _kind(row) for row in files["departments"]["departments"]},
        overrides=tuple(_override(row) for row in rules["overrides"]),
        questions={row["id"]: _question(row, classes=classes) for row in questions["questions"]},
        say=files["departments"]["say"],
        positions={
            at: Wordings(words, classes=classes)
            for at, words in {**questions["positions"], -1: questions["last"]}.items()
        },
    )


@cache
def shipped_people() -> PeopleReader:
    """Who somebody is needs no hospital. Raises KnowledgeFaulty."""
    files, unread = _files(HERE)
    if unread:
        raise KnowledgeFaulty(tuple(unread))
    return PeopleReader(files["language"]["people"])


def _files(folder: Path) -> tuple[dict[str, Document], list[Fault]]:
    """By name; those of findings as `findings/…`."""
    files: dict[str, Document] = {}
    faults: list[Fault] = []
    for path in (*(folder / f"{name}.yml" for name in FILES), *sorted((folder / "findings").glob("*.yml"))):
        read = read_document(path, kind=dict)
        if isinstance(read, Fault):
            faults.append(read)
        else:
            files[path.stem if path.parent == folder else f"findings/{path.stem}"] = read
    return files, faults


def _findings(files: Mapping[str, Document]) -> Iterator[Mapping[str, Any]]:
    for name, file in files.items():
        if name.startswith("findings/"):
            yield from file["findings"]


def _finding(row: Mapping[str, Any], *, classes: Classes) -> Finding:
    wordings = Wordings(row["words"], classes=classes)
    return Finding(id=row["id"], says=row.get("says", ""), wordings=wordings, weights=row.get("for", {}))


def _ages(row: Mapping[str, int] | None) -> Ages | None:
    return None if row is None else Ages(least=row.get("from", 0), below=row.get("below", 999))


def _kind(row: Mapping[str, Any]) -> Kind:
    narrower = (
        Narrower(names=tuple(one["names"]), findings=frozenset(one["findings"]))
        for one in row.get("narrower", ())
    )
    return Kind(
        id=row["id"],
        names=tuple(row["names"]),
        why=row["why"],
        near=tuple(row["near"]),
        ages=_ages(row.get("ages")) or Ages(),
        sex=row.get("sex"),
        narrower=tuple(narrower),
    )


def _override(row: Mapping[str, Any]) -> Override:
    return Override(
        id=row["id"],
        first=tuple(row["first"]),
        some=frozenset(row.get("any", ())),
        every=frozenset(row.get("all", ())),
        unless=frozenset(row.get("unless", ())),
        ages=_ages(row.get("ages")),
        pregnant=row.get("pregnant", False),
        alone=row.get("alone", False),
        keep=frozenset(row.get("keep", ())),
        sure=row.get("sure", 1.0),
    )


def _question(row: Mapping[str, Any], *, classes: Classes) -> Question:
    return Question(
        id=row["id"],
        text=row["text"],
        choices=tuple(_choice(one, classes=classes) for one in row["choices"]),
        after=frozenset(row.get("after", ())),
        known=frozenset(row.get("known", ())),
        unheard=row.get("unheard", False),
        unknown=row.get("unknown"),
        sex=row.get("sex"),
    )


def _choice(row: Mapping[str, Any], *, classes: Classes) -> Choice:
    return Choice(
        id=row["id"],
        label=row["label"],
        wordings=Wordings([row["label"], *row["words"]], classes=classes),
        weights=row["weights"],
        about=row.get("about", {}),
    )
