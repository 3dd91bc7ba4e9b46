"""A hotline that runs while its knowledge is edited: no restart, and no fault ever served."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from console.paths import ROOT
from knowledge_base.loading import FOLDERS
from tests.console.whole_hotline import Command, eventually, hotline, parts
from tests.knowledge_base import samples
from tests.rasa_server import free_port

pytestmark = pytest.mark.whole

PARTS = ("hotline", "knowledge_base", "telephony", "actions", "desk", "console", "migrations", "bot/domain")
QUESTIONS = [
    f"高血压{end}" for end in ("能吃咸菜吗", "可以吃咸菜吗", "吃咸菜行不行", "咸菜能不能吃", "吃点咸菜可以吗")
]
SOON = 30.0


@dataclass
class Edited:
    """A copy of the program with knowledge of its own, serving."""

    folder: Path
    environment: dict[str, str]
    serving: Command

    @property
    def port(self) -> str:
        return self.environment["HOTLINE_PORT"]

    def write(self, answer: str) -> None:
        write(self.folder, answer)

    def ask(self) -> dict[str, Any]:
        asked = httpx.post(
            f"http://127.0.0.1:{self.port}/api/messages",
            json={"text": QUESTIONS[0]},
            timeout=20,
            trust_env=False,
        )
        reply: dict[str, Any] = asked.json()
        return reply

    def says(self, words: str) -> bool:
        return words in self.ask()["bubbles"][0]["text"]

    def refused(self) -> list[str]:
        health = httpx.get(f"http://127.0.0.1:{self.port}/health", timeout=5, trust_env=False).json()
        faults: list[str] = health["refused"]
        return faults

    def run(self, *words: str) -> str:
        return hotline(*words, environment=self.environment, folder=self.folder).stdout


def write(folder: Path, answer: str) -> None:
    entry = samples.entry("hypertension", questions=QUESTIONS, answer=answer)
    samples.write(folder / "knowledge_base" / "topics" / "hypertension.yml", samples.topic(entries=[entry]))


def copy_program(folder: Path) -> None:
    """The program as it is, and in place of what we know a single answer."""
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in (*FOLDERS.values(), "reference_values", "lexicon"):
        shutil.rmtree(folder / "knowledge_base" / part)
    (folder / "knowledge_base" / "uncovered.yml").unlink(missing_ok=True)
    samples.folder(folder / "knowledge_base")
    write(folder, "咸菜太咸，要少吃。")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edited]:
    folder = tmp_path_factory.mktemp("edited")
    copy_program(folder)
    (folder / "var").mkdir()
    (folder / "var" / "model").symlink_to(ROOT / "var" / "model")
    environment = {
        "HOTLINE_PORT": str(free_port()),
        "HOTLINE_RASA_URL": f"http://127.0.0.1:{free_port()}",
        "HOTLINE_LANGUAGE": "en",
        "HOTLINE_KNOWLEDGE_LOOKED_AT_EVERY": "PT0.1S",
        "PYTHONPATH": str(folder),
    }
    assert hotline("database", "upgrade", environment=environment, folder=folder).returncode == 0
    serving = Command("serve", environment=environment, output=folder / "serve.txt", folder=folder)
    found = Edited(folder, environment, serving)
    try:
        eventually(lambda: bool(parts(found.port)), what=f"it serves: {serving.printed}", within=SOON * 2)
        yield found
    finally:
        serving.end()


def test_an_edit_is_answered_without_a_restart_and_a_fault_never(edited: Edited) -> None:
    assert edited.says("咸菜太咸")
    edited.write("咸菜最好不吃。")
    eventually(lambda: edited.says("咸菜最好不吃"), what="the edit is served", within=SOON)
    edited.write("长" * 221)
    eventually(lambda: bool(edited.refused()), what="the fault is told", within=SOON)
    assert "answer has 221 characters" in edited.refused()[0]
    assert edited.says("咸菜最好不吃")
    examined = [json.loads(line) for line in edited.run("doctor", "--json").splitlines()]
    (finding,) = (row for row in examined if row["part"] == "refused")
    assert finding["state"] == "fault"
    assert "answer has 221 characters" in finding["why"]
    edited.write("咸菜一周一次。")
    eventually(lambda: edited.says("咸菜一周一次"), what="the mended file is served", within=SOON)
    assert edited.refused() == []
    assert parts(edited.port)["knowledge"] == "ok"


def test_whoever_was_told_the_old_words_can_be_called_back(edited: Edited) -> None:
    edited.write("老说法。")
    eventually(lambda: edited.says("老说法"), what="the old words are told", within=SOON)
    old = edited.ask()["entry"]
    edited.write("新说法。")
    eventually(lambda: edited.says("新说法"), what="the new words are told", within=SOON)
    recall = (
        "kb",
        "recall",
        old["id"],
        "--since",
        "2020-01-01",
        "--version",
        old["version"],
        "--open",
        "--json",
    )

    def tickets() -> list[str]:
        return [json.loads(line)["ticket"] for line in edited.run(*recall).splitlines()]

    eventually(lambda: len(tickets()) > 1, what="what was told is kept", within=SOON)
    first = tickets()
    assert all(first)
    assert tickets() == first
    for number in first:
        assert number in edited.run("ticket")
