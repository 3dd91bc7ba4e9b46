"""Every rule a journey must keep before a patient may be given its sheet."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from knowledge_base.faults import Fault
from knowledge_base.journeys.folder import SHARED, SOURCES, USE, WORDS, Folder, mappings
from knowledge_base.journeys.sheet import Part
from knowledge_base.profile import Hospital
from knowledge_base.reviews import review_faults
from knowledge_base.wording import placeholders_in, spoken_faults

LONGEST_ITEM = 40
_SOURCE_KEYS = {"id", "title", "publisher", "year"}
_ITEM_KEYS = {"id", "text", "source"}
_MORE_ITEM_KEYS = {"traits", "place"}
_FILE_KEYS = {"id", "name", "aliases", "review", *(part.value for part in Part)}
_WORDS_KEYS = {"parts", "traits", "places", "unknown_place", "asks", "asks_otherwise"}
_ID = re.compile(r"[a-z][a-z0-9_]*")

Raw = Mapping[str, Any]


def journey_faults(
    read: Folder, *, hospital: Hospital, known_sources: Collection[Raw] = ()
) -> Iterator[Fault]:
    yield from read.faults
    if read.faults:
        return
    yield from _words_faults(read.words)
    yield from _source_faults(read.sources, known={str(one.get("id")): one for one in known_sources})
    checker = _Checker(read, hospital=hospital)
    yield from checker.shared()
    for name, content in read.files.items():
        yield from checker.journey(content, file=name)


class _Checker:
    """One journey after the other, and what must be unique across them."""

    def __init__(self, read: Folder, *, hospital: Hospital) -> None:
        self._read = read
        self._placeholders = hospital.placeholders
        self._sources = {str(one.get("id")) for one in read.sources}
        self._traits = set(_mapping(read.words.get("traits")))
        self._places = {*_mapping(read.words.get("places")), *(one.name for one in hospital.departments)}
        self._names: dict[str, str] = {}

    def shared(self) -> Iterator[Fault]:
        for said in review_faults(self._read.shared):
            yield Fault(file=SHARED, fault=said)
        items = mappings(self._read.shared.get("items"))
        yield from _twice([str(item.get("id")) for item in items], file=SHARED)
        for item in items:
            yield from self._item(item, file=SHARED)

    def journey(self, content: Raw, *, file: str) -> Iterator[Fault]:
        for key in sorted(_FILE_KEYS - content.keys()):
            yield Fault(file=file, fault=f"{key} is missing")
        for key in sorted(content.keys() - _FILE_KEYS - {"implies"}):
            yield Fault(file=file, fault=f"unknown key {key!r}")
        if content.get("id") != file.removesuffix(".yml"):
            yield Fault(file=file, fault=f"id {content.get('id')!r} is not the file's name")
        for said in (*review_faults(content), *spoken_faults("name", str(content.get("name", "")))):
            yield Fault(file=file, fault=said)
        yield from self._trait_faults(content.get("implies", []), file=file, entry="")
        yield from self._name_faults(content, file=file)
        ids: list[str] = []
        for part in Part:
            yield from self._part(content, part.value, ids=ids, file=file)
        yield from _twice(ids, file=file)

    def _part(self, content: Raw, part: str, *, ids: list[str], file: str) -> Iterator[Fault]:
        items = mappings(content.get(part))
        if part in content and (not items or len(items) != len(content[part])):
            yield Fault(file=file, fault=f"{part} must be a list of items, and not an empty one")
        for item in items:
            if USE not in item:
                ids.append(str(item.get("id")))
                yield from self._item(item, file=file)
            elif item.keys() != {USE} or item[USE] not in self._read.shared_items:
                yield Fault(file=file, entry=str(item[USE]), fault="is no shared item")
            else:
                ids.append(str(item[USE]))

    def _item(self, item: Raw, *, file: str) -> Iterator[Fault]:
        entry = str(item.get("id"))
        for said in self._item_faults(item):
            yield Fault(file=file, entry=entry, fault=said)
        yield from self._trait_faults(item.get("traits", []), file=file, entry=entry)

    def _item_faults(self, item: Raw) -> Iterator[str]:
        for key in sorted(_ITEM_KEYS - item.keys()):
            yield f"{key} is missing"
        for key in sorted(item.keys() - _ITEM_KEYS - _MORE_ITEM_KEYS):
            yield f"unknown key {key!r}"
        if not _ID.fullmatch(str(item.get("id"))):
            yield "id must be small letters, digits and underscores"
        text = str(item.get("text", ""))
        if not text or len(text) > LONGEST_ITEM:
            yield f"text has {len(text)} characters, at most {LONGEST_ITEM}"
        for name in placeholders_in(text):
            if name not in self._placeholders:
                yield f"unknown placeholder {{{name}}}"
        yield from spoken_faults("text", text)
        if item.get("source") not in self._sources:
            yield f"unknown source {item.get('source')!r}"
        if "place" in item and item["place"] not in self._places:
            yield f"unknown place {item['place']!r}"

    def _trait_faults(self, traits: object, *, file: str, entry: str) -> Iterator[Fault]:
        if not isinstance(traits, list):
            yield Fault(file=file, entry=entry, fault="traits must be a list")
            return
        for trait in traits:
            if trait not in self._traits:
                yield Fault(file=file, entry=entry, fault=f"unknown trait {trait!r}")

    def _name_faults(self, content: Raw, *, file: str) -> Iterator[Fault]:
        aliases = content.get("aliases")
        if not isinstance(aliases, list) or not all(isinstance(one, str) and one for one in aliases):
            yield Fault(file=file, fault="aliases must be a list of words")
            return
        for name in (str(content.get("name")), *aliases):
            if self._names.setdefault(name.upper(), file) != file:
                yield Fault(file=file, fault=f"name {name!r} is taken by {self._names[name.upper()]}")


def _words_faults(words: Raw) -> Iterator[Fault]:
    if words.keys() != _WORDS_KEYS:
        yield Fault(file=WORDS, fault=f"must have exactly the keys {', '.join(sorted(_WORDS_KEYS))}")
    if set(_mapping(words.get("parts"))) != {part.value for part in Part}:
        yield Fault(file=WORDS, fault="parts must name each part")
    for name, trait in _mapping(words.get("traits")).items():
        if not isinstance(trait, dict) or trait.keys() != {"label", "said"}:
            yield Fault(file=WORDS, entry=name, fault="a trait has a label and what is said of it")
            continue
        yield from _pattern_faults(trait["said"], entry=name)
    for key in ("asks", "asks_otherwise"):
        yield from _pattern_faults(words.get(key), entry=key)


def _pattern_faults(patterns: object, *, entry: str) -> Iterator[Fault]:
    if not isinstance(patterns, list) or not patterns or not all(isinstance(one, str) for one in patterns):
        yield Fault(file=WORDS, entry=entry, fault="must be a list of regular expressions")
        return
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            yield Fault(file=WORDS, entry=entry, fault=f"pattern {pattern!r} cannot be read: {error}")


def _source_faults(sources: Collection[Raw], *, known: Mapping[str, Raw]) -> Iterator[Fault]:
    yield from _twice([str(one.get("id")) for one in sources], file=SOURCES)
    for source in sources:
        name = str(source.get("id"))
        if source.keys() != _SOURCE_KEYS or not isinstance(source.get("year"), int):
            yield Fault(file=SOURCES, entry=name, fault="a source has an id, a title, a publisher and a year")
        elif name in known and dict(known[name]) != dict(source):
            yield Fault(file=SOURCES, entry=name, fault="is told otherwise in another file")


def _twice(ids: list[str], *, file: str) -> Iterator[Fault]:
    for name in sorted({one for one in ids if ids.count(one) > 1}):
        yield Fault(file=file, entry=name, fault="stands there twice")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
