"""The search of this moment, which every door is handed: what it is made from may be swapped meanwhile."""

from dataclasses import replace
from datetime import date

from knowledge_base.embedding.encoder import Vector
from knowledge_base.entries import KnowledgeBase
from knowledge_base.local_texts import LocalTexts
from knowledge_base.search.closest import Near
from knowledge_base.search.searching import KnowledgeSearch, Search, SearchResult, SearchUnavailable, Told

_NOTHING = KnowledgeBase(())


class LiveSearch:
    """Hands each question to the search of this moment; safe to share between threads.

    What it gives says the local values as they hold today: every door is handed this search and no other.
    """

    def __init__(self, search: KnowledgeSearch, *, texts: LocalTexts | None = None) -> None:
        self._search = search
        self._texts = texts
        self._shown = (_NOTHING, date.min, _NOTHING)

    @property
    def knowledge(self) -> KnowledgeBase:
        """What the search of this moment was made from; the same object until a swap or midnight."""
        knowledge = self._search.knowledge if isinstance(self._search, Search) else _NOTHING
        if self._texts is None:
            return knowledge
        made_from, day, shown = self._shown
        if made_from is not knowledge or day != self._texts.today():
            day, shown = self._texts.today(), self._texts.all_shown(knowledge)
            self._shown = (knowledge, day, shown)
        return shown

    @property
    def search(self) -> Search:
        """The search of this moment itself, to try something against. Raises SearchUnavailable."""
        if not isinstance(self._search, Search):
            raise SearchUnavailable("no sound knowledge is served")
        return self._search

    def find(self, question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        """Raises SearchUnavailable."""
        found = self._search.find(question, topic=topic, limit=limit)
        return found.told(self._texts.shown) if self._texts else found

    def read(self, message: str) -> tuple[Told, ...]:
        return self._search.read(message)

    def closest(self, question: str, *, limit: int = 3) -> tuple[Near, ...]:
        """Raises SearchUnavailable."""
        found = self.search.closest(question, limit=limit)
        shown = self._texts.shown if self._texts else lambda entry: entry
        return tuple(replace(one, entry=shown(one.entry)) for one in found)

    def middle(self) -> Vector:
        """Raises SearchUnavailable."""
        return self.search.middle()

    def swap(self, search: KnowledgeSearch) -> None:
        """Questions already being answered end with the search they began with."""
        self._search = search
