"""The rules the hospital's own words must keep, those of shipped entries, told as an editor reads them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.checking import FEWEST_PHRASINGS
from knowledge_base.entries import ASPECTS, Entry, KnowledgeBase, Topic, TopicKind
from knowledge_base.local_texts import without_values
from knowledge_base.local_values import PLACE
from knowledge_base.overlay.own import OwnEntry, OwnPhrasings, is_own, is_same
from knowledge_base.profile import Hospital
from knowledge_base.wording import LOCAL_VALUES_IN, LONGEST, bare, placeholders_in, unspeakable_in

OWN_TOPIC = "own"
"""Where an entry stands that belongs to none of the shipped topics."""

LONGEST_PHRASING = 80  # characters

_FIRST_YEAR = 1950
_RULES = Path(__file__).with_name("rules.yml")
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){6,}")
_IN_ADDRESSES = re.compile(r"[a-z0-9_]{1,80}\.[a-z0-9_]{1,80}")


def word_faults(
    own: OwnEntry | OwnPhrasings, *, knowledge: KnowledgeBase, hospital: Hospital
) -> tuple[str, ...]:
    """What keeps the words from being laid over; none where they can be. They may be laid over already."""
    return tuple(Rules(knowledge, hospital=hospital).faults(own))


def switch_off_faults(entry_id: str, *, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Refusals stay; so do indicators, by whose entries the gate understands the values of a report."""
    entry = knowledge.entries.get(entry_id)
    topic = knowledge.find_topic(entry.topic_id) if entry else None
    if entry is None or topic is None:
        return (_say("withheld_already", entry=entry_id),)
    if topic.kind is TopicKind.REFUSAL:
        return (_say("refused_topic", topic=topic.name),)
    return (_say("framed_topic", topic=topic.name),) if topic.kind is TopicKind.INDICATOR else ()


def own_topics(knowledge: KnowledgeBase, *, hospital: Hospital) -> tuple[Topic, ...]:
    """The topics an own entry may join: diseases and services, and last the one for all that is neither."""
    shipped = [one for one in knowledge.topics if _is_open(one) and one.id != OWN_TOPIC]
    return (*shipped, knowledge.find_topic(OWN_TOPIC) or _own_topic(knowledge, hospital=hospital))


def unsure_fault(alone: Sequence[bool]) -> str:
    """Where too few phrasings are answered without choices."""
    return _say("unsure", count=len(alone), alone=sum(alone))


