"""The knowledge folder turned into a knowledge base, or into the faults that forbid it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge_base.checking import Checker
from knowledge_base.documents import Document, read_document
from knowledge_base.entries import Draft, Entry, KnowledgeBase, Source, Topic, TopicKind, content_version
from knowledge_base.faults import CheckReport, Fault, KnowledgeFaulty
from knowledge_base.figures import FIGURES, Figures, read_figures, table_faults
from knowledge_base.frames import spelt_out, subjects_in
from knowledge_base.journeys.folder import read_folder
from knowledge_base.journeys.loading import JOURNEYS, check_journeys
from knowledge_base.lexicon import LEXICON, lexicon_faults
from knowledge_base.local_texts import without_values
from knowledge_base.local_values import local_notices, used_in
from knowledge_base.profile import PROFILE, Hospital, load_hospital
from knowledge_base.reports.checking import indicator_faults
from knowledge_base.reviews import find_signature, review_notices, review_status
from knowledge_base.townships import check_townships
from knowledge_base.wording import LONGEST, filled

FOLDERS = {
    TopicKind.DISEASE: "topics",
    TopicKind.SERVICE: "services",
    TopicKind.MEDICINE: "medicines",
    TopicKind.INDICATOR: "indicators",
    TopicKind.REFUSAL: "refusals",
}
UNCOVERED = Path("uncovered.yml")  # diseases we have nothing about, so that no neighbour is given for them


@dataclass(frozen=True, kw_only=True)
class _File:
    name: str
    kind: TopicKind
    content: Document


@dataclass(frozen=True, kw_only=True)
class _Folder:
    """Everything as it was read, before any rule is asked."""

    place: Path
    files: list[_File]
    figures: Figures
    uncovered: list[str]
    faults: list[Fault]

    def of_kind(self, *kinds: TopicKind) -> list[_File]:
        return [file for file in self.files if file.kind in kinds]


def check_knowledge(folder: Path, *, today: date | None = None) -> CheckReport:
    """Read everything under `folder` and report every fault; never raises for what a file holds.

    Without `today` no signature counts as expired; here and in `load_knowledge` it is the hospital's day.
    """
    read = _read(folder)
    faults = [*read.faults, *lexicon_faults(folder / LEXICON)]
    notices = [
        one for file in read.files for one in review_notices(file.content, file=file.name, today=today)
    ]
    villages = 0
    try:
        hospital = load_hospital(folder / PROFILE)
        faults += _check(read, hospital=hospital)
        found, villages = check_townships(folder / PROFILE, hospital=hospital)
        faults += found
        notices += local_notices(hospital.local_values, used=_local(read), today=today, file=PROFILE.name)
        sources = [source for file in read.files for source in _mappings(file.content, "sources")]
        faults += check_journeys(folder, hospital=hospital, known_sources=sources)
    except KnowledgeFaulty as error:
        faults += error.faults
    counts = _counts(read) | {"villages": villages}
    return CheckReport(faults=tuple(sorted(set(faults))), notices=tuple(notices), counts=counts)


def load_knowledge(folder: Path, *, hospital: Hospital, today: date | None = None) -> KnowledgeBase:
    """Every topic, with figures and the hospital's words filled in. Raises KnowledgeFaulty."""
    read = _read(folder)
    faults = [*read.faults, *_check(read, hospital=hospital)]
    if faults:
        raise KnowledgeFaulty(tuple(sorted(set(faults))))
    departments = {file.content["id"]: file.content["department"] for file in read.of_kind(TopicKind.DISEASE)}
    return KnowledgeBase(
        (
            _topic(raw, file=file, departments=departments, hospital=hospital, today=today)
            for file in read.files
            for raw in _topics(file, figures=read.figures)
        ),
        uncovered=read.uncovered,
    )


def _read(folder: Path) -> _Folder:
    figures, faults = read_figures(folder / FIGURES)
    files: list[_File] = []
    for kind, part in FOLDERS.items():
        for path in sorted((folder / part).glob("*.yml")):
            content = read_document(path, kind=dict)
            if isinstance(content, Fault):
                faults.append(content)
            else:
                files.append(_File(name=path.name, kind=kind, content=content))
    if not files and not faults:
        faults.append(Fault(file=str(folder), fault="holds no topics"))
    uncovered = read_document(folder / UNCOVERED, kind=list) if (folder / UNCOVERED).exists() else []
    if isinstance(uncovered, Fault):
        faults, uncovered = [*faults, uncovered], []
    return _Folder(place=folder, files=files, figures=figures, uncovered=uncovered, faults=faults)


