"""The shape of what we know: topics, their entries, and the sources they stand on."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

AWAITING_REVIEW = "待临床审核"
REVIEWED = "已审核"

ASPECTS = (
    "definition",
    "symptoms",
    "medication",
    "diet",
    "exercise",
    "monitoring",
    "targets",
    "complications",
    "seek_care",
    "report",
    "insurance",
    "daily_life",
    "service",
)


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a statement comes from."""

    id: str
    title: str
    publisher: str
    year: int

    @property
    def citation(self) -> str:
        """As it stands under an answer."""
        return f"《{self.title}》{self.publisher}，{self.year}年"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One question with its answer; `version` changes with any word of it."""

    id: str
    topic_id: str
    topic_name: str
    aspect: str
    questions: tuple[str, ...]
    answer: str
    spoken: str
    seek_care: str
    follow_up: bool
    sources: tuple[Source, ...]
    review_status: str
    version: str
    department: str

    @property
    def title(self) -> str:
        return self.questions[0]


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A disease or a service, under the names callers give it."""

    id: str
    name: str
    aliases: tuple[str, ...]
    department: str
    is_service: bool
    entries: tuple[Entry, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class KnowledgeBase:
    """All topics and services, and every entry by its id."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.topics = tuple(topics)
        self.entries: Mapping[str, Entry] = {
            entry.id: entry for topic in self.topics for entry in topic.entries
        }
        self._by_name = {name: topic for topic in self.topics for name in (*reversed(topic.names), topic.id)}

    def find_topic(self, name: str) -> Topic | None:
        """The topic of this id, name or alias."""
        return self._by_name.get(name)


def content_version(raw: Mapping[str, Any]) -> str:
    """Twelve hex digits over an entry as its editor wrote it, its review record apart."""
    content = {key: value for key, value in raw.items() if key != "review"}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]
