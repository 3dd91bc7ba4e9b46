"""The live way of playing: Rasa trained from bot/, the real model, and a Rasa process that really stops."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from actions.tools import Guides
from knowledge_base.search.searching import KnowledgeSearch
from telephony.bot_client import Bot
from tests.golden.stage import Led, Stage
from tests.rasa_server import free_port, running_rasa


class ActionsDoor:
    """One address for Rasa to call, whichever conversation's actions stand behind it."""

    def __init__(self) -> None:
        self.now = FastAPI()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.now(scope, receive, send)


@contextmanager
def serving(door: ActionsDoor) -> Iterator[str]:
    """The door's address, served from a thread of its own."""
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(door, host="127.0.0.1", port=port, log_level="warning", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the actions' server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


class RasaProcess:
    """Rasa, started when it is first wanted; stopping ends the process."""

    def __init__(self, *, actions_url: str, log: Path) -> None:
        self._actions_url = actions_url
        self._log = log
        self._running = ExitStack()
        self._url = ""
        self._runs = False

    def start(self) -> str:
        if not self._runs:
            server = running_rasa(actions_url=f"{self._actions_url}/actions/webhook", log=self._log)
            self._url = self._running.enter_context(server).url
            self._runs = True
        return self._url

    def stop(self) -> str:
        """The address at which it ran; where it never ran, it is started first, to be really stopped."""
        if not self._url:
            self.start()
        self.close()
        return self._url

    def close(self) -> None:
        self._running.close()
        self._runs = False


class LiveStage(Stage):
    """What the files say of the bot, the search and the guide is not looked at."""

    def __init__(
        self,
        *,
        rasa: RasaProcess,
        door: ActionsDoor,
        search: KnowledgeSearch,
        guide: Guides,
        broken_search: KnowledgeSearch,
        late: str,
    ) -> None:
        super().__init__(broken_search=broken_search, late=late)
        self._rasa = rasa
        self._door = door
        self._search = search
        self._guide = guide

    def set_up(self, actions: FastAPI) -> None:
        self._door.now = actions

    def follow(self, turn: Led) -> None:
        pass

    def guide(self) -> Guides:
        return self._guide

    def bot_up(self) -> Bot:
        return self.open_bot(self._rasa.start())

    def bot_stopped(self) -> Bot:
        return self.open_bot(self._rasa.stop())

    def search_up(self) -> KnowledgeSearch:
        return self._search
