"""At DEBUG level no log holds a patient's word, name or number: of a talk, an emergency or a visit."""

import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest
import uvicorn
from fastapi import FastAPI
from websockets.sync.client import connect

from console.logs import quiet_libraries
from console.paths import SENTENCES
from desk import Desk
from hotline.conversations import Direction
from hotline.database import StorageUnavailable
from hotline.safety import TriageGrade
from hotline.tickets import tickets_of_phone
from knowledge_base import Hospital
from telephony.channels.web_chat import router
from telephony.words import Words
from tests.desk.person import Person
from tests.telephony.making import Hotline

PHONE = "13812345670"
NAME = "标记阿婆"
WORDS = ("绿萝卜标记", "蓝茄子标记", "胸口疼得厉害")
SAID = (
    f"我是{NAME}，{WORDS[0]}吃多了能吃降压药吗",
    "转人工",
    f"电话{PHONE}",
    f"{WORDS[2]}，喘不上气，出冷汗，{WORDS[1]}",
    "撤回同意",
)


@pytest.fixture
def loud(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Everything as an operator who asks for DEBUG gets it."""
    was = {name: logging.getLogger(name).level for name in ("uvicorn", "websockets", "sqlalchemy")}
    caplog.set_level(logging.DEBUG)
    quiet_libraries()
    yield caplog
    for name, level in was.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def hotline(database_file: Path, desk: Desk, hospital: Hospital) -> Iterator[Hotline]:
    hotline = Hotline(database_file, hospital=hospital, words=Words.load(SENTENCES))
    hotline.bot.stop()
    yield hotline
    hotline.close()


@contextmanager
def served(app: FastAPI) -> Iterator[int]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        sleep(0.01)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join()


def talk(hotline: Hotline) -> None:
    app = FastAPI()
    app.include_router(router(hotline.chat))
    with served(app) as port, connect(f"ws://127.0.0.1:{port}/chat/ws") as line:
        line.send(json.dumps({"type": "hello", "conversation": None}))
        line.recv()
        for number, text in enumerate(SAID):
            line.send(json.dumps({"type": "say", "id": f"m-{number}", "text": text}))
            line.recv()
            assert json.loads(line.recv())["type"] == "reply"
    hotline.ledger.flush()


def leaked(log: pytest.LogCaptureFixture) -> list[str]:
    marked = (PHONE, NAME, *WORDS)
    # The client in this test stands for the caller's browser, whose log is the caller's own.
    ours = [record for record in log.records if not record.name.startswith("websockets.client")]
    return [
        f"{record.name}: {mark}"
        for record in ours
        for mark in marked
        if mark in (said := log.handler.format(record)) or mark.encode("unicode_escape").decode() in said
    ]


def test_a_talk_an_emergency_and_a_visit_at_the_desk_leave_nothing_in_the_log(
    loud: pytest.LogCaptureFixture, hotline: Hotline, desk: Desk, person: Callable[[str], Person]
) -> None:
    talk(hotline)
    # An emergency is kept behind the calling for help: what is said next may be kept before it.
    kept = {one.text: one.grade for one in hotline.kept() if one.direction is Direction.IN}
    assert kept[SAID[0]] is TriageGrade.ROUTINE
    assert kept[SAID[3]] is TriageGrade.EMERGENCY
    assert person("he").client.get("/desk/alarms").status_code == 200
    with desk.database.reading() as session:
        numbers = [ticket.number for ticket in tickets_of_phone(session, phone=PHONE)]
    assert numbers
    assert all("138" in person("chen").ticket(number) for number in numbers)
    assert loud.records
    assert leaked(loud) == []


def test_a_fault_and_a_database_that_is_away_leave_nothing_in_the_log_either(
    loud: pytest.LogCaptureFixture, hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise StorageUnavailable("away")

    monkeypatch.setattr(hotline.database, "transaction", away)
    monkeypatch.setattr(hotline.database, "reading", away)
    talk(hotline)
    assert hotline.ledger.is_behind
    assert any(record.levelno >= logging.WARNING for record in loud.records)
    assert leaked(loud) == []


def test_the_journal_is_its_owners_alone_and_unreadable(
    hotline: Hotline, database_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise StorageUnavailable("away")

    monkeypatch.setattr(hotline.database, "transaction", away)
    monkeypatch.setattr(hotline.database, "reading", away)
    talk(hotline)
    folder = database_file.parent / "journal"
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    assert {path.stat().st_mode & 0o077 for path in (folder, *files)} == {0}
    raw = b"".join(path.read_bytes() for path in files)
    assert [mark for mark in (PHONE, NAME, *WORDS) if mark.encode() in raw] == []
