"""What a caller says is understood by ourselves, and answers the step that was open for it."""

from xml.etree import ElementTree

import numpy as np
import pytest
from starlette.websockets import WebSocketDisconnect

from telephony.phone.events import Heard, Pressed, Silent
from telephony.phone.steps import Dial, Spoken
from telephony.signed_forms import SignedForms
from telephony.speech import Recognised
from tests.telephony.media_streams.caller import CALL, PUBLIC, Caller
from tests.telephony.media_streams.conftest import ToldRecogniser, Turned
from tests.telephony.speech.voice import quiet, spoken
from tests.telephony.twilio_phone.told_line import ToldLine

DIZZY = Recognised("我头晕。", 0.8)


def hears(twiml: ElementTree.Element) -> str | None:
    gather = twiml.find("Gather")
    assert gather is not None
    return gather.get("input")


def action(twiml: ElementTree.Element) -> str:
    gather = twiml.find("Gather")
    assert gather is not None
    return str(gather.get("action"))


def is_settled(caller: Caller) -> None:
    """Everything that was sent is taken, for the door answers in order."""
    caller.client.portal.call(_nothing)  # type: ignore[union-attr]


async def _nothing() -> None:
    return None


def test_the_sound_is_asked_for_with_the_first_document(caller: Caller) -> None:
    twiml = caller.rings()
    stream = twiml.find("Start/Stream")
    assert stream is not None
    assert (stream.get("url"), stream.get("track")) == (
        "wss://hotline.example/telephony/phone/ears",
        "inbound_track",
    )
    assert twiml[0].tag == "Start"
    assert hears(twiml) == "dtmf speech"


def test_what_is_said_turns_the_call_to_its_answer(
    caller: Caller, line: ToldLine, recogniser: ToldRecogniser, turned: Turned
) -> None:
    recogniser.words = [DIZZY]
    greeting = caller.rings()
    with caller.sound() as stream:
        stream.begins()
        stream.says()
        assert turned.wait() == action(greeting)
        answer = caller.ask(turned.to[0][1])
    assert (turned.to[0][0], len(recogniser.heard)) == (CALL, 1)
    assert line.taken[-1] == Heard(call=CALL, token=f"{CALL}-1", text="我头晕。", confidence=0.8)
    assert answer.find("Start") is None


def test_while_our_ear_is_open_the_provider_hears_keys_only(
    caller: Caller, recogniser: ToldRecogniser, turned: Turned
) -> None:
    recogniser.words = [DIZZY, DIZZY]
    caller.rings()
    with caller.sound() as stream:
        stream.begins()
        stream.says()
        second = caller.ask(turned.wait())
        assert hears(second) == "dtmf"
        stream.says()
        caller.ask(turned.wait())
        stream.ends()
        with pytest.raises(WebSocketDisconnect):
            stream.socket.receive_text()
    assert hears(caller.ask(action(second).replace("/2/", "/3/"))) == "dtmf speech"


def test_a_key_comes_before_what_is_said(
    caller: Caller, line: ToldLine, recogniser: ToldRecogniser, turned: Turned
) -> None:
    recogniser.words = [DIZZY]
    greeting = caller.rings()
    with caller.sound() as stream:
        stream.begins()
        stream.says()
        address = turned.wait()
        caller.ask(action(greeting), Digits="0")
        caller.ask(address)
    assert [type(event) for event in line.taken[1:]] == [Pressed]


