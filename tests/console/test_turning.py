"""A thread that takes turns goes on whatever a turn does, says so once, and stops when it is told."""

from collections.abc import Callable
from datetime import timedelta
from queue import SimpleQueue

import pytest

from console import turning
from console.turning import Turning
from hotline.database import StorageUnavailable

AT_ONCE = timedelta(0)


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turning, "REST", AT_ONCE)


def played(script: list[Exception | None]) -> tuple[Callable[[], timedelta], SimpleQueue[str]]:
    """Turns that fail as written, and then rest for ever; the queue hears when the script is over."""
    over = SimpleQueue[str]()

    def turn() -> timedelta:
        if not script:
            over.put("over")
            return timedelta(days=1)
        fault = script.pop(0)
        if fault is not None:
            raise fault
        return AT_ONCE

    return turn, over


def run(script: list[Exception | None]) -> None:
    turn, over = played(script)
    one = Turning("letters", turn)
    one.start()
    assert over.get(timeout=10) == "over"
    one.stop()
    assert one.is_stopping


def test_a_failure_is_told_once_until_a_turn_succeeds(caplog: pytest.LogCaptureFixture) -> None:
    away = StorageUnavailable("away")
    run([away, away, away, None, away])
    assert caplog.text.count("letters: a turn failed and is tried again: StorageUnavailable") == 2
    assert "Traceback" not in caplog.text, "a database that is away is no fault of the program"


def test_another_fault_is_told_beside_the_first_with_its_trace(caplog: pytest.LogCaptureFixture) -> None:
    run([StorageUnavailable("away"), RuntimeError("unforeseen")])
    assert "RuntimeError" in caplog.text
    assert "Traceback" in caplog.text


def test_one_that_was_never_started_can_be_stopped() -> None:
    Turning("letters", lambda: AT_ONCE).stop()


def test_a_first_rest_comes_before_the_first_turn() -> None:
    turns = SimpleQueue[str]()

    def turn() -> timedelta:
        turns.put("taken")
        return AT_ONCE

    one = Turning("nightly", turn, first_rest=timedelta(days=1))
    one.start()
    one.stop()
    assert turns.empty()
