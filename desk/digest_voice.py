"""What the digest counts, by the names that staff use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from desk.digest_words import aspect_name, say
from desk.remaining import brief_span
from desk.words import Words
from knowledge_base import KnowledgeBase


@dataclass(frozen=True, kw_only=True)
class Voice:
    """`zone` is the hospital's own; what has left the knowledge base is called by its id."""

    words: Words
    zone: tzinfo
    topics: Mapping[str, str]
    entries: Mapping[str, str]

    @classmethod
    def of(cls, knowledge: KnowledgeBase, *, words: Words, zone: tzinfo) -> "Voice":
        entries = [entry for topic in knowledge.topics for entry in topic.entries]
        return cls(
            words=words,
            zone=zone,
            topics={topic.id: topic.name for topic in knowledge.topics},
            # An entry is known to staff by the first of its phrasings.
            entries={entry.id: entry.questions[0] for entry in entries if entry.questions},
        )

    def topic(self, id_: str) -> str:
        return self.topics.get(id_, id_)

    def entry(self, id_: str) -> str:
        return self.entries.get(id_, id_)

    def aspect(self, name: str) -> str:
        return aspect_name(name)

    def channel(self, name: str) -> str:
        return self.words.name("channels", name)

    def label(self, value: StrEnum) -> str:
        return self.words.label(value)

    def length(self, span: timedelta) -> str:
        return brief_span(span, words=self.words)

    def moment(self, at: datetime) -> str:
        """With its day: what is told of a week is read in another."""
        local = at.astimezone(self.zone)
        return say("moment", month=local.month, day=local.day, time=f"{local.hour}:{local:%M}")


def aspects_of(knowledge: KnowledgeBase) -> Mapping[str, str]:
    """By entry."""
    return {entry.id: entry.aspect for topic in knowledge.topics for entry in topic.entries}