class Rules:
    """Checks one after the other and remembers which phrasings are taken."""

    def __init__(self, knowledge: KnowledgeBase, *, hospital: Hospital) -> None:
        self._hospital = hospital
        self._topics: Mapping[str, Topic] = {one.id: one for one in knowledge.topics}
        self._topics = {OWN_TOPIC: _own_topic(knowledge, hospital=hospital), **self._topics}
        self._entries = dict(knowledge.entries)
        plain = (one for topic in knowledge.topics if not topic.kind.is_framed for one in topic.entries)
        self._taken = {bare(question): entry for entry in plain for question in entry.questions}

    def faults(self, own: OwnEntry | OwnPhrasings) -> Iterator[str]:
        if isinstance(own, OwnPhrasings):
            yield from self._phrasing_faults(own)
        else:
            yield from self._entry_faults(own)

    def take(self, entry: Entry) -> None:
        """From now on it stands among the others."""
        self._entries[entry.id] = entry
        self._taken |= {bare(question): entry for question in entry.questions}

    def _phrasing_faults(self, own: OwnPhrasings) -> Iterator[str]:
        entry = self._entries.get(own.entry_id)
        if entry is None:
            yield _say("unknown_entry", entry=own.entry_id)
            return
        yield from _topic_faults(self._topics[entry.topic_id])
        if not own.questions:
            yield _say("no_questions")
        yield from self._question_faults(own.questions, mine=set(entry.added))

    def _entry_faults(self, own: OwnEntry) -> Iterator[str]:
        topic = self._topics.get(own.topic_id)
        if topic is None:
            yield _say("unknown_topic", topic=own.topic_id)
        else:
            yield from _topic_faults(topic)
        if not (_IN_ADDRESSES.fullmatch(own.id) and own.id.startswith(f"{own.topic_id}.") and is_own(own.id)):
            yield _say("bad_id", id=own.id)
        if own.aspect not in ASPECTS:
            yield _say("unknown_aspect", aspect=own.aspect)
        if len(own.questions) < FEWEST_PHRASINGS:
            yield _say("few_questions", count=len(own.questions), least=FEWEST_PHRASINGS)
        before = (one for one in self._entries.values() if one.is_own and is_same(one.id, own.id))
        yield from self._question_faults(own.questions, mine={q for one in before for q in one.questions})
        for key in LONGEST:
            yield from self._text_faults(key, getattr(own, key))
        yield from _proof_faults(own)

    def _question_faults(self, questions: tuple[str, ...], *, mine: set[str]) -> Iterator[str]:
        """`mine` are phrasings that these words themselves brought in."""
        seen: set[str] = set()
        for question in questions:
            plain = bare(question)
            if not plain:
                yield _say("wordless", question=question)
                continue
            if len(question) > LONGEST_PHRASING:
                yield _say("long_question", question=question, most=LONGEST_PHRASING)
            if _LONG_NUMBER.search(question):
                yield _say("digits", question=question)
            if plain in seen:
                yield _say("twice", question=question)
            elif plain in self._taken and question not in mine:
                other = self._taken[plain]
                yield _say("taken", question=question, title=other.title, entry=other.id)
            seen.add(plain)

    def _text_faults(self, key: str, text: str) -> Iterator[str]:
        field = _rules()["fields"][key]
        if not text.strip():
            yield _say("empty", field=field)
            return
        if key not in LOCAL_VALUES_IN and PLACE.search(text):
            yield _say("local_place", field=field)
        for name in sorted(set(PLACE.findall(text)) - self._hospital.local_values.keys()):
            yield _say("local_value", field=field, name=name)
        text = without_values(text)
        if len(text) > LONGEST[key]:
            yield _say("long", field=field, count=len(text), most=LONGEST[key])
        for name in placeholders_in(text):
            if name not in self._hospital.placeholders:
                yield _say("placeholder", field=field, name=name)
        for piece in unspeakable_in(text) if key == "spoken" else ():
            yield _say("unspeakable", field=field, piece=piece)


def _topic_faults(topic: Topic) -> Iterator[str]:
    if topic.kind.is_framed:
        yield _say("framed_topic", topic=topic.name)
    elif topic.kind is TopicKind.REFUSAL:
        yield _say("refused_topic", topic=topic.name)


def _proof_faults(own: OwnEntry) -> Iterator[str]:
    for part, called in _rules()["source_parts"].items():
        if not getattr(own.source, part).strip():
            yield _say("no_source", part=called)
    last = own.expires_on.year
    if not _FIRST_YEAR <= own.source.year <= last:
        yield _say("bad_year", year=own.source.year, first=_FIRST_YEAR, last=last)
    if not own.signature.reviewer.strip():
        yield _say("no_signature")
    if own.signature.signed_on > own.expires_on:
        yield _say("unsigned_day")


def _is_open(topic: Topic) -> bool:
    return topic.kind in (TopicKind.DISEASE, TopicKind.SERVICE)


def _own_topic(knowledge: KnowledgeBase, *, hospital: Hospital) -> Topic:
    told = _rules()["own_topic"]
    service = knowledge.find_topic(told["department_of"])
    return Topic(
        id=told["id"],
        name=told["name"],
        aliases=(),
        department=service.department if service else hospital.departments[0].name,
        kind=TopicKind.SERVICE,
        belongs_to=(),
        entries=(),
    )


def _say(key: str, **facts: object) -> str:
    return str(_rules()[key]).format(**facts)


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = yaml.safe_load(_RULES.read_text("utf-8"))
    return rules
