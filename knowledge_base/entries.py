"""The shape of what we know: topics, their entries, and the sources they stand on."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
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


class TopicKind(StrEnum):
    """What a topic is about; a refusal is what we are asked for and do not do."""

    DISEASE = "disease"
    SERVICE = "service"
    MEDICINE = "medicine"
    INDICATOR = "indicator"
    REFUSAL = "refusal"

    @property
    def is_framed(self) -> bool:
        """Asked about by its name and a few frames that hold for all of its kind (frames.yml)."""
        return self in (TopicKind.MEDICINE, TopicKind.INDICATOR)


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
class Signature:
    """A clinician's, under the exact words."""

    reviewer: str
    signed_on: date


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Texts with `{local:ID}` still in them: what fills those may run out from one day to the next."""

    answer: str
    spoken: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One question with its answer; `version` changes with any word of it.

    `added` are those of its `questions` that the hospital itself put to it: they change no version.
    """

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
    patterns: tuple[str, ...] = ()  # regular expressions that tell a request we refuse
    signature: Signature | None = None
    draft: Draft | None = None  # where the texts hold local values: see local_texts.py
    added: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.questions[0]

    @property
    def is_own(self) -> bool:
        """The hospital's, and not shipped."""
        return self.added == self.questions


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A disease, a service, a medicine…, under the names callers give it.

    `belongs_to` are the ids of the diseases a medicine or an indicator is for, the main one first.
    `withheld` are entries the hospital does not want told: known, so that who asks for them is given no
    neighbour's answer.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    department: str
    kind: TopicKind
    belongs_to: tuple[str, ...]
    entries: tuple[Entry, ...]
    withheld: tuple[Entry, ...] = ()

    @property
    def searched(self) -> tuple[Entry, ...]:
        """What a question is compared with."""
        return (*self.entries, *self.withheld)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class KnowledgeBase:
    """All topics, every entry by its id, and the diseases that are known not to be among them."""

    def __init__(self, topics: Iterable[Topic], *, uncovered: Iterable[str] = ()) -> None:
        self.topics = tuple(topics)
        self.uncovered = frozenset(uncovered)
        self.entries: Mapping[str, Entry] = {
            entry.id: entry for topic in self.topics for entry in topic.entries
        }
        self._by_name = {name: topic for topic in self.topics for name in (*reversed(topic.names), topic.id)}

    def find_topic(self, name: str) -> Topic | None:
        """The topic of this id, name or alias."""
        return self._by_name.get(name)

    def heading(self, entry: Entry) -> Topic:
        """The topic an entry is counted under: a medicine's and an indicator's is its main disease."""
        topic = self._by_name[entry.topic_id]
        return self._by_name[topic.belongs_to[0]] if topic.belongs_to else topic


def content_version(raw: Mapping[str, Any], *, apart: Collection[str] = ()) -> str:
    """Twelve hex digits over an entry as its editor wrote it, its review record and the keys `apart` not."""
    content = {key: value for key, value in raw.items() if key != "review" and key not in apart}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]
