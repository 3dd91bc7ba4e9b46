"""Calls end, are forgotten, break and wait: the caller always hears where to turn."""

import pytest

from telephony.channels.twilio_phone import TwilioPhone
from telephony.phone.events import (
    Began,
    DialEnded,
    DialOutcome,
    Ended,
    Heard,
)
from tests.hotline.making import SetClock
from tests.telephony.twilio_phone.caller import CALL, DOORS, Caller, attribute, dialled, said
from tests.telephony.twilio_phone.told_line import GREETING, WITHOUT_US, ToldLine

HELLO, SORRY = GREETING.prompt[0].text, WITHOUT_US.prompt[0].text


async def test_the_end_is_told_and_late_news_of_the_call_is_taken(caller: Caller, line: ToldLine) -> None:
    ended_at, _ = await dialled(caller, line)
    await caller.ask(f"{DOORS}/status", CallStatus="ringing")
    assert line.ended == []
    await caller.ask(f"{DOORS}/status", CallStatus="completed", CallDuration="77")
    (event,) = line.ended
    assert isinstance(event, Ended)
    assert (event.call, event.answered, event.lasted.seconds) == (CALL, True, 77)
    await caller.ask(ended_at, CallStatus="completed", DialCallStatus="canceled")
    assert isinstance(line.taken[-1], DialEnded)


async def test_a_call_that_ended_long_ago_is_over(caller: Caller, line: ToldLine, clock: SetClock) -> None:
    greeting = await caller.rings()
    await caller.ask(f"{DOORS}/status", CallStatus="completed")
    clock.move(minutes=11)
    taken = len(line.taken)
    for url in (attribute(greeting, "Gather", "action"), DOORS):
        assert (await caller.post(url, Digits="1")).status_code == 403
    assert len(line.taken) == taken


async def test_an_address_of_yesterday_is_over_though_we_have_forgotten_the_call(
    caller: Caller, line: ToldLine, clock: SetClock, phone: TwilioPhone
) -> None:
    url = attribute(await caller.rings(), "Gather", "action")
    clock.move(hours=6)
    assert (await caller.post(url, Digits="1")).status_code == 403
    assert phone.forms.refusals.counts == {"stale": 1}


async def test_a_call_we_have_forgotten_goes_on_with_its_number(caller: Caller, line: ToldLine) -> None:
    url = attribute(await caller.rings(), "Gather", "action").replace(CALL, other := "CA" + "e" * 32)
    line.taken.clear()
    caller.call = other
    assert said(await caller.ask(url, SpeechResult="胸口疼")) == HELLO
    began, heard = line.taken
    assert isinstance(began, Began)
    assert began.number == "13800008000"
    assert isinstance(heard, Heard)


async def test_whatever_breaks_the_caller_hears_where_to_turn(caller: Caller, line: ToldLine) -> None:
    line.fault = RuntimeError("broken")
    lost = await caller.rings()
    assert said(lost) == SORRY
    line.fault = None
    assert said(await caller.presses(lost, "1")) == HELLO, "and the call goes on where we are back"
    line.fault = RuntimeError("broken")
    await caller.ask(f"{DOORS}/status", CallStatus="completed")


async def test_an_errand_begins_and_ends_under_its_name(
    caller: Caller, line: ToldLine, phone: TwilioPhone
) -> None:
    await caller.ask(phone.addresses.errand("e 1/2"), From="+8612340000", To="+8613800008000")
    began = line.taken[0]
    assert isinstance(began, Began)
    assert (began.errand, began.number) == ("e 1/2", "13800008000")
    await caller.ask(phone.addresses.errand_status("e 1/2"), CallStatus="busy")
    (ended,) = line.ended
    assert isinstance(ended, Ended)
    assert (ended.errand, ended.outcome) == ("e 1/2", DialOutcome.BUSY)


@pytest.mark.parametrize("failed", [f"{DOORS}/{CALL}/4/heard?at=1", DOORS, "", "https://elsewhere.example/"])
async def test_the_fallback_needs_nobody_and_the_call_goes_on(
    caller: Caller, line: ToldLine, failed: str
) -> None:
    line.fault = RuntimeError("broken")
    twiml = await caller.ask(f"{DOORS}/fallback", ErrorCode="11200", ErrorUrl=failed)
    assert said(twiml) == SORRY
    assert line.taken == []
    line.fault = None
    assert said(await caller.says(twiml, "喂")) == HELLO
