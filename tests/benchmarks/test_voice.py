"""The voice benchmark counts the webhooks it says, and the calls that broke off."""

import httpx
import pytest

from benchmarks.voice import Rung, _ring_all, _row, _verdict
from telephony.simulator.acting import Act, Presses, Says
from telephony.simulator.webhooks import Timing
from tests.telephony.simulator.paper import ACCOUNT, PaperApplication

LISTENS = '<Gather input="dtmf speech" language="cmn-Hans-CN" numDigits="1" action="/1/heard"/>'
CALLS: list[list[Act]] = [[Says(text="头晕"), Presses(keys="1")] for _ in range(3)]


async def ring(answers: dict[str, str | int]) -> list[Rung]:
    paper = PaperApplication(answers)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(paper.application)) as http:
        return await _ring_all(http, ACCOUNT, CALLS, at_once=3)


async def test_what_is_said_and_pressed_is_counted_and_nothing_else() -> None:
    rung = await ring({"/voice": LISTENS, "/1/heard": LISTENS})
    assert [len(one.answered) for one in rung] == [2, 2, 2]
    assert _row("key", rung, at_once=3)[:3] == ["key", "3", "6"]


@pytest.mark.parametrize("broken", ["<Hangup/>", 500])
async def test_a_call_that_breaks_off_is_dropped(broken: str | int) -> None:
    rung = await ring({"/voice": LISTENS, "/1/heard": broken})
    assert all(one.dropped for one in rung)


def test_a_webhook_above_six_seconds_is_counted() -> None:
    slow = Rung((Timing("/1/heard", 6.5), Timing("/1/heard", 0.1)), dropped=False)
    assert _verdict([slow]) == "1 calls at once: 1 webhooks above 6 s, 0 calls dropped"
