"""What the entry page finds: an entry, a topic's entries, all topics, or why there is nothing to show."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from hotline.conversations import was_told
from hotline.database import Database, StorageUnavailable
from knowledge_base import Entry, Hospital
from knowledge_base.entries import KnowledgeBase, Topic, TopicKind

log = logging.getLogger(__name__)

_SHOWN_KINDS = (TopicKind.DISEASE, TopicKind.SERVICE, TopicKind.MEDICINE, TopicKind.INDICATOR)


class NoSuchPage(Exception):  # noqa: N818 - a noun of the trade
    """Neither an entry nor a topic, and nobody was ever told it."""


class TakenBack(Exception):  # noqa: N818 - a noun of the trade
    """An entry that was told and is told no more: switched off, or no longer there."""


class NothingLoaded(Exception):  # noqa: N818 - a noun of the trade
    """The knowledge is not there just now."""


class Knowing(Protocol):
    """Whatever serves the knowledge of this moment."""

    @property
    def knowledge(self) -> KnowledgeBase: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """What the doors need."""

    search: Knowing
    database: Database
    hospital: Hospital

    def entry(self, name: str) -> Entry | None:
        return self._knowledge.entries.get(name)

    def topic(self, name: str) -> Topic | None:
        found = self._knowledge.find_topic(name)
        return found if found is not None and found.id == name and found.kind in _SHOWN_KINDS else None

    def topics(self) -> Iterator[tuple[TopicKind, list[Topic]]]:
        """By kind, in the order of the files."""
        topics = self._knowledge.topics
        for kind in _SHOWN_KINDS:
            if found := [topic for topic in topics if topic.kind is kind]:
                yield kind, found

    def why_not(self, name: str) -> NoSuchPage | TakenBack:
        """Why there is nothing of this name. Blocks."""
        try:
            with self.database.reading() as session:
                return TakenBack() if was_told(session, entry=name) else NoSuchPage()
        except StorageUnavailable:
            log.warning("whether an entry was ever told cannot be looked up")
            return NoSuchPage()

    @property
    def _knowledge(self) -> KnowledgeBase:
        knowledge = self.search.knowledge
        if not knowledge.topics:
            raise NothingLoaded
        return knowledge
