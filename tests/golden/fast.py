"""The fast way of playing: no Rasa, no model; the files say what both would have decided."""

from collections.abc import Mapping
from dataclasses import replace

from fastapi import FastAPI

from actions.tools import Guides
from knowledge_base import Entry
from knowledge_base.guidance import Described, Elsewhere, Guidance, GuideQuestion
from knowledge_base.search.searching import Hit, KnowledgeSearch, Reason, SearchResult, Told
from telephony.bot_client import Bot
from tests.golden.conversation import UNCOVERED
from tests.golden.domain import Domain
from tests.golden.scripted_bot import ScriptedBot
from tests.golden.stage import Led, Stage, nobody_listens
from tests.guide import ScriptedGuide, asking, recommended


class KnownAnswers:
    """Finds what the turn names: sure of one entry, undecided between more, silent without any."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self.known: tuple[str, ...] = ()

    def find(self, _question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        known = tuple(name for name in self.known if name != UNCOVERED)
        hits = tuple(Hit(self._entries[name], 1.0) for name in known[:limit])
        return SearchResult(
            answers=hits,
            nearest=hits,
            abstained=not hits,
            reason=None if hits else Reason.UNCOVERED if self.known else Reason.OUTSIDE,
            confident=len(self.known) == 1,
        )

    def read(self, _message: str) -> tuple[Told, ...]:
        return ()


class KnownGuide:
    """Recommends what the turn names, `科@分院` elsewhere; `wonders` is its question, then the answers."""

    def __init__(self) -> None:
        self.known: tuple[str, ...] = ()
        self.wonders: tuple[str, ...] = ()

    def recommend(self, _described: Described) -> Guidance:
        question = asking(self.wonders[0], self.wonders[1:]) if self.wonders else None
        away = [name.split("@") for name in self.known if "@" in name]
        here = recommended(*(name for name in self.known if "@" not in name), question=question)
        return replace(
            here, elsewhere=tuple(Elsewhere(department=name, place=at or None) for name, at in away)
        )

    def read_answer(self, question: GuideQuestion, said: str) -> str | None:
        return ScriptedGuide().read_answer(question, said)

    def read_person(self, text: str) -> Described:
        return ScriptedGuide().read_person(text)


class FastStage(Stage):
    """Rasa, when up, is a script; stopped and late are real addresses that fail."""

    def __init__(
        self, *, domain: Domain, entries: Mapping[str, Entry], broken_search: KnowledgeSearch, late: str
    ) -> None:
        super().__init__(broken_search=broken_search, late=late)
        self._bot = ScriptedBot(domain)
        self._answers = KnownAnswers(entries)
        self._guide = KnownGuide()

    def set_up(self, actions: FastAPI) -> None:
        self._bot.set_up(actions)

    def follow(self, turn: Led) -> None:
        self._answers.known = turn.found
        self._guide.known, self._guide.wonders = turn.guides, turn.wonders
        self._bot.script = turn.bot

    def guide(self) -> Guides:
        return self._guide

    def bot_up(self) -> Bot:
        return self._bot

    def bot_stopped(self) -> Bot:
        return self.open_bot(nobody_listens())

    def search_up(self) -> KnowledgeSearch:
        return self._answers

    async def close(self) -> None:
        await super().close()
        await self._bot.aclose()
