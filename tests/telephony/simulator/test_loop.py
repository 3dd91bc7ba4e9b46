"""Nobody waits in the virtual loop, and nobody who works is overtaken by it."""

import asyncio
import threading
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import pytest
from starlette.concurrency import run_in_threadpool

from telephony.simulator.clock import VirtualClock
from telephony.simulator.loop import VirtualLoop
from tests.hotline.making import MORNING


def played(play: Coroutine[Any, Any, None]) -> timedelta:
    """The time that passed."""
    clock = VirtualClock(MORNING)
    with asyncio.Runner(loop_factory=lambda: VirtualLoop(clock)) as runner:
        runner.run(play)
    return clock.now() - MORNING


async def sleep_for_two_days() -> None:
    await asyncio.sleep(timedelta(days=2).total_seconds())


def test_two_days_pass_at_once() -> None:
    assert played(sleep_for_two_days()) >= timedelta(days=2)


def test_of_two_timers_the_earlier_is_first() -> None:
    order: list[int] = []

    async def note(seconds: int) -> None:
        await asyncio.sleep(seconds)
        order.append(seconds)

    async def play() -> None:
        await asyncio.gather(note(9), note(3), note(6))

    assert timedelta(seconds=9) <= played(play()) < timedelta(seconds=10)
    assert order == [3, 6, 9]


def test_no_time_passes_while_a_thread_works() -> None:
    gate = threading.Event()

    async def play() -> None:
        asyncio.get_running_loop().call_soon(threading.Timer(0.3, gate.set).start)
        await asyncio.wait_for(asyncio.to_thread(gate.wait), timeout=0.1)

    assert played(play()) < timedelta(seconds=0.1)


def test_no_time_passes_while_a_route_runs_in_a_thread() -> None:
    gate = threading.Event()

    async def play() -> None:
        asyncio.get_running_loop().call_soon(threading.Timer(0.3, gate.set).start)
        await asyncio.wait_for(run_in_threadpool(gate.wait), timeout=0.1)

    assert played(play()) < timedelta(seconds=0.1)


def test_who_waits_in_vain_is_told_so() -> None:
    async def play() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), timeout=30)

    assert played(play()) >= timedelta(seconds=30)
