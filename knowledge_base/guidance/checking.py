"""What is wrong with the data of the guidance: ids that lead nowhere, words that cannot be heard."""

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge_base.documents import Document
from knowledge_base.faults import Fault

FILES = ("language", "departments", "overrides", "questions")


def catalogue_faults(files: Mapping[str, Document]) -> Iterator[Fault]:
    missing = [name for name in FILES if name not in files]
    if missing:
        yield from (Fault(file=f"{name}.yml", fault="is missing") for name in missing)
        return
    yield from _unsourced(files)
    try:
        yield from _loose_ends(files)
    except (KeyError, TypeError, AttributeError) as error:
        yield Fault(file="guidance", fault=f"has not the shape it should have: {error!r}")


def _unsourced(files: Mapping[str, Document]) -> Iterator[Fault]:
    for name, file in files.items():
        if name == "language":
            continue
        rows = file.get("sources")
        if not rows or not all({"id", "title", "publisher", "year"} <= row.keys() for row in rows):
            yield Fault(file=f"{name}.yml", fault="needs sources, each with id, title, publisher and year")
        if not file.get("review"):
            yield Fault(file=f"{name}.yml", fault="says nothing of its review")


def _loose_ends(files: Mapping[str, Document]) -> Iterator[Fault]:
    kinds = {row["id"] for row in files["departments"]["departments"]}
    findings: set[str] = set()
    for name, file in files.items():
        for row in file["findings"] if name.startswith("findings/") else ():
            if row["id"] in findings:
                yield Fault(file=f"{name}.yml", entry=row["id"], fault="stands twice")
            findings.add(row["id"])
            yield from _words(f"{name}.yml", row, classes=files["language"]["classes"])
            yield from _unknown(f"{name}.yml", row["id"], row["for"], known=kinds)
    heard = findings | {row["id"] for row in files["overrides"]["marks"]}
    for row in files["departments"]["departments"]:
        yield from _unknown("departments.yml", row["id"], row["near"], known=kinds)
    for row in files["overrides"]["overrides"]:
        told = [*row.get("any", ()), *row.get("all", ()), *row.get("unless", ())]
        yield from _unknown("overrides.yml", row["id"], told, known=heard)
        yield from _unknown("overrides.yml", row["id"], [*row["first"], *row.get("keep", ())], known=kinds)
    for row in files["questions"]["questions"]:
        yield from _unknown(
            "questions.yml", row["id"], [*row.get("after", ()), *row.get("known", ())], known=heard
        )
        weighed = [one for choice in row["choices"] for one in choice["weights"]]
        yield from _unknown("questions.yml", row["id"], weighed, known=kinds)


def _words(file: str, row: Mapping[str, Any], *, classes: Mapping[str, Any]) -> Iterator[Fault]:
    for wording in row["words"]:
        named = [part.split(">")[0] for part in wording.split("<")[1:]]
        yield from _unknown(file, row["id"], named, known=set(classes))


def _unknown(file: str, entry: str, named: Any, *, known: set[str]) -> Iterator[Fault]:
    for one in named:
        if one not in known:
            yield Fault(file=file, entry=entry, fault=f"{one!r} is not known")
