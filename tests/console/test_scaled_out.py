"""The commands of docker-compose.yml against a real PostgreSQL: what the containers would run, run here."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
import yaml
from cryptography.fernet import Fernet

from console.paths import BOT, BOT_PYTHON, ROOT
from tests.console.whole_hotline import eventually, own_environment
from tests.postgres import running_postgres
from tests.rasa_server import free_port

pytestmark = pytest.mark.whole

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
ALL_INTERFACES = "0.0.0.0"  # noqa: S104 - the word in the file, replaced before anything is bound
SECRETS = {
    "POSTGRES_PASSWORD": "unused-on-a-socket",
    "HOTLINE_DATA_KEY": Fernet.generate_key().decode(),
    "HOTLINE_ACTION_TOKEN": uuid4().hex,
}


@dataclass
class ScaledOut:
    """Two applications and one Rasa on one PostgreSQL."""

    applications: tuple[str, str]
    rasa: str
    database: str


def filled_in(found: re.Match[str]) -> str:
    """What stands for `${NAME:?…}` (a secret of ours) and for `${NAME:-default}`; KeyError for another."""
    return SECRETS[found[1]] if found[2] is None else found[2]


def environment_of(service: str, *, hosts: Mapping[str, str]) -> dict[str, str]:
    """The service's environment as compose would fill it, its hosts replaced by this machine's."""
    filled = {}
    for name, value in COMPOSE["services"][service]["environment"].items():
        text = re.sub(r"\$\{(\w+)(?::-([^}]*))?[^}]*\}", filled_in, str(value))
        for host, here in hosts.items():
            text = text.replace(host, here)
        filled[name] = text
    return filled


def command_of(service: str, *, programs: Mapping[str, list[str]], values: Mapping[str, str]) -> list[str]:
    program, *words = COMPOSE["services"][service]["command"]
    return [*programs[program], *(values.get(word, word) for word in words)]


@pytest.fixture(scope="module")
def scaled_out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScaledOut]:
    folder = tmp_path_factory.mktemp("scaled")
    shared = own_environment(folder)
    ports = [free_port(), free_port()]
    rasa = free_port()
    with running_postgres() as postgres, ExitStack() as stack:
        database = postgres.new_database()
        hosts = {
            "postgresql+psycopg://hotline:unused-on-a-socket@postgres:5432/hotline": database,
            "postgresql://hotline:unused-on-a-socket@postgres:5432/hotline": database,
            "http://rasa:5005": f"http://127.0.0.1:{rasa}",
            "http://application:8000": f"http://127.0.0.1:{ports[0]}",
            ALL_INTERFACES: "127.0.0.1",
            "/srv/var": shared["HOTLINE_VAR"],
        }
        programs = {"hotline": [sys.executable, "-m", "console"], "python": [str(BOT_PYTHON)]}
        values = {
            "5005": str(rasa),
            ALL_INTERFACES: "127.0.0.1",
            "../var/bot/models": str(folder / "bot" / "models"),
        }

        def start(service: str, *, port: int | None = None) -> subprocess.Popen[bytes]:
            own = {**shared, **environment_of(service, hosts=hosts)}
            if port:
                own["HOTLINE_PORT"] = str(port)
            process = subprocess.Popen(
                command_of(service, programs=programs, values=values),
                cwd=BOT if service == "rasa" else ROOT,
                env={**os.environ, **own},
                stdout=stack.enter_context((folder / f"{service}-{port}.log").open("wb")),
                stderr=subprocess.STDOUT,
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        assert start("migrate").wait(timeout=120) == 0
        for port in ports:
            start("application", port=port)
        start("rasa")
        first, second = (f"http://127.0.0.1:{port}" for port in ports)
        for address in (first, second):
            eventually(partial(healthy, address), what=f"{address} is healthy; logs in {folder}")
        yield ScaledOut((first, second), f"http://127.0.0.1:{rasa}", database)


def healthy(address: str) -> bool:
    try:
        found: dict[str, str] = httpx.get(f"{address}/health", timeout=5, trust_env=False).json()
    except (httpx.HTTPError, ValueError):
        return False
    return found["status"] == "ok"


def say(address: str, text: str, *, conversation: str | None = None) -> dict[str, Any]:
    body = {"text": text, "conversation": conversation}
    answer = httpx.post(f"{address}/api/messages", json=body, timeout=30, trust_env=False)
    reply: dict[str, Any] = answer.json()
    return reply


def test_a_conversation_goes_on_at_the_other_application(scaled_out: ScaledOut) -> None:
    first, second = scaled_out.applications
    opened = say(first, "转人工")
    assert opened["answered_by"] == "bot"
    told = say(second, "13800138000", conversation=opened["conversation"])
    assert told["ticket"]["number"], told


def test_tickets_and_conversations_are_in_postgresql(scaled_out: ScaledOut) -> None:
    reply = say(scaled_out.applications[1], "我高血压十年了，自己把药减了，头晕得厉害")

    def kept(query: str, value: str) -> int:
        with psycopg.connect(scaled_out.database) as connection:
            row = connection.execute(query.encode(), (value,)).fetchone()
        return int(row[0]) if row else 0

    assert kept("SELECT count(*) FROM tickets WHERE number = %s", reply["ticket"]["number"]) == 1
    messages = "SELECT count(*) FROM messages WHERE conversation_id = %s"
    eventually(lambda: kept(messages, reply["conversation"]) == 2, what="both messages are kept", within=20)
    assert kept("SELECT count(*) FROM rasa_events WHERE sender_id = %s", reply["conversation"]) > 0


def test_what_patients_said_is_readable_in_no_table(scaled_out: ScaledOut) -> None:
    say(scaled_out.applications[0], "我叫Zhangsanfeng，高血压能吃柚子吗")
    with psycopg.connect(scaled_out.database) as connection:
        ours = connection.execute("SELECT * FROM messages").fetchall()
        rasas = connection.execute("SELECT * FROM rasa_events").fetchall()
    assert ours
    assert rasas
    # Latin letters, because JSON would write Chinese as escapes and hide it from this test.
    assert "Zhangsanfeng" not in f"{ours}{rasas}"


def test_the_health_checks_of_the_file_answer_here(scaled_out: ScaledOut) -> None:
    for service, address in (("application", scaled_out.applications[0]), ("rasa", scaled_out.rasa)):
        check = COMPOSE["services"][service]["healthcheck"]["test"][-1]
        path = re.search(r"http://127\.0\.0\.1:\d+(/\w*)", check)
        assert path is not None
        assert httpx.get(f"{address}{path[1]}", timeout=5, trust_env=False).is_success
