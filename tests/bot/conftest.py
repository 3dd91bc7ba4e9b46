"""A real Rasa with the real executor, the real ledger and the sample hospital; only the search is scripted.

Started once for all tests: each speaks under a sender of its own.
"""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import uvicorn
from fastapi import FastAPI

from actions.tools import Tools
from actions.webhook import router
from hotline.appointments import Bookings
from hotline.clock import SystemClock
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.handoff import Talks
from hotline.ledger import Ledger
from hotline.reminders import ReminderBook
from knowledge_base.journeys import load_journeys
from knowledge_base.profile import PROFILE, load_hospital
from tests.actions.making import ROOT, ScriptedSearch, entry, found
from tests.guide import ScriptedGuide, asking, recommended
from tests.rasa_server import RasaServer, free_port, running_rasa
from tests.timetables import clinics_of


@dataclass
class Conversation:
    """One caller speaking to the bot; keeps the last answer's texts, buttons and custom objects."""

    server: RasaServer
    sender: str = field(default_factory=lambda: uuid4().hex)
    replies: list[dict[str, Any]] = field(default_factory=list)

    def say(self, text: str, **metadata: Any) -> str:
        known = {"message_id": uuid4().hex, "channel": "web", "grade": "routine", "ticket": None}
        self.replies = list(self.server.say(text, sender=self.sender, metadata={**known, **metadata}))
        return "\n".join(reply["text"] for reply in self.replies if "text" in reply)

    @property
    def custom(self) -> list[dict[str, Any]]:
        return [reply["custom"] for reply in self.replies if "custom" in reply]

    @property
    def buttons(self) -> list[str]:
        return [button["payload"] for reply in self.replies for button in reply.get("buttons", [])]


@pytest.fixture(scope="session")
def bot_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("bot")
    install_keyring(Keyring(Keyring.generate_key()))
    url = f"sqlite:///{folder / 'hotline.db'}"
    migrate(url, folder=ROOT / "migrations")
    database = Database(url, busy_timeout=timedelta(seconds=5))
    yield database
    database.close()


@pytest.fixture(scope="session")
def bot_ledger(bot_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    journal = tmp_path_factory.mktemp("journal")
    kept = Ledger(database=bot_database, journal_folder=journal, clock=SystemClock())
    yield kept
    kept.close()


@pytest.fixture(scope="session")
def bot_talks(bot_database: Database, bot_ledger: Ledger) -> Talks:
    return Talks(database=bot_database, keeper=bot_ledger, carriers={}, clock=SystemClock())


@pytest.fixture(scope="session")
def search() -> ScriptedSearch:
    known = {
        "减": found(entry("reduced", title="自己减药了怎么办", follow_up=True)),
        "饮食": found(entry("diet", title="高血压饮食要注意什么")),
        "柚子": found(entry("grapefruit", title="吃药能吃柚子吗")),
    }
    return ScriptedSearch(known=dict(known))


@pytest.fixture(scope="session")
def guide() -> ScriptedGuide:
    where = asking("膝盖是扭伤过，还是慢慢疼起来的？", ("扭伤", "慢慢疼"))
    return ScriptedGuide(
        known={
            "心慌": recommended("心血管内科"),
            "膝盖": recommended("骨科", "风湿免疫科", question=where),
            "扭伤": recommended("骨科"),
            "慢慢疼": recommended("风湿免疫科", "骨科"),
        }
    )


@pytest.fixture(scope="session")
def actions_url(
    bot_database: Database,
    bot_ledger: Ledger,
    bot_talks: Talks,
    search: ScriptedSearch,
    guide: ScriptedGuide,
) -> Iterator[str]:
    hospital = load_hospital(ROOT / "knowledge_base" / PROFILE)
    door = FastAPI()
    reminders = ReminderBook(database=bot_database, clock=SystemClock())
    tools = Tools(
        search=search,
        guide=guide,
        clinics=clinics_of(hospital),
        ledger=bot_ledger,
        bookings=Bookings(database=bot_database, clock=SystemClock()),
        talks=bot_talks,
        hospital=hospital,
        clock=SystemClock(),
        journeys=load_journeys(ROOT / "knowledge_base", hospital=hospital),
        reminders=reminders,
    )
    door.include_router(router(tools))
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(door, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}/actions/webhook"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def rasa_server(actions_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RasaServer]:
    log = tmp_path_factory.mktemp("rasa") / "rasa.log"
    with running_rasa(actions_url=actions_url, log=log) as server:
        yield server


@pytest.fixture
def caller(rasa_server: RasaServer) -> Conversation:
    return Conversation(rasa_server)
