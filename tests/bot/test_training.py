"""Rasa itself finds no fault with the project, and no example is cut through a name."""

import subprocess
from pathlib import Path

import pytest

from tests.rasa_server import ROOT, bot_python, rasa, trained_model

pytestmark = pytest.mark.whole
DATA = ("data", "../var/bot/data")


def test_the_project_is_valid() -> None:
    trained_model()
    run = rasa("data", "validate", "--domain", "domain", "--data", *DATA, "--fail-on-warnings")
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]


def aligned(*data: str) -> subprocess.CompletedProcess[str]:
    command = [str(bot_python()), str(Path(__file__).with_name("alignment.py")), "../var/bot/jieba", *data]
    return subprocess.run(command, cwd=ROOT / "bot", capture_output=True, text=True, timeout=120, check=False)


def test_no_entity_cuts_through_a_word() -> None:
    trained_model()
    run = aligned("data/nlu", "data/entities.yml")
    assert run.returncode == 0, run.stderr[-2000:]
    assert not run.stdout.startswith("0 ")


def test_an_entity_that_cuts_through_a_word_would_be_found(tmp_path: Path) -> None:
    trained_model()
    cut = tmp_path / "cut.yml"
    cut.write_text(
        'version: "3.1"\nnlu:\n- intent: ask_medicine\n  examples: |\n    - [高血](topic)压怎么办\n',
        encoding="utf-8",
    )
    run = aligned(str(cut))
    assert "Misaligned entity" in run.stderr
    assert run.returncode != 0


def test_the_stories_go_as_written(tmp_path: Path) -> None:
    model = trained_model()
    arguments = ("test", "core", "--model", str(model), "--stories", "tests", "--fail-on-prediction-errors")
    run = rasa(*arguments, "--out", str(tmp_path), "--no-plot")
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]


def test_an_unchanged_bot_is_not_trained_again() -> None:
    first = trained_model()
    written = first.stat().st_ino
    assert trained_model() == first
    assert first.stat().st_ino == written


def test_the_recent_conversations_are_kept_and_no_others() -> None:
    script = """
import asyncio
from components.recent_tracker_store import RecentTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
store = RecentTrackerStore(Domain.empty(), conversations=2)
async def speak(sender):
    tracker = await store.get_or_create_tracker(sender)
    tracker.update(UserUttered(sender))
    await store.save(tracker)
async def main():
    for sender in ("first", "second", "first", "third"):
        await speak(sender)
    print(sorted(await store.keys()), (await store.retrieve("first")).latest_message.text)
asyncio.run(main())
"""
    run = subprocess.run(
        [str(bot_python()), "-c", script],
        cwd=ROOT / "bot",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.stdout.strip() == "['first', 'third'] first", run.stderr[-2000:]
