"""The fast way of playing: no Rasa, no model; the files say what both would have decided."""

from collections.abc import Mapping

from fastapi import FastAPI

from knowledge_base import Entry
from knowledge_base.search.searching import Hit, SearchResult
from telephony.bot_client import Bot
from tests.golden.conversation import RasaState, SearchState, Turn
from tests.golden.domain import Domain
from tests.golden.scripted_bot import ScriptedBot
from tests.golden.stage import KnowledgeSearch, LateProcess, StoppedProcess


class KnownAnswers:
    """Finds the entries that the turn names, sure of one, undecided between more; abstains where it names none."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self._found: tuple[str, ...] = ()

    def follow(self, found: tuple[str, ...]) -> None:
        self._found = found

    def find(self, _question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        hits = tuple(Hit(self._entries[name], 1.0) for name in self._found[:limit])
        return SearchResult(
            answers=hits,
            nearest=hits,
            abstained=not hits,
            reason=None if hits else "outside",
            confident=len(self._found) == 1,
        )


class FastStage:
    """Rasa, when up, is a script; stopped and late are real addresses that fail."""

    def __init__(
        self,
        *,
        domain: Domain,
        entries: Mapping[str, Entry],
        broken_search: KnowledgeSearch,
        stopped: StoppedProcess,
        late: LateProcess,
    ) -> None:
        self._domain = domain
        self._searches: dict[SearchState, KnowledgeSearch] = {"broken": broken_search}
        self._known = self._searches["up"] = KnownAnswers(entries)
        self._failing = {"stopped": stopped, "late": late}
        self._scripted: ScriptedBot | None = None

    def set_up(self, actions: FastAPI) -> None:
        self._scripted = ScriptedBot(domain=self._domain, actions=actions)

    def follow(self, turn: Turn) -> None:
        self._known.follow(turn.found)
        if self._scripted:
            self._scripted.follow(turn.bot)

    def bot(self, state: RasaState) -> Bot:
        if state != "up":
            return self._failing[state].bot()
        assert self._scripted, "the stage is set up first"
        return self._scripted

    def search(self, state: SearchState) -> KnowledgeSearch:
        return self._searches[state]
