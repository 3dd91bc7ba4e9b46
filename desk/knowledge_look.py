"""Entries that share words with what is being typed: found at once, without the sentence model."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock, Thread

import numpy as np

from knowledge_base import Entry, KnowledgeBase, Topic
from knowledge_base.entries import TopicKind
from knowledge_base.search.bigrams import Bigrams, Scores

LONGEST_TYPED = 200
"""Characters that are looked at: a telephone sentence is shorter."""

_NAMED = np.float32(6.0)  # what is named whole outweighs a few shared pairs
_BEGUN = np.float32(3.0)  # 高血 on its way to 高血压
_TITLED = np.float32(2.0)


@dataclass(frozen=True)
class Shelf:
    """Every entry that can be given as an answer, by the pairs of characters in its names and questions."""

    knowledge: KnowledgeBase

    def find(self, typed: str, *, limit: int) -> tuple[Entry, ...]:
        """Best first; empty where nothing is shared."""
        text = _plain(typed[:LONGEST_TYPED])
        if not text or not self._entries:
            return ()
        scores = self._bigrams.scores(text) + self._named(text)
        scores += _TITLED * np.fromiter((text in title for title in self._titles), bool, len(self._titles))
        order = np.argsort(-scores, kind="stable")[:limit]
        return tuple(self._entries[row] for row in order if scores[row] > 0)

    def read(self) -> "Shelf":
        """Reads all of it now, a second of work that is otherwise done at the first look."""
        self.find("读", limit=1)
        return self

    def _named(self, text: str) -> Scores:
        """What the names of the topics add, an entry."""
        scores = np.zeros(len(self._entries), np.float32)
        for names, rows in self._topics:
            named = max((len(name) for name in names if name in text), default=0)
            if named:
                scores[rows] += _NAMED + named
            elif any(name.startswith(text) for name in names):
                scores[rows] += _BEGUN
        return scores

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(entry for topic in self._shown for entry in topic.entries)

    @cached_property
    def _shown(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.knowledge.topics if topic.kind is not TopicKind.REFUSAL)

    @cached_property
    def _titles(self) -> tuple[str, ...]:
        return tuple(_plain(entry.title) for entry in self._entries)

    @cached_property
    def _topics(self) -> tuple[tuple[tuple[str, ...], slice], ...]:
        """The names of each topic, and where its entries stand."""
        spans, start = [], 0
        for topic in self._shown:
            end = start + len(topic.entries)
            spans.append((tuple(map(_plain, topic.names)), slice(start, end)))
            start = end
        return tuple(spans)

    @cached_property
    def _bigrams(self) -> Bigrams:
        return Bigrams([_plain("。".join((entry.topic_name, *entry.questions))) for entry in self._entries])


class KnowledgeLook:
    """One for all pages; goes on with what it has while newer files are being read."""

    def __init__(self, served: Callable[[], KnowledgeBase]) -> None:
        self._served = served
        self._shelf: Shelf | None = None
        self._reading = Lock()

    def prepare(self) -> None:
        """Does not wait: a page that will be typed on is being opened."""
        if self._is_stale():
            Thread(target=self._read, name="desk-knowledge", daemon=True).start()

    def find(self, typed: str, *, limit: int) -> tuple[Entry, ...]:
        self.prepare() if self._shelf else self._read()
        return self._shelf.find(typed, limit=limit) if self._shelf else ()

    def _read(self) -> None:
        with self._reading:
            if self._is_stale():
                self._shelf = Shelf(self._served()).read()

    def _is_stale(self) -> bool:
        return self._shelf is None or self._shelf.knowledge is not self._served()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()
