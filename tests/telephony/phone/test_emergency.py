"""A danger at any point: what to do, the emergency department's line, the next one, and never a dead line."""

import pytest

from hotline.conversations import Direction
from hotline.database import StorageUnavailable
from hotline.green_channel import AcknowledgedBy, AlarmState
from telephony.phone.events import DialOutcome
from telephony.phone.steps import Dial, Listen
from tests.hotline.making import a_call
from tests.telephony.making import Hotline
from tests.telephony.nursing import nurse_at_the_desk
from tests.telephony.phone.caller import NUMBER, Caller, text_of

DANGER = "我爸胸口压得慌，满头大汗，在李家村三组"


async def a_caller(hotline: Hotline, **known: str | None) -> Caller:
    caller = Caller(hotline.calls, **known)  # type: ignore[arg-type]
    await caller.rings()
    return caller


def lines(hotline: Hotline) -> list[str]:
    return [rung.line for rung in hotline.hospital.green_channel]


async def test_the_instruction_comes_first_and_then_the_emergency_department(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    said = await caller.says(DANGER)
    assert said.startswith("请马上打一二零，让病人坐下别动。")
    assert len(said) <= 60
    assert isinstance(caller.step, Dial)
    assert caller.step.line == hotline.hospital.placeholders["emergency_line"]
    assert hotline.bot.asked == []


async def test_the_alarm_is_raised_with_place_and_number(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says(DANGER)
    await caller.rung_for()
    (alarm,) = hotline.bell.live()
    assert (alarm.kind, alarm.phone, alarm.place) == ("acute_coronary", NUMBER, "在李家村三组")


async def test_whoever_answers_hears_what_where_and_the_number_in_one_breath(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says(DANGER)
    assert isinstance(caller.step, Dial)
    (whisper,) = await hotline.calls.whisper(caller.name, caller.step.whisper)
    assert "急性冠脉综合征" in whisper.text
    assert "李家村三组" in whisper.text
    assert "一三八，零零零零，八零零零" in whisper.text
    assert len(whisper.text) <= 60


async def test_a_whisper_about_a_call_nobody_knows_is_a_sentence_all_the_same(hotline: Hotline) -> None:
    for name in ("emergency", "nurse"):
        (whisper,) = await hotline.calls.whisper("CAunknown", name)
        assert whisper.text


async def test_who_joins_has_acknowledged_the_alarm_by_telephone(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says(DANGER)
    assert "急诊科和您说过话了" in await caller.line(DialOutcome.ANSWERED)
    await hotline.calls.settle()
    (alarm,) = hotline.bell.live()
    assert (alarm.state, alarm.acknowledged_how) == (AlarmState.ACKNOWLEDGED, AcknowledgedBy.PHONE)


async def test_who_hangs_up_while_he_is_spoken_with_was_answered(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says(DANGER)
    await caller.hangs_up()
    await caller.line(DialOutcome.ANSWERED)
    await hotline.calls.settle()
    assert hotline.bell.live()[0].state is AlarmState.ACKNOWLEDGED


async def test_a_second_danger_rings_the_department_first_again(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says(DANGER)
    await caller.line(DialOutcome.ANSWERED)
    await caller.presses("0")
    assert isinstance(caller.step, Dial)
    assert caller.step.line == lines(hotline)[0]


async def test_an_adapter_that_knows_of_the_joining_acknowledges_at_once(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says(DANGER)
    hotline.calls.joined(caller.name, "emergency")
    await hotline.calls.settle()
    assert hotline.bell.live()[0].state is AlarmState.ACKNOWLEDGED


async def test_who_does_not_answer_is_followed_by_the_next_twice_through_the_list(
    hotline: Hotline,
) -> None:
    caller = await a_caller(hotline)
    await caller.says(DANGER)
    rung = []
    while isinstance(caller.step, Dial):
        rung.append(caller.step.line)
        await caller.line(DialOutcome.NO_ANSWER if len(rung) % 2 else DialOutcome.BUSY)
    assert rung == lines(hotline) * 2
    assert all(len(said) <= 60 for said in caller.heard)
    assert "把平时吃的药" in "".join(caller.heard)


async def test_then_it_stays_repeats_and_rings_on_for_ever(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says(DANGER)
    for _ in range(30):
        if isinstance(caller.step, Dial):
            await caller.line(DialOutcome.NO_ANSWER)
        else:
            assert isinstance(caller.step, Listen)
            assert "我一直在" in text_of(caller.step)
            await caller.is_silent()


async def test_a_place_told_while_nobody_answers_reaches_the_alarm(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says("我爸胸口压得慌，满头大汗")
    for _ in range(6):
        await caller.line(DialOutcome.FAILED)
    assert "记下了" in await caller.says("我们住青石镇李家村三组")
    assert isinstance(caller.step, Dial)
    await caller.rung_for()
    assert hotline.bell.live()[0].place == "我们住青石镇李家村三组"


async def test_neither_the_end_key_nor_a_farewell_ends_an_emergency(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says(DANGER)
    for _ in range(6):
        await caller.line(DialOutcome.BUSY)
    await caller.presses("#")
    assert isinstance(caller.step, Dial)
    await caller.says("再见")
    assert isinstance(caller.step, Dial)


@pytest.mark.parametrize("cry", ["救命", "0"])
async def test_a_cry_or_a_zero_is_enough(hotline: Hotline, cry: str) -> None:
    caller = await a_caller(hotline)
    await (caller.presses("0") if cry == "0" else caller.says(cry))
    assert isinstance(caller.step, Dial)
    await caller.rung_for()
    (alarm,) = hotline.bell.live()
    assert alarm.kind == "call_for_help"


async def test_a_danger_heard_unclearly_is_not_read_back(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says(DANGER, confidence=0.05)
    assert isinstance(caller.step, Dial)


async def test_a_danger_is_acted_on_while_a_number_is_read_back(hotline: Hotline) -> None:
    caller = await a_caller(hotline, number=None)
    for _ in range(3):
        await caller.is_silent()
    await caller.presses("13900000001")
    await caller.says("他喘不上气了，嘴唇发紫")
    assert isinstance(caller.step, Dial)


async def test_an_alarm_staff_raise_for_a_waiting_caller_reaches_him(hotline: Hotline) -> None:
    nurse_at_the_desk(hotline)
    caller = await a_caller(hotline)
    await caller.says("转人工")
    conversation = next(iter(hotline.calls._calls._items.values())).conversation_id
    hotline.bell.raise_(a_call(conversation_id=conversation, raised_by="chen"))
    await caller.waits()
    assert isinstance(caller.step, Dial)
    assert caller.step.line == lines(hotline)[0]


async def test_whatever_breaks_in_an_emergency_the_department_is_rung(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(hotline.calls._emergencies, "_instruction", broken)
    caller = await a_caller(hotline)
    assert "一二零" in await caller.presses("0")
    assert isinstance(caller.step, Dial)
    assert caller.step.line == lines(hotline)[0]


async def test_help_waits_for_neither_the_bot_nor_the_store(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise StorageUnavailable("gone")

    monkeypatch.setattr(hotline.database, "transaction", away)
    monkeypatch.setattr(hotline.database, "reading", away)
    hotline.bot.stop()
    hotline.search.broken = True
    caller = await a_caller(hotline)
    await caller.says(DANGER)
    assert isinstance(caller.step, Dial)
    await caller.rung_for()
    assert len(hotline.bell.live()) == 1


async def test_afterwards_it_is_an_ordinary_call_again(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.presses("0")
    await caller.line(DialOutcome.ANSWERED)
    await hotline.calls.settle()
    assert "高血压能吃柚子吗" in await caller.says("高血压能吃柚子吗")
    said = [message.text for message in hotline.kept() if message.direction is Direction.IN]
    assert said[-1] == "高血压能吃柚子吗"
