"""Where a conversation is played: who leads the dialogue and what the search finds, working or stopped."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Protocol

from fastapi import FastAPI

from knowledge_base.search.searching import SearchResult
from telephony.bot_client import Bot, BotAnswer, RasaBot
from tests.golden.conversation import RasaState, SearchState, Turn

REST = timedelta(seconds=10)


class KnowledgeSearch(Protocol):
    """As the actions and the doors know it."""

    def find(self, question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult: ...


class Stage(Protocol):
    """One way of playing."""

    def set_up(self, actions: FastAPI) -> None:
        """A new conversation begins, with actions of its own."""
        ...

    def follow(self, turn: Turn) -> None:
        """The turn about to be played."""
        ...

    def bot(self, state: RasaState) -> Bot: ...

    def search(self, state: SearchState) -> KnowledgeSearch: ...


class ChangingBot:
    """What the intake holds for its bot while bots come and go."""

    def __init__(self, bot: Bot) -> None:
        self.now = bot

    async def ask(self, conversation_id: str, *, text: str, metadata: Mapping[str, Any]) -> BotAnswer:
        return await self.now.ask(conversation_id, text=text, metadata=metadata)


class ChangingSearch:
    """What everybody holds for the search while it breaks and mends."""

    def __init__(self, search: KnowledgeSearch) -> None:
        self.now = search

    def find(self, question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        return self.now.find(question, topic=topic, limit=limit)


class StoppedProcess:
    """An address where nothing listens."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            self.url = f"http://127.0.0.1:{server.getsockname()[1]}"

    def bot(self) -> Bot:
        return RasaBot(self.url, time_limit=timedelta(seconds=3), rest=REST)


class LateProcess:
    """An address where every call is taken and none is ever answered."""

    def __init__(self, server: socket.socket) -> None:
        self.url = f"http://127.0.0.1:{server.getsockname()[1]}"

    def bot(self) -> Bot:
        return RasaBot(self.url, time_limit=timedelta(seconds=0.2), rest=REST)


@contextmanager
def late_process() -> Iterator[LateProcess]:
    # The system itself takes the calls, as it does for a process that hangs.
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield LateProcess(server)
