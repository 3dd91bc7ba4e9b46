"""The gate rings the green channel, and what the caller tells afterwards reaches the alarm."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hotline.green_channel import AlarmState, LiveAlarm, RingBy
from hotline.phone import in_groups
from hotline.tickets import get_ticket
from telephony.messages import Reply
from tests.hotline.making import MORNING
from tests.telephony.making import Hotline, a_message

DANGER = "我爸胸口压得慌，满头大汗"


async def say(hotline: Hotline, *texts: str, conversation: str = "c-1", minutes: float = 0) -> Reply:
    for number, text in enumerate(texts):
        at = MORNING + timedelta(minutes=minutes, seconds=number)
        reply = await hotline.intake.receive(
            a_message(text, conversation_id=conversation, message_id=f"{minutes}-{number}", received_at=at)
        )
    return reply


def only(hotline: Hotline) -> LiveAlarm:
    (alarm,) = hotline.bell.live()
    return alarm


async def test_an_emergency_rings_and_the_sheet_says_what_was_told(hotline: Hotline) -> None:
    reply = await say(hotline, DANGER)
    alarm = only(hotline)
    assert alarm.state is AlarmState.RINGING
    assert alarm.said == DANGER
    assert alarm.advised == reply.bubbles[0].text
    assert alarm.rules
    assert {hotline.ringer.next()[1], hotline.ringer.next()[1]} == {RingBy.CALL, RingBy.SMS}


async def test_the_alarm_learns_its_ticket(hotline: Hotline) -> None:
    await say(hotline, DANGER, "在乔仁镇粮站旁边，电话13800008000")
    hotline.bell.flush()
    alarm = only(hotline)
    with hotline.database.reading() as session:
        assert alarm.ticket_number is not None
        ticket = get_ticket(session, number=alarm.ticket_number)
    assert (ticket.id, ticket.phone) == (alarm.ticket_id, "13800008000")
    assert (alarm.place, alarm.phone) == ("在乔仁镇粮站旁边", "13800008000")


@pytest.mark.parametrize("text", ["怎么预防中风", "高血压能吃柚子吗", "没事了", "我以前胸口疼过，现在好了"])
async def test_nothing_else_rings(hotline: Hotline, text: str) -> None:
    await say(hotline, text)
    assert hotline.bell.live() == ()


async def test_one_danger_rings_once_within_half_an_hour(hotline: Hotline) -> None:
    await say(hotline, DANGER, DANGER, "他胸口还是压得慌，满头大汗")
    assert only(hotline).said.count("\n") == 1
    await say(hotline, DANGER, minutes=31)
    assert len(hotline.bell.live()) == 2


async def test_a_second_danger_rings_again_and_a_place_reaches_both(hotline: Hotline) -> None:
    await say(hotline, DANGER, "我爸嘴歪了，右手抬不起来，话也说不清", "我们在乔仁镇粮站旁边")
    first, second = hotline.bell.live()
    assert first.kind != second.kind
    assert first.place == second.place == "我们在乔仁镇粮站旁边"


@pytest.mark.parametrize("text", ["没事了", "家里人说不用", "他说不疼了，不用来了"])
async def test_no_word_of_a_caller_lowers_an_alarm(hotline: Hotline, text: str) -> None:
    await say(hotline, DANGER, text)
    assert only(hotline).state is AlarmState.RINGING


async def test_place_and_number_told_with_the_danger_are_on_the_alarm(hotline: Hotline) -> None:
    await say(hotline, "我爸胸口压得慌，满头大汗，我们在乔仁镇粮站旁边，电话13800008000")
    assert (only(hotline).place, only(hotline).phone) == ("我们在乔仁镇粮站旁边", "13800008000")


async def test_where_somebody_fell_from_is_no_place_to_look_for_him(hotline: Hotline) -> None:
    await say(hotline, "我爸从三楼摔下来，叫不醒了")
    assert only(hotline).place is None


async def test_a_bell_that_breaks_keeps_no_instruction_from_the_caller(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_call: object) -> None:
        raise RuntimeError("the bell is broken")

    monkeypatch.setattr(hotline.bell, "raise_", broken)
    reply = await say(hotline, DANGER)
    assert "120" in reply.bubbles[0].text
    assert "no alarm for a dangerous message" in caplog.text
    await say(hotline, "电话13800008000", minutes=1)
    assert hotline.tickets() == 1


async def test_a_place_told_after_a_restart_reaches_alarm_and_ticket(
    start_hotline: Callable[[], Hotline],
) -> None:
    before = start_hotline()
    await say(before, DANGER)
    await say(before, "在乔仁镇，电话13900009000", minutes=0.1)
    before.close()
    after = start_hotline()
    after.clock.move(minutes=1)
    after.bell.turn()
    reply = await say(after, "粮站旁边，电话13800008000", minutes=1)
    assert "138 0000 8000" in reply.bubbles[0].text
    after.bell.flush()
    alarm = only(after)
    assert (alarm.place, alarm.phone) == ("在乔仁镇；粮站旁边", "13800008000")
    with after.database.reading() as session:
        assert get_ticket(session, number=str(alarm.ticket_number)).phone == "13800008000"


async def test_place_and_number_are_each_read_back_and_what_is_missing_is_asked_for(hotline: Hotline) -> None:
    placed = await say(hotline, DANGER, "在乔仁镇粮站旁边")
    assert "地点是：在乔仁镇粮站旁边。" in placed.bubbles[0].text
    assert "请留一个" in placed.bubbles[0].text
    reached = await say(hotline, "138 0000 8000", minutes=1)
    assert "地点是：在乔仁镇粮站旁边。" in reached.bubbles[0].text
    assert "回拨电话是：138 0000 8000。" in reached.bubbles[0].text
    assert "请留一个" not in reached.bubbles[0].text


async def test_what_was_told_with_the_danger_is_read_back_beside_the_instruction(hotline: Hotline) -> None:
    reply = await say(hotline, f"{DANGER}，我们在乔仁镇粮站旁边，电话13800008000")
    assert "120" in reply.bubbles[0].text
    assert "在乔仁镇粮站旁边" in reply.bubbles[-1].text
    assert "138 0000 8000" in reply.bubbles[-1].text
    assert len((await say(hotline, DANGER, conversation="c-2")).bubbles) == 2


@pytest.mark.parametrize(
    ("correction", "place", "phone"),
    [
        ("不对，是乔义镇卫生院旁边", "乔义镇卫生院旁边", "13800008000"),
        ("不对，不是乔仁镇，是大洼", "大洼", "13800008000"),
        ("电话错了，是13900009000", "在乔仁镇粮站旁边", "13900009000"),
        ("说错了，是乔义镇，电话是幺三九，零零零零，九零零零", "乔义镇", "13900009000"),
    ],
)
async def test_a_correction_takes_the_place_of_what_was_read_back(
    hotline: Hotline, correction: str, place: str, phone: str
) -> None:
    await say(hotline, DANGER, "在乔仁镇粮站旁边，电话13800008000")
    hotline.clock.move(minutes=1)
    reply = await say(hotline, correction, minutes=1)
    alarm = only(hotline)
    assert (alarm.place, alarm.phone) == (place, phone)
    assert place in reply.bubbles[0].text
    assert in_groups(phone) in reply.bubbles[0].text
    changed = alarm.place_at if place != "在乔仁镇粮站旁边" else alarm.phone_at
    assert changed == hotline.clock.now()
    assert alarm.state is AlarmState.RINGING


async def test_an_unclear_correction_changes_nothing_and_is_asked_about(hotline: Hotline) -> None:
    await say(hotline, DANGER, "在乔仁镇粮站旁边，电话13800008000")
    reply = await say(hotline, "不对，是8001", minutes=1)
    assert reply.bubbles[0].text == hotline.words.fill("utter_emergency_which")
    assert "120" in reply.bubbles[1].text
    assert (only(hotline).place, only(hotline).phone) == ("在乔仁镇粮站旁边", "13800008000")


async def test_what_begins_with_no_but_speaks_of_the_patient_is_no_correction(hotline: Hotline) -> None:
    await say(hotline, DANGER, "在乔仁镇粮站旁边")
    before = list(hotline.bot.asked)
    await say(hotline, "不对，我妈说她血压也有点高，平时吃的药能不能加一片", minutes=1)
    assert hotline.bot.asked != before
    assert only(hotline).place == "在乔仁镇粮站旁边"
