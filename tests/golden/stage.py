"""Where a conversation is played: who leads the dialogue and what the search finds, working or stopped."""

import socket
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Protocol

from fastapi import FastAPI

from actions.tools import Guides
from knowledge_base.search.searching import KnowledgeSearch, SearchResult, Told
from telephony.bot_client import Bot, BotAnswer, RasaBot
from tests.golden.conversation import RasaState, SearchState

IMPATIENT = timedelta(seconds=0.2)
PATIENT = timedelta(seconds=30)
"""A golden conversation is about what is said, not about how fast a busy machine says it."""
REST = timedelta(seconds=10)


class Led(Protocol):
    """A turn of a script: what the bot does with it, what the search finds, what the guide tells and asks."""

    @property
    def bot(self) -> tuple[str, ...]: ...

    @property
    def found(self) -> tuple[str, ...]: ...

    @property
    def guides(self) -> tuple[str, ...]: ...

    @property
    def wonders(self) -> tuple[str, ...]: ...


class Stage(ABC):
    """One way of playing; `late` is the address of a process that hangs."""

    def __init__(self, *, broken_search: KnowledgeSearch, late: str) -> None:
        self._broken_search = broken_search
        self._late = late
        self._opened: list[RasaBot] = []

    @abstractmethod
    def set_up(self, actions: FastAPI) -> None:
        """A new conversation begins, with actions of its own."""

    @abstractmethod
    def follow(self, turn: Led) -> None:
        """The turn about to be played."""

    @abstractmethod
    def guide(self) -> Guides: ...

    @abstractmethod
    def bot_up(self) -> Bot: ...

    @abstractmethod
    def bot_stopped(self) -> Bot: ...

    @abstractmethod
    def search_up(self) -> KnowledgeSearch: ...

    def bot(self, state: RasaState) -> Bot:
        if state == "late":
            return self.open_bot(self._late, time_limit=IMPATIENT)
        return self.bot_up() if state == "up" else self.bot_stopped()

    def search(self, state: SearchState) -> KnowledgeSearch:
        return self.search_up() if state == "up" else self._broken_search

    def open_bot(self, url: str, *, time_limit: timedelta = PATIENT) -> RasaBot:
        """Closed with the stage's conversation."""
        bot = RasaBot(url, time_limit=time_limit, rest=REST)
        self._opened.append(bot)
        return bot

    async def close(self) -> None:
        while self._opened:
            await self._opened.pop().aclose()


class ChangingBot:
    """What the intake holds for its bot while bots come and go."""

    now: Bot

    async def ask(self, conversation_id: str, *, text: str, metadata: Mapping[str, Any]) -> BotAnswer:
        return await self.now.ask(conversation_id, text=text, metadata=metadata)


class ChangingSearch:
    """What everybody holds for the search while it breaks and mends."""

    now: KnowledgeSearch

    def find(self, question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        return self.now.find(question, topic=topic, limit=limit)

    def read(self, message: str) -> tuple[Told, ...]:
        return self.now.read(message)


def nobody_listens() -> str:
    """An address where nothing runs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


@contextmanager
def hanging_process() -> Iterator[str]:
    """An address where every call is taken and none is ever answered."""
    # The system itself takes the calls, as it does for a process that hangs.
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
