"""The shipped knowledge with a hospital's own laid over it; what cannot be is kept out, and told."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from knowledge_base.entries import REVIEWED, Entry, KnowledgeBase, Topic, content_version
from knowledge_base.faults import Fault
from knowledge_base.loading import filled_texts
from knowledge_base.overlay.own import Overlay, OwnEntry, OwnPhrasings, is_same
from knowledge_base.overlay.rules import OWN_TOPIC, Rules, own_topics, switch_off_faults
from knowledge_base.profile import Hospital
from knowledge_base.wording import LONGEST, bare

OVERLAY = "overlay"
"""Stands in a fault where a file's name stands else."""


@dataclass(frozen=True, kw_only=True)
class Overlaid:
    """What is served, and what of the overlay is not, each for itself and with its reason."""

    knowledge: KnowledgeBase
    faults: tuple[Fault, ...] = ()


def overlaid(knowledge: KnowledgeBase, overlay: Overlay, *, hospital: Hospital, today: date) -> Overlaid:
    """Never raises for what an overlay holds; what expired before `today` is left out without a word."""
    current = overlay.on(today)
    if current == Overlay():
        return Overlaid(knowledge=knowledge)
    off, faults = _switched_off(knowledge, current.switched_off)
    laid = _Laid(_without(knowledge, off), hospital=hospital)
    for entry in sorted(current.entries, key=lambda one: one.id):
        faults += laid.add(entry)
    for phrasings in sorted(current.phrasings, key=lambda one: (one.entry_id, one.questions)):
        faults += laid.extend(phrasings)
    return Overlaid(knowledge=laid.knowledge(), faults=tuple(faults))


def _switched_off(knowledge: KnowledgeBase, ids: Iterable[str]) -> tuple[set[str], list[Fault]]:
    off: set[str] = set()
    faults: list[Fault] = []
    for entry_id in sorted(ids):
        said = switch_off_faults(entry_id, knowledge=knowledge)
        faults += [Fault(file=OVERLAY, entry=entry_id, fault=one) for one in said]
        if not said:
            off.add(entry_id)
    return off, faults


def _without(knowledge: KnowledgeBase, off: set[str]) -> KnowledgeBase:
    topics = (
        replace(
            topic,
            entries=tuple(one for one in topic.entries if one.id not in off),
            withheld=tuple(one for one in topic.entries if one.id in off),
        )
        for topic in knowledge.topics
    )
    return KnowledgeBase(topics, uncovered=knowledge.uncovered)


class _Laid:
    """The knowledge as it grows by one own entry after the other."""

    def __init__(self, knowledge: KnowledgeBase, *, hospital: Hospital) -> None:
        self._hospital = hospital
        self._rules = Rules(knowledge, hospital=hospital)
        self._uncovered = knowledge.uncovered
        self._topics: dict[str, Topic] = {one.id: one for one in knowledge.topics}
        self._general = own_topics(knowledge, hospital=hospital)[-1]
        self._changed: dict[str, Entry] = {}

    def knowledge(self) -> KnowledgeBase:
        asked = {bare(question) for entry in self._changed.values() for question in entry.added}
        whole = (self._whole(topic, asked=asked) for topic in self._topics.values())
        return KnowledgeBase(whole, uncovered=self._uncovered)

    def add(self, own: OwnEntry) -> list[Fault]:
        if faults := self._faults(own, entry=own.id):
            return faults
        if own.topic_id == OWN_TOPIC:
            self._topics.setdefault(OWN_TOPIC, self._general)
        self._leave(own.id)
        topic = self._topics[own.topic_id]
        entry = _entry(own, topic=topic, placeholders=self._hospital.placeholders)
        self._topics[topic.id] = replace(topic, entries=(*topic.entries, entry))
        self._keep(entry)
        return []

    def extend(self, own: OwnPhrasings) -> list[Fault]:
        if faults := self._faults(own, entry=own.entry_id):
            return faults
        entry = self._find(own.entry_id)
        known = set(entry.questions)
        fresh = tuple(one for one in own.questions if one not in known)
        self._keep(replace(entry, questions=entry.questions + fresh, added=entry.added + fresh))
        return []

    def _leave(self, own: str) -> None:
        """An older version of the own entry makes room, wherever it stands."""
        for topic in self._topics.values():
            if any(is_same(one.id, own) for one in topic.entries):
                others = tuple(one for one in topic.entries if not is_same(one.id, own))
                self._topics[topic.id] = replace(topic, entries=others)

    def _faults(self, own: OwnEntry | OwnPhrasings, *, entry: str) -> list[Fault]:
        return [Fault(file=OVERLAY, entry=entry, fault=one) for one in self._rules.faults(own)]

    def _find(self, entry_id: str) -> Entry:
        topics = self._topics.values()
        return self._changed.get(entry_id) or next(
            one for topic in topics for one in topic.entries if one.id == entry_id
        )

    def _keep(self, entry: Entry) -> None:
        self._changed[entry.id] = entry
        self._rules.take(entry)

    def _whole(self, topic: Topic, *, asked: set[str]) -> Topic:
        """A withheld entry that is asked for in the words of an own one has been replaced by it."""
        return replace(
            topic,
            entries=tuple(self._changed.get(one.id, one) for one in topic.entries),
            withheld=tuple(one for one in topic.withheld if asked.isdisjoint(map(bare, one.questions))),
        )


def _entry(own: OwnEntry, *, topic: Topic, placeholders: Mapping[str, str]) -> Entry:
    raw = {key: getattr(own, key) for key in ("id", "aspect", "questions", *LONGEST)}
    return Entry(
        **filled_texts(raw, placeholders=dict(placeholders)),
        id=own.id,
        topic_id=topic.id,
        topic_name=topic.name,
        department=topic.department,
        aspect=own.aspect,
        questions=own.questions,
        added=own.questions,
        follow_up=False,
        sources=(own.source,),
        review_status=REVIEWED,
        signature=own.signature,
        version=content_version({**raw, "source": asdict(own.source)}),
    )
