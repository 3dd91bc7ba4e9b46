"""The knowledge folder turned into a knowledge base, or into the faults that forbid it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge_base.checking import Checker
from knowledge_base.documents import Document, read_document
from knowledge_base.entries import Entry, KnowledgeBase, Source, Topic, content_version
from knowledge_base.faults import CheckReport, Fault, KnowledgeFaulty
from knowledge_base.lexicon import LEXICON, lexicon_faults
from knowledge_base.profile import PROFILE, Hospital, load_hospital
from knowledge_base.reviews import review_status
from knowledge_base.wording import filled

TOPICS = "topics"
SERVICES = "services"


@dataclass(frozen=True, kw_only=True)
class _File:
    name: str
    is_service: bool
    content: Document


def check_knowledge(folder: Path) -> CheckReport:
    """Read everything under `folder` and report every fault; never raises for what a file holds."""
    files, faults = _read(folder)
    try:
        hospital = load_hospital(folder / PROFILE)
    except KnowledgeFaulty as error:
        return CheckReport(faults=tuple(sorted([*faults, *error.faults])), counts=_counts(files))
    faults += _check(files, hospital=hospital)
    faults += lexicon_faults(folder / LEXICON)
    return CheckReport(faults=tuple(sorted(faults)), counts=_counts(files))


def load_knowledge(folder: Path, *, hospital: Hospital) -> KnowledgeBase:
    """Topics, then services, with the hospital's own words filled in. Raises KnowledgeFaulty."""
    files, faults = _read(folder)
    faults += _check(files, hospital=hospital)
    if faults:
        raise KnowledgeFaulty(tuple(sorted(faults)))
    return KnowledgeBase(_topic(file, hospital=hospital) for file in files)


def _read(folder: Path) -> tuple[list[_File], list[Fault]]:
    files: list[_File] = []
    faults: list[Fault] = []
    for part in (TOPICS, SERVICES):
        for path in sorted((folder / part).glob("*.yml")):
            content = read_document(path, kind=dict)
            if isinstance(content, Fault):
                faults.append(content)
            else:
                files.append(_File(name=path.name, is_service=part == SERVICES, content=content))
    if not files and not faults:
        faults.append(Fault(file=str(folder), fault="holds no topics"))
    return files, faults


def _check(files: list[_File], *, hospital: Hospital) -> list[Fault]:
    departments = {department.name for department in hospital.departments}
    checker = Checker(departments=departments, placeholders=hospital.placeholders.keys())
    return [fault for file in files for fault in checker.topic_faults(file.content, file=file.name)]


def _counts(files: list[_File]) -> dict[str, int]:
    def items(content: Mapping[str, Any], key: str) -> list[Any]:
        value = content.get(key)
        return value if isinstance(value, list) else []

    entries = [entry for file in files for entry in items(file.content, "entries") if isinstance(entry, dict)]
    return {
        "topics": sum(not file.is_service for file in files),
        "services": sum(file.is_service for file in files),
        "entries": len(entries),
        "phrasings": sum(len(items(entry, "questions")) for entry in entries),
        "sources": sum(len(items(file.content, "sources")) for file in files),
        "medicines": 0,
        "indicators": 0,
    }


def _topic(file: _File, *, hospital: Hospital) -> Topic:
    raw = file.content
    sources = {source["id"]: Source(**source) for source in raw["sources"]}
    return Topic(
        id=raw["id"],
        name=raw["name"],
        aliases=tuple(raw["aliases"]),
        department=raw["department"],
        is_service=file.is_service,
        entries=tuple(
            _entry(entry, topic=raw, sources=sources, placeholders=dict(hospital.placeholders))
            for entry in raw["entries"]
        ),
    )


def _entry(
    raw: Mapping[str, Any], *, topic: Document, sources: Mapping[str, Source], placeholders: dict[str, str]
) -> Entry:
    return Entry(
        id=raw["id"],
        topic_id=topic["id"],
        topic_name=topic["name"],
        aspect=raw["aspect"],
        questions=tuple(raw["questions"]),
        answer=filled(raw["answer"].strip(), placeholders=placeholders),
        spoken=filled(raw["spoken"].strip(), placeholders=placeholders),
        seek_care=filled(raw["seek_care"].strip(), placeholders=placeholders),
        follow_up=raw.get("follow_up", False),
        sources=tuple(sources[name] for name in raw["sources"]),
        review_status=review_status(topic, raw),
        version=content_version(raw),
        department=topic["department"],
    )
