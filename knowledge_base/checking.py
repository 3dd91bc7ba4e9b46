"""Every rule an entry must keep before a patient may hear it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge_base.entries import ASPECTS, TopicKind
from knowledge_base.faults import Fault
from knowledge_base.figures import Figures
from knowledge_base.frames import spelt_out, subject_faults, subjects_in
from knowledge_base.reviews import review_faults
from knowledge_base.wording import LONGEST, bare, text_faults

FEWEST_PHRASINGS = 5
FILE_KEYS = {"id", "name", "sources", "review"}
TOPIC_KEYS = {*FILE_KEYS, "aliases", "department", "entries"}
CLASS_KEYS = {
    TopicKind.MEDICINE: {*FILE_KEYS, "shared", "medicines"},
    TopicKind.INDICATOR: {*FILE_KEYS, "indicators"},
}
ENTRY_KEYS = {
    *("id", "aspect", "questions", "answer", "spoken", "seek_care", "sources"),
    *("follow_up", "review", "patterns"),
}
OPTIONAL_KEYS = {"follow_up", "review", "shared", "patterns"}
SHORTEST_DISEASE = 2  # characters
SOURCE_KEYS = {"id", "title", "publisher", "year"}

Raw = Mapping[str, Any]


@dataclass
class Checker:
    """Checks one file after the other and remembers what must be unique across them."""

    departments: Collection[str]
    placeholders: Collection[str]
    figures: Figures
    diseases: Collection[str] = ()
    _seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def topic_faults(self, raw: Raw, *, file: str) -> Iterator[Fault]:
        """A disease's, a service's or a refusal's file."""
        for said in (*_key_faults(raw, known=TOPIC_KEYS, optional=set()), *self._file(raw, file=file)):
            yield Fault(file=file, fault=said)
        for said in self._topic(raw, file=file):
            yield Fault(file=file, fault=said)
        yield from self._entries(raw, sources=_source_ids(raw), file=file)

    def class_faults(self, raw: Raw, *, kind: TopicKind, file: str) -> Iterator[Fault]:
        """A file of medicines or of indicators."""
        for said in (
            *_key_faults(raw, known=CLASS_KEYS[kind], optional=OPTIONAL_KEYS),
            *self._file(raw, file=file),
        ):
            yield Fault(file=file, fault=said)
        shared = raw.get("shared", {})
        if not isinstance(shared, dict):
            yield Fault(file=file, fault="shared must be a mapping of sections")
            shared = {}
        for at, subject in enumerate(subjects_in(raw, kind=kind), start=1):
            name = str(subject.get("id", f"{kind} {at}")) if isinstance(subject, dict) else f"{kind} {at}"
            said_of = list(subject_faults(subject, kind=kind, shared=shared))
            yield from (Fault(file=file, entry=name, fault=said) for said in said_of)
            if not said_of:
                yield from self._subject(subject, kind=kind, shared=shared, known=_source_ids(raw), file=file)

    def uncovered_faults(self, diseases: Iterable[object]) -> Iterator[str]:
        """After all files: what has a file of its own is not uncovered."""
        for disease in diseases:
            if not isinstance(disease, str) or len(disease) < SHORTEST_DISEASE:
                yield f"{disease!r} is not the name of a disease"
            elif ("name", disease) in self._seen:
                yield f"{disease!r} is a name in {self._seen['name', disease]}"

    def _subject(
        self, subject: Raw, *, kind: TopicKind, shared: Raw, known: set[str], file: str
    ) -> Iterator[Fault]:
        for said in (*_belonging_faults(subject, diseases=self.diseases), *_word_faults(subject, ("name",))):
            yield Fault(file=file, entry=str(subject["id"]), fault=said)
        for said in self._names(subject.get("name"), subject.get("names"), file=f"{file}: {subject['id']}"):
            yield Fault(file=file, entry=str(subject["id"]), fault=said)
        topic = spelt_out(dict(subject), kind=kind, shared=shared)
        yield from self._entries(topic, sources=known, file=file, framed=True)

    def _file(self, raw: Raw, *, file: str) -> Iterator[str]:
        yield from _word_faults(raw, ("id", "name"))
        if raw.get("id") != file.removesuffix(".yml"):
            yield f"id {raw.get('id')!r} is not the file's name"
        yield from self._sources(raw.get("sources"), file=file)
        yield from review_faults(self.figures.resolved(raw))

    def _topic(self, raw: Raw, *, file: str) -> Iterator[str]:
        yield from _word_faults(raw, ("department",))
        if raw.get("department") not in self.departments:
            yield f"unknown department {raw.get('department')!r}"
        yield from self._taken("topic", raw.get("id"), file)
        yield from self._names(raw.get("name"), raw.get("aliases"), file=file)
        if not isinstance(raw.get("entries"), list) or not raw.get("entries"):
            yield "entries must be a list, and not an empty one"

    def _names(self, name: object, others: object, *, file: str) -> Iterator[str]:
        """A name leads to one topic only: a question that names it must not be torn between two."""
        if not _are_words(others):
            yield "aliases must be a list of words"
        for one in dict.fromkeys([name, *_list(others)]):
            yield from self._taken("name", one, file)

    def _entries(self, raw: Raw, *, sources: set[str], file: str, framed: bool = False) -> Iterator[Fault]:
        for at, entry in enumerate(_list(raw.get("entries")), start=1):
            name = str(entry.get("id", f"entry {at}")) if isinstance(entry, dict) else f"entry {at}"
            for said in self._entry(
                entry, topic=str(raw.get("id")), sources=sources, file=file, framed=framed
            ):
                yield Fault(file=file, entry=name, fault=said)

    def _sources(self, sources: object, *, file: str) -> Iterator[str]:
        if not isinstance(sources, list):
            yield "sources must be a list"
        for source in _list(sources):
            if not isinstance(source, dict):
                yield f"source {source!r} is not a mapping"
                continue
            for said in _key_faults(source, known=SOURCE_KEYS, optional=set()):
                yield f"source {source.get('id')}: {said}"
            if not isinstance(source.get("year", 0), int):
                yield f"source {source.get('id')}: year must be a number"
            yield from self._taken("source", source.get("id"), file)

    def _entry(self, raw: object, *, topic: str, sources: set[str], file: str, framed: bool) -> Iterator[str]:
        if not isinstance(raw, dict):
            yield "not a mapping"
            return
        yield from _key_faults(raw, known=ENTRY_KEYS, optional=OPTIONAL_KEYS)
        yield from _word_faults(raw, ("id", "aspect", *LONGEST))
        if not str(raw.get("id")).startswith(f"{topic}."):
            yield f"id does not begin with {topic}."
        if raw.get("aspect") not in ASPECTS:
            yield f"unknown aspect {raw.get('aspect')!r}"
        if not isinstance(raw.get("follow_up", False), bool):
            yield "follow_up must be true or left out"
        yield from self._taken("entry", raw.get("id"), file)
        if not framed:  # frames hold for all subjects: a disease may well be asked about in the same words
            yield from self._questions(raw.get("questions"), where=str(raw.get("id")))
        yield from self._texts(raw)
        yield from _pattern_faults(raw.get("patterns", []))
        yield from _citation_faults(raw.get("sources"), known=sources)
        yield from review_faults(self.figures.resolved(raw))

    def _texts(self, raw: Raw) -> Iterator[str]:
        yield from self.figures.text_faults(raw)
        resolved = self.figures.resolved(raw)
        for key in LONGEST:
            if isinstance(raw.get(key), str):
                yield from text_faults(key, resolved[key], placeholders=self.placeholders)

    def _questions(self, questions: object, *, where: str) -> Iterator[str]:
        if not _are_words(questions):
            yield "questions must be a list of texts (a number needs quotation marks)"
            return
        phrasings = _list(questions)
        if len(phrasings) < FEWEST_PHRASINGS:
            yield f"{len(phrasings)} phrasings, at least {FEWEST_PHRASINGS}"
        for phrasing in phrasings:
            if not bare(phrasing):
                yield f"phrasing {phrasing!r} has no words"
            else:
                yield from self._taken("phrasing", bare(phrasing), where)

    def _taken(self, kind: str, name: object, where: str) -> Iterator[str]:
        if not isinstance(name, str):
            return
        if (kind, name) in self._seen:
            yield f"{kind} {name!r} is also in {self._seen[kind, name]}"
        self._seen.setdefault((kind, name), where)


