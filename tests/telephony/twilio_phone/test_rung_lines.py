"""Whoever is rung for a caller hears first who it is; and whoever leaves a message is told of once."""

from telephony.phone.events import (
    DialEnded,
    DialOutcome,
    Pressed,
    Recorded,
)
from telephony.phone.steps import Record
from tests.telephony.twilio_phone.caller import CALL, RECORDING, Caller, attribute, dialled, said, words
from tests.telephony.twilio_phone.told_line import GREETING, WITHOUT_US, ToldLine

HELLO, SORRY = GREETING.prompt[0].text, WITHOUT_US.prompt[0].text


async def test_whoever_was_rung_hears_who_calls_and_is_joined_by_a_key(
    caller: Caller, line: ToldLine
) -> None:
    ended_at, whisper_at = await dialled(caller, line)
    rung = {"CallSid": "CA" + "d" * 32, "ParentCallSid": CALL}
    whisper = await caller.ask(whisper_at, **rung)
    assert "接听请按一" in said(whisper)
    assert line.whispered == [(CALL, "emergency 1")]
    line.fault = OSError("cannot be noted")
    for _ in range(2):
        assert len(await caller.answers_gather(whisper, **rung, Digits="1")) == 0, "joined"
    line.fault = None
    assert line.with_whom == [(CALL, "emergency 1")]
    await caller.ask(ended_at, DialCallStatus="completed", DialCallDuration="40")
    event = line.taken[-1]
    assert isinstance(event, DialEnded)
    assert (event.outcome, event.lasted.seconds) == (DialOutcome.ANSWERED, 40)


async def test_an_answering_machine_is_asked_twice_and_left(caller: Caller, line: ToldLine) -> None:
    ended_at, whisper_at = await dialled(caller, line)
    twiml = await caller.ask(whisper_at)
    twiml = await caller.answers_gather(twiml, Digits="")
    assert twiml.find("Gather") is not None
    assert [element.tag for element in await caller.answers_gather(twiml)] == ["Hangup"]
    await caller.ask(ended_at, DialCallStatus="completed", DialCallDuration="30")
    event = line.taken[-1]
    assert isinstance(event, DialEnded)
    assert event.outcome is DialOutcome.NO_ANSWER


async def test_where_nothing_can_be_whispered_they_are_joined(caller: Caller, line: ToldLine) -> None:
    ended_at, whisper_at = await dialled(caller, line)
    line.fault = OSError("away")
    assert len(await caller.ask(whisper_at)) == 0
    line.fault = None
    await caller.ask(ended_at, DialCallStatus="completed", DialCallDuration="40")
    event = line.taken[-1]
    assert isinstance(event, DialEnded)
    assert event.outcome is DialOutcome.ANSWERED


async def test_a_message_is_told_once_though_two_tell_of_it(caller: Caller, line: ToldLine) -> None:
    greeting = await caller.rings()
    line.next = [Record(prompt=words("请留言，会录音。"))]
    twiml = await caller.presses(greeting, "2")
    facts = {"RecordingSid": RECORDING, "RecordingDuration": "9", "RecordingStatus": "completed"}
    await caller.ask(attribute(twiml, "Record", "action"), **facts, Digits="#")
    await caller.ask(attribute(twiml, "Record", "recordingStatusCallback"), **facts)
    assert [type(event) for event in line.taken[2:]] == [Recorded]


async def test_a_message_cut_off_by_a_cry_for_help_is_told_of_still(caller: Caller, line: ToldLine) -> None:
    greeting = await caller.rings()
    line.next = [Record(prompt=words("请留言，会录音。"))]
    twiml = await caller.presses(greeting, "2")
    facts = {"RecordingSid": RECORDING, "RecordingDuration": "9", "RecordingStatus": "completed"}
    await caller.ask(attribute(twiml, "Record", "action"), **facts, Digits="0")
    await caller.ask(attribute(twiml, "Record", "recordingStatusCallback"), **facts)
    assert [type(event) for event in line.taken[2:]] == [Pressed, Recorded]
