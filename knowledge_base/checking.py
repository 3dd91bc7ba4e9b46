"""Every rule an entry must keep before a patient may hear it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge_base.entries import ASPECTS
from knowledge_base.faults import Fault
from knowledge_base.reviews import review_faults
from knowledge_base.wording import LONGEST, bare, text_faults

FEWEST_PHRASINGS = 5
TOPIC_KEYS = {"id", "name", "aliases", "department", "sources", "review", "entries"}
ENTRY_KEYS = {"id", "aspect", "questions", "answer", "spoken", "seek_care", "follow_up", "sources", "review"}
OPTIONAL_KEYS = {"follow_up", "review"}
SOURCE_KEYS = {"id", "title", "publisher", "year"}

Raw = Mapping[str, Any]


@dataclass
class Checker:
    """Checks one topic after the other and remembers what must be unique across them."""

    departments: Collection[str]
    placeholders: Collection[str]
    _seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def topic_faults(self, raw: Raw, *, file: str) -> Iterator[Fault]:
        for said in self._topic(raw, file=file):
            yield Fault(file=file, fault=said)
        known = {source["id"] for source in _mappings(raw.get("sources")) if "id" in source}
        for at, entry in enumerate(_list(raw.get("entries")), start=1):
            name = str(entry.get("id", f"entry {at}")) if isinstance(entry, dict) else f"entry {at}"
            for said in self._entry(entry, topic=str(raw.get("id")), sources=known, file=file):
                yield Fault(file=file, entry=name, fault=said)

    def _topic(self, raw: Raw, *, file: str) -> Iterator[str]:
        yield from _key_faults(raw, known=TOPIC_KEYS, optional=set())
        yield from _word_faults(raw, ("id", "name", "department"))
        if raw.get("id") != file.removesuffix(".yml"):
            yield f"id {raw.get('id')!r} is not the file's name"
        if raw.get("department") not in self.departments:
            yield f"unknown department {raw.get('department')!r}"
        yield from self._taken("topic", raw.get("id"), file)
        yield from self._taken("name", raw.get("name"), file)
        if not _are_words(raw.get("aliases", [])):
            yield "aliases must be a list of words"
        yield from self._sources(raw.get("sources"), file=file)
        yield from review_faults(raw)
        if not isinstance(raw.get("entries"), list) or not raw.get("entries"):
            yield "entries must be a list, and not an empty one"

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

    def _entry(self, raw: object, *, topic: str, sources: set[str], file: str) -> Iterator[str]:
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
        yield from self._questions(raw.get("questions"), where=str(raw.get("id")))
        yield from self._texts(raw)
        yield from _citation_faults(raw.get("sources"), known=sources)
        yield from review_faults(raw)

    def _texts(self, raw: Raw) -> Iterator[str]:
        for key in LONGEST:
            if isinstance(raw.get(key), str):
                yield from text_faults(key, raw[key], placeholders=self.placeholders)

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


def _key_faults(raw: Raw, *, known: set[str], optional: set[str]) -> Iterator[str]:
    for key in raw.keys() - known:
        yield f"unknown key {key!r}"
    for key in sorted(known - optional - raw.keys()):
        yield f"key {key!r} is missing"


def _word_faults(raw: Raw, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        if key in raw and not (isinstance(raw[key], str) and raw[key].strip()):
            yield f"{key} must be a text"


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
