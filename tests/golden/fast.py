"""The fast way of playing: no Rasa, no model; the files say what both would have decided."""

from collections.abc import Mapping

from fastapi import FastAPI

from knowledge_base import Entry
from knowledge_base.search.searching import Hit, KnowledgeSearch, SearchResult, Told
from telephony.bot_client import Bot
from tests.golden.domain import Domain
from tests.golden.scripted_bot import ScriptedBot
from tests.golden.stage import Led, Stage, nobody_listens


class KnownAnswers:
    """Finds what the turn names: sure of one entry, undecided between more, silent without any."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self.known: tuple[str, ...] = ()

    def find(self, _question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        hits = tuple(Hit(self._entries[name], 1.0) for name in self.known[:limit])
        return SearchResult(
            answers=hits,
            nearest=hits,
            abstained=not hits,
            reason=None if hits else "outside",
            confident=len(self.known) == 1,
        )

    def read(self, _message: str) -> tuple[Told, ...]:
        return ()


class FastStage(Stage):
    """Rasa, when up, is a script; stopped and late are real addresses that fail."""

    def __init__(
        self, *, domain: Domain, entries: Mapping[str, Entry], broken_search: KnowledgeSearch, late: str
    ) -> None:
        super().__init__(broken_search=broken_search, late=late)
        self._bot = ScriptedBot(domain)
        self._answers = KnownAnswers(entries)

    def set_up(self, actions: FastAPI) -> None:
        self._bot.set_up(actions)

    def follow(self, turn: Led) -> None:
        self._answers.known = turn.found
        self._bot.script = turn.bot

    def bot_up(self) -> Bot:
        return self._bot

    def bot_stopped(self) -> Bot:
        return self.open_bot(nobody_listens())

    def search_up(self) -> KnowledgeSearch:
        return self._answers

    async def close(self) -> None:
        await super().close()
        await self._bot.aclose()
