"""What a caller hears is timed, and what he should not have to hear is a fault."""

from telephony.simulator.acting import Says
from tests.telephony.simulator.paper import Does, call, say, seconds

GATHER = '<Gather input="dtmf speech" language="cmn-Hans-CN" timeout="5" {more}action="/next">{said}</Gather>'
ASKS = GATHER.format(more='numDigits="1" ', said=say("请说。"))


def test_more_than_six_seconds_of_silence_are_a_fault() -> None:
    _, made = call({"/voice": f'{say("请稍等。")}<Pause length="7"/>'}, Does())
    assert made.webhooks.tape.faults == ["7.0 s of silence"]


def test_a_prompt_of_more_than_fifteen_seconds_is_a_fault() -> None:
    long = GATHER.format(more="", said=say("药" * 61))
    _, made = call({"/voice": ASKS, "/next": long}, Does(Says(text="在")))
    assert [fault.split(":")[0] for fault in made.webhooks.tape.faults] == ["prompt of 15.2 s"]


def test_a_slow_voice_takes_longer() -> None:
    slow = (
        '<Say voice="Polly.Zhiyu" language="cmn-CN"><prosody rate="50%">一二三四五六七八九十</prosody></Say>'
    )
    _, made = call({"/voice": slow}, Does())
    assert made.webhooks.tape.sounds[-1].lasted == seconds(5)


def test_what_no_voice_can_read_is_a_fault() -> None:
    _, made = call({"/voice": say("请打120（急救）。")}, Does())
    assert made.webhooks.tape.faults == ["no voice can read 120: 请打120（急救）。"]