def test_who_still_speaks_when_the_time_is_over_is_listened_to(
    caller: Caller,
    line: ToldLine,
    recogniser: ToldRecogniser,
    turned: Turned,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("telephony.channels.twilio_phone.hearing._MOMENT", 0.01)
    recogniser.words = [DIZZY]
    recogniser.free.clear()
    greeting = caller.rings()
    with caller.sound() as stream:
        stream.begins()
        stream.says()
        assert recogniser.asked.wait(10)
        more = caller.ask(action(greeting))
        assert (hears(more), action(more), len(line.taken)) == ("dtmf", action(greeting), 1)
        recogniser.free.set()
        caller.ask(turned.wait())
    assert isinstance(line.taken[-1], Heard)


def test_silence_is_silence(caller: Caller, line: ToldLine, recogniser: ToldRecogniser) -> None:
    greeting = caller.rings()
    with caller.sound() as stream:
        stream.begins()
        stream.plays(quiet(3))
        caller.ask(action(greeting))
    assert isinstance(line.taken[-1], Silent)
    assert recogniser.heard == []


@pytest.mark.parametrize("fault", [None, RuntimeError("a model")])
def test_noise_that_is_no_word_leaves_the_step_open(
    caller: Caller, recogniser: ToldRecogniser, turned: Turned, fault: Exception | None
) -> None:
    recogniser.fault = fault
    recogniser.words = [None]
    caller.rings()
    with caller.sound() as stream:
        stream.begins()
        stream.says()
        assert recogniser.asked.wait(10)
        recogniser.fault, recogniser.words = None, [DIZZY]
        while not turned.turned.wait(0):
            stream.says()
            assert len(recogniser.heard) < 50
            is_settled(caller)


def test_a_call_that_cannot_be_turned_is_answered_when_its_silence_is_over(
    caller: Caller, line: ToldLine, recogniser: ToldRecogniser, turned: Turned
) -> None:
    turned.fault = RuntimeError("no way out")
    recogniser.words = [DIZZY]
    greeting = caller.rings()
    with caller.sound() as stream:
        stream.begins()
        stream.says()
        turned.wait()
        caller.ask(action(greeting))
    assert isinstance(line.taken[-1], Heard)


def test_nobody_listens_while_the_caller_is_joined_to_somebody(
    caller: Caller, line: ToldLine, recogniser: ToldRecogniser
) -> None:
    greeting = caller.rings()
    line.next = [Dial(prompt=(Spoken("正在接急诊。"),), line="0571-8810999")]
    with caller.sound() as stream:
        stream.begins()
        caller.ask(action(greeting), Digits="0")
        stream.plays(np.concatenate([spoken(2), quiet(2)]))
        is_settled(caller)
    assert recogniser.heard == []


def test_what_we_say_ourselves_is_not_heard(caller: Caller, recogniser: ToldRecogniser) -> None:
    caller.rings()
    with caller.sound() as stream:
        stream.begins()
        stream.plays(np.concatenate([spoken(2), quiet(2)]), track="outbound")
        is_settled(caller)
    assert recogniser.heard == []


def test_more_calls_than_can_be_heard_are_heard_by_the_provider(caller: Caller) -> None:
    others = [Caller(caller.client, call=f"CA{number:032}") for number in range(3)]
    assert [one.rings().find("Start") is None for one in others] == [False, False, True]
    others[0].ask(f"{PUBLIC}/telephony/phone/status", CallStatus="completed")
    assert Caller(caller.client, call=f"CA{9:032}").rings().find("Start") is not None


@pytest.mark.parametrize("signature", ["", "bm8="])
def test_a_line_nobody_signed_is_refused_and_counted(
    caller: Caller, forms: SignedForms, signature: str
) -> None:
    caller.rings()
    with pytest.raises(WebSocketDisconnect), caller.sound(signature=signature) as stream:
        stream.begins()
    assert forms.refusals.counts == {"unsigned": 1}


def test_the_sound_of_a_call_nobody_knows_is_not_taken(caller: Caller) -> None:
    with caller.sound() as stream:
        stream.begins()
        with pytest.raises(WebSocketDisconnect):
            stream.socket.receive_text()


@pytest.mark.parametrize(
    "told", ["", "[]", "{}", '{"event": "media"}', '{"event": "start", "start": {}}', "x"]
)
def test_what_the_provider_never_sends_ends_the_line(caller: Caller, told: str) -> None:
    caller.rings()
    with caller.sound() as stream:
        stream.socket.send_text(told)
        with pytest.raises(WebSocketDisconnect):
            stream.socket.receive_text()
