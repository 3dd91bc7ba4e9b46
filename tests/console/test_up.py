"""`hotline up` for real: started, asked, hurt, healed, stopped."""

import json
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from tests.console.whole_hotline import Command, eventually, hotline, own_environment, parts

pytestmark = pytest.mark.whole

MODEL_CALLER = "我高血压十年了，自己把药减了，头晕得厉害"


@dataclass
class Running:
    """The hotline of this module, and the settings that reach it."""

    up: Command
    environment: dict[str, str]

    @property
    def port(self) -> str:
        return self.environment["HOTLINE_PORT"]

    def rasa(self) -> psutil.Process:
        children = psutil.Process(self.up.process.pid).children(recursive=True)
        return next(child for child in children if "serve.py" in " ".join(child.cmdline()))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("up")
    environment = own_environment(folder)
    up = Command("up", environment=environment, output=folder / "up.txt")
    try:
        eventually(
            lambda: "hotline user add" in up.printed or up.process.poll() is not None,
            what=f"up: {up.printed}",
        )
        yield Running(up, environment)
    finally:
        up.end()


def test_it_says_where_the_pages_are(running: Running) -> None:
    for page in ("chat", "desk", "health"):
        assert f"http://127.0.0.1:{running.port}/{page}" in running.up.printed
    assert "hotline user add" in running.up.printed


def test_the_model_caller_gets_a_sourced_answer_and_a_ticket(running: Running) -> None:
    asked = hotline("ask", "--json", MODEL_CALLER, environment=running.environment)
    reply = json.loads(asked.stdout)
    assert reply["answered_by"] == "bot"
    assert reply["grade"] == "urgent"
    assert reply["entry"]["id"] == "hypertension.reduced_own_dose"
    assert reply["entry"]["sources"]
    assert reply["ticket"]["number"] in hotline("ticket", environment=running.environment).stdout
    assert reply["ticket"]["nurse"]


def test_talk_takes_a_choice_by_its_number(running: Running) -> None:
    said = hotline("talk", environment=running.environment, said="你好\n1\n\n")
    assert said.returncode == 0
    assert said.stdout.count("就医提醒") + said.stdout.count("下面哪一个") >= 1


def test_a_second_hotline_on_the_same_port_is_told_so(running: Running) -> None:
    second = hotline("up", environment=running.environment)
    assert second.returncode == 1
    assert f"Port {running.port} is taken" in second.stderr
    assert "Traceback" not in second.stderr


def test_staff_can_be_added_and_a_short_password_is_refused(running: Running) -> None:
    words = ("user", "add", "wang", "--name", "王秀英", "--password-stdin")
    assert hotline(*words, environment=running.environment, said="short\n").returncode == 1
    assert hotline(*words, environment=running.environment, said="a long enough one\n").returncode == 0
    taken = hotline(*words, environment=running.environment, said="a long enough one\n")
    assert "taken" in taken.stderr
    assert "王秀英" in hotline("user", "list", environment=running.environment).stdout


def test_the_actions_are_closed_to_everybody_else(running: Running) -> None:
    guess = f"http://127.0.0.1:{running.port}/actions/webhook?token=guess"
    assert httpx.post(guess, json={}, trust_env=False).status_code == httpx.codes.FORBIDDEN


def test_the_doctor_finds_everything_in_order(running: Running) -> None:
    examined = hotline("doctor", "--json", environment=running.environment)
    found = {row["part"]: row["state"] for row in map(json.loads, examined.stdout.splitlines())}
    assert "fault" not in found.values(), examined.stdout
    assert found["phone"] == "off"


def test_a_killed_rasa_is_said_replaced_and_nobody_is_left_without_an_answer(running: Running) -> None:
    running.rasa().send_signal(signal.SIGKILL)
    eventually(lambda: parts(running.port).get("rasa") == "down", what="Rasa is missed")
    reply = json.loads(hotline("ask", "--json", MODEL_CALLER, environment=running.environment).stdout)
    assert reply["answered_by"] == "search"
    assert reply["entry"]["id"] == "hypertension.reduced_own_dose"
    eventually(lambda: "Rasa stopped" in running.up.printed, what="the crash is said")
    eventually(lambda: parts(running.port).get("rasa") == "ok", what="Rasa is back")


def test_ctrl_c_stops_everything(running: Running) -> None:
    children = psutil.Process(running.up.process.pid).children(recursive=True)
    assert running.up.interrupt() == 0
    assert "Nothing is running" in running.up.printed
    gone, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []
    assert len(gone) == len(children)


def test_a_second_start_makes_nothing_anew(running: Running, tmp_path: Path) -> None:
    again = hotline("prepare", environment=running.environment)
    assert again.returncode == 0
    assert again.stdout.count("unchanged") == 4
