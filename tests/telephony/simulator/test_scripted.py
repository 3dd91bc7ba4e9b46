"""A script's caller does what is written, and notes what he did not hear."""

from pathlib import Path

import pytest

from telephony.phone.steps import Dial, HangUp, Listen, Spoken, Step
from telephony.simulator.clock import VirtualClock
from telephony.simulator.in_process import InProcessCall
from telephony.simulator.lines import Lines
from telephony.simulator.script import FaultyScript, Script, Turn, load_script
from telephony.simulator.scripted import ScriptedParty, is_said
from telephony.simulator.tape import Tape
from tests.hotline.making import MORNING
from tests.telephony.simulator.told_line import ToldLine

ASKS = Listen(prompt=(Spoken("请说。"),))
ASKS_AGAIN = Listen(prompt=(Spoken("请再说一遍。"),))
HELP = Dial(prompt=(Spoken("马上为您接通。"),), line="+8608810999")
NUMBERS = {"emergency_line": "0000-8810999"}


async def faults(*steps: Step, turns: list[dict[str, object]], **script: object) -> list[str]:
    """What a caller finds fault with who plays these turns on a line that takes these steps."""
    read = Script.model_validate({"name": "a test", "why": "a test", "turns": turns, **script})
    clock, tape = VirtualClock(MORNING), Tape(began_at=MORNING)

    async def stage(_: Turn) -> None: ...

    party = ScriptedParty(
        read.turns,
        lines=Lines(read.lines, numbers=NUMBERS),
        facts=lambda: {"code": "482913"},
        stage=stage,
        tape=tape,
        clock=clock,
    )
    call = InProcessCall(line=ToldLine(*steps), party=party, number=read.number, clock=clock, tape=tape)
    await call.run()
    party.finish()
    return party.faults


async def test_what_is_heard_as_written_is_no_fault() -> None:
    turns: list[dict[str, object]] = [{"hears": "请说", "says": "头晕"}, {"hears": "再见"}]
    assert await faults(ASKS, turns=turns) == []


async def test_what_is_not_heard_is_a_fault() -> None:
    [fault] = await faults(ASKS, turns=[{"hears": "您好", "says": "头晕"}])
    assert fault == "does not say 您好: 请说。"


async def test_what_must_not_be_heard_is_a_fault() -> None:
    [fault] = await faults(ASKS, turns=[{"never": "请说", "says": "头晕"}])
    assert fault.startswith("says 请说")


async def test_a_call_that_ends_too_early_is_a_fault() -> None:
    assert await faults(turns=[{"says": "头晕"}]) == ["the call was over before: 头晕"]


async def test_silence_lasts_as_many_windows_as_written() -> None:
    turns: list[dict[str, object]] = [{"silent": 2}, {"hears": "再说一遍", "says": "头晕"}]
    assert await faults(ASKS, ASKS_AGAIN, ASKS, turns=turns) == []


async def test_the_lines_that_are_rung_are_compared_by_name() -> None:
    lines = {"emergency_line": ["busy", {"does": "answers", "talks": 5}]}
    turns: list[dict[str, object]] = [{"says": "救命"}, {"rings": ["emergency_line", "emergency_line"]}]
    assert await faults(ASKS, HELP, HELP, turns=turns, lines=lines) == []
    [fault] = await faults(ASKS, HELP, turns=turns, lines=lines)
    assert fault.startswith("rang ['emergency_line'], not")


async def test_of_an_interrupted_prompt_only_what_was_heard_counts() -> None:
    long = Listen(prompt=(Spoken("一二三四五六七八"), Spoken("按零接急诊")))
    [fault] = await faults(long, HangUp(prompt=()), turns=[{"hears": "按零", "says": "喂", "early": 1}])
    assert fault.startswith("does not say 按零: 一二三")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("482913", "查询码四八二，九一三"),
        ("0000-8810999", "零零零零，八八一零九九九"),
        ("再见", "好的，再见"),
    ],
)
def test_digits_are_the_same_however_they_are_spoken(words: str, text: str) -> None:
    assert is_said(words, text)


def test_a_faulty_file_names_its_fault(tmp_path: Path) -> None:
    file = tmp_path / "faulty.yml"
    file.write_text("name: x\nwhy: y\nturns: [{says: a, presses: '1'}]", encoding="utf-8")
    with pytest.raises(FaultyScript, match=r"faulty\.yml: turns\.0: .*one thing at a time"):
        load_script(file)