def _source_ids(raw: Raw) -> set[str]:
    return {str(source["id"]) for source in _mappings(raw.get("sources")) if "id" in source}


def _belonging_faults(subject: Raw, *, diseases: Collection[str]) -> Iterator[str]:
    topics = subject.get("topics")
    if not _are_words(topics) or not topics:
        yield "topics must name at least one topic"
        return
    for name in _list(topics):
        if name not in diseases:
            yield f"unknown topic {name!r}"


def _key_faults(raw: Raw, *, known: set[str], optional: set[str]) -> Iterator[str]:
    for key in raw.keys() - known:
        yield f"unknown key {key!r}"
    for key in sorted(known - optional - raw.keys()):
        yield f"key {key!r} is missing"


def _word_faults(raw: Raw, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        if key in raw and not (isinstance(raw[key], str) and raw[key].strip()):
            yield f"{key} must be a text"


def _pattern_faults(patterns: object) -> Iterator[str]:
    if not _are_words(patterns):
        yield "patterns must be a list of regular expressions"
        return
    for pattern in _list(patterns):
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"pattern {pattern!r} cannot be read: {error}"


def _citation_faults(cited: object, *, known: set[str]) -> Iterator[str]:
    if not _are_words(cited) or not cited:
        yield "sources must name at least one source"
        return
    for name in _list(cited):
        if name not in known:
            yield f"unknown source {name!r}"


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mappings(value: object) -> list[dict[str, Any]]:
    return [item for item in _list(value) if isinstance(item, dict)]