def _check(read: _Folder, *, hospital: Hospital) -> Iterator[Fault]:
    diseases = {str(file.content.get("id")) for file in read.of_kind(TopicKind.DISEASE)}
    checker = Checker(
        departments={department.name for department in hospital.departments},
        placeholders=hospital.placeholders.keys(),
        figures=read.figures,
        diseases=diseases,
    )
    for file in read.files:
        if file.kind.is_framed:
            yield from checker.class_faults(file.content, kind=file.kind, file=file.name)
        else:
            yield from checker.topic_faults(file.content, file=file.name)
    for said in checker.uncovered_faults(read.uncovered):
        yield Fault(file=str(UNCOVERED), fault=said)
    used = {name for file in read.files for name in read.figures.used_in(file.content)}
    sources = {str(source.get("id")) for file in read.files for source in _mappings(file.content, "sources")}
    yield from table_faults(read.figures, sources=sources, used=used)
    if read.of_kind(TopicKind.INDICATOR):
        yield from indicator_faults(read.place / FOLDERS[TopicKind.INDICATOR], figures=read.figures)


def _local(read: _Folder) -> dict[str, str]:
    """The local values that entries refer to, each with a file that does."""
    return {name: file.name for file in reversed(read.files) for name in used_in(file.content)}


def _counts(read: _Folder) -> dict[str, int]:
    """`entries` and `phrasings` are those of topics and services; medicines and indicators share frames."""
    plain = read.of_kind(TopicKind.DISEASE, TopicKind.SERVICE)
    entries = [entry for file in plain for entry in _mappings(file.content, "entries")]

    def subjects(kind: TopicKind) -> int:
        return sum(len(subjects_in(file.content, kind=kind)) for file in read.of_kind(kind))

    return {
        "topics": len(read.of_kind(TopicKind.DISEASE)),
        "services": len(read.of_kind(TopicKind.SERVICE)),
        "entries": len(entries),
        "phrasings": sum(len(_items(entry, "questions")) for entry in entries),
        "sources": sum(len(_items(file.content, "sources")) for file in read.files),
        "medicines": subjects(TopicKind.MEDICINE),
        "indicators": subjects(TopicKind.INDICATOR),
        "journeys": len(read_folder(read.place / JOURNEYS).files) if (read.place / JOURNEYS).is_dir() else 0,
    }


def _topics(file: _File, *, figures: Figures) -> list[Document]:
    """A file's topics, each in the shape of a topic's file."""
    content = figures.resolved(file.content)
    if not file.kind.is_framed:
        return [content]
    shared, subjects = content.get("shared", {}), subjects_in(content, kind=file.kind)
    return [{**spelt_out(one, kind=file.kind, shared=shared), "topics": one["topics"]} for one in subjects]


def _topic(
    raw: Document,
    *,
    file: _File,
    departments: Mapping[str, str],
    hospital: Hospital,
    today: date | None,
) -> Topic:
    belongs_to = tuple(raw.get("topics", ()))
    department = departments[belongs_to[0]] if belongs_to else raw["department"]
    sources = {source["id"]: Source(**source) for source in file.content["sources"]}
    facts = {"topic_id": raw["id"], "topic_name": raw["name"], "department": department}
    return Topic(
        id=raw["id"],
        name=raw["name"],
        aliases=tuple(raw["aliases"]),
        department=department,
        kind=file.kind,
        belongs_to=belongs_to,
        entries=tuple(
            Entry(
                **facts,
                **filled_texts(entry, placeholders=dict(hospital.placeholders)),
                id=entry["id"],
                aspect=entry["aspect"],
                questions=tuple(entry["questions"]),
                follow_up=entry.get("follow_up", False),
                patterns=tuple(entry.get("patterns", ())),
                sources=tuple(sources[name] for name in entry["sources"]),
                review_status=review_status(file.content, entry, today=today),
                signature=find_signature(file.content, entry, today=today),
                version=content_version(entry, apart=("questions",) if file.kind.is_framed else ()),
            )
            for entry in raw["entries"]
        ),
    )


def filled_texts(raw: Mapping[str, Any], *, placeholders: dict[str, str]) -> dict[str, Any]:
    """An entry's texts with the hospital's words in them, and with `draft` where they hold local values."""
    texts = {key: filled(raw[key].strip(), placeholders=placeholders) for key in LONGEST}
    told = {key: without_values(text) for key, text in texts.items()}
    if told == texts:
        return told
    return {**told, "draft": Draft(answer=texts["answer"], spoken=texts["spoken"])}


def _items(content: Mapping[str, Any], key: str) -> list[Any]:
    value = content.get(key)
    return value if isinstance(value, list) else []


def _mappings(content: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    return [item for item in _items(content, key) if isinstance(item, dict)]
