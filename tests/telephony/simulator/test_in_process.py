"""The second adapter carries the same steps and events without a provider."""

import pytest

from telephony.phone.events import CameBack, DialEnded, DialOutcome, Heard, Pressed, Recorded, Silent
from telephony.phone.steps import ComeBack, Dial, Hold, Listen, Record, Spoken, Step
from telephony.simulator.acting import Act, Callee, HangsUp, Presses, Ringing, Says, StaysSilent
from telephony.simulator.clock import VirtualClock
from telephony.simulator.in_process import InProcessCall
from telephony.simulator.mishaps import NO_MISHAPS, Mishaps
from telephony.simulator.tape import Tape, Voice
from tests.hotline.making import MORNING
from tests.telephony.simulator.paper import Does, seconds
from tests.telephony.simulator.told_line import ToldLine

ASKS = Listen(prompt=(Spoken("请说。"),))
DIAL = Dial(prompt=(), line="0000-8810999", whisper="emergency")


async def play(line: ToldLine, party: Does, *, mishaps: Mishaps = NO_MISHAPS) -> InProcessCall:
    call = InProcessCall(
        line=line,
        party=party,
        number="13900000001",
        clock=VirtualClock(MORNING),
        tape=Tape(began_at=MORNING),
        mishaps=mishaps,
    )
    await call.run()
    return call


@pytest.mark.parametrize(
    ("step", "act", "kind"),
    [
        (ASKS, Says(text="头晕"), Heard),
        (ASKS, Presses(keys="#"), Pressed),
        (ASKS, StaysSilent(), Silent),
        (Hold(prompt=()), StaysSilent(), CameBack),
        (Hold(prompt=()), Presses(keys="1"), Pressed),
        (Record(prompt=()), Says(text="请回电话"), Recorded),
    ],
)
async def test_what_the_caller_does_becomes_an_event(step: Step, act: Act, kind: type) -> None:
    line = ToldLine(step)
    await play(line, Does(act))
    assert isinstance(line.taken[1], kind)


async def test_an_answer_still_being_made_is_asked_for_again() -> None:
    line = ToldLine(ComeBack(prompt=(Spoken("请稍等。"),)))
    call = await play(line, Does())
    assert isinstance(line.taken[1], CameBack)
    assert call.we_ended


@pytest.mark.parametrize(
    ("callee", "outcome"),
    [
        (Callee(), DialOutcome.ANSWERED),
        (Callee(does=Ringing.MACHINE), DialOutcome.NO_ANSWER),
        (Callee(presses=""), DialOutcome.NO_ANSWER),
        (Callee(does=Ringing.BUSY), DialOutcome.BUSY),
        (Callee(does=Ringing.FAILED), DialOutcome.FAILED),
        (Callee(after=seconds(40)), DialOutcome.NO_ANSWER),
    ],
)
async def test_what_became_of_a_line_is_told(callee: Callee, outcome: DialOutcome) -> None:
    line = ToldLine(DIAL)
    await play(line, Does(lines=(callee,)))
    ended = line.taken[1]
    assert isinstance(ended, DialEnded)
    assert ended.outcome is outcome


async def test_who_is_rung_hears_the_whisper() -> None:
    call = await play(ToldLine(DIAL), Does(lines=(Callee(),)))
    assert list(call.tape.said(Voice.WHISPER)) == ["emergency，按一接通。"]


async def test_who_hangs_up_ends_the_call_and_nothing_follows() -> None:
    line = ToldLine(ASKS)
    call = await play(line, Does(HangsUp()))
    assert (len(line.taken), len(line.ended), call.we_ended) == (1, 1, False)


async def test_copies_and_stale_events_change_nothing() -> None:
    line = ToldLine(ASKS, ASKS)
    call = await play(line, Does(Says(text="在"), Says(text="好")), mishaps=Mishaps(doubled=True, stale=True))
    assert [type(event).__name__ for event in line.taken] == ["Began", "Heard", "Heard"]
    assert call.tape.faults == []


async def test_an_event_that_never_reaches_us_is_answered_without_us() -> None:
    call = await play(ToldLine(ASKS), Does(Says(text="在")), mishaps=Mishaps(failing=frozenset({2})))
    assert list(call.tape.said(Voice.HOTLINE)) == ["请说。", "请拨打总机。"]
