"""A person is asked for and comes, and the bot is silent until she hands back; danger is met at once."""

from typing import Any

from sqlalchemy import select

from hotline.tickets import Ticket
from telephony.messages import BubbleKind, Reply, Speaker
from tests.telephony.making import Hotline, a_message
from tests.telephony.nursing import TALK, nurse_at_the_desk, nurse_says, open_talk, take

CHEST_PAIN = "胸口疼得厉害，喘不上气，出冷汗"


async def say(hotline: Hotline, text: str, *, number: str = "m-1", **more: Any) -> Reply:
    hotline.clock.move(seconds=1)
    message = a_message(text, message_id=number, received_at=hotline.clock.now(), **more)
    return await hotline.intake.receive(message)


async def ask_for_nurse(hotline: Hotline) -> Reply:
    """While Rasa is down, which asks for her in the same words."""
    hotline.bot.stop()
    reply = await say(hotline, "转人工", number="ask")
    hotline.bot.fault = None
    return reply


async def test_who_asks_is_told_place_time_and_ticket(hotline: Hotline) -> None:
    nurse_at_the_desk(hotline)
    reply = await ask_for_nurse(hotline)
    assert "您是下一位" in reply.text
    assert reply.ticket
    assert reply.ticket.number in reply.text
    assert open_talk(hotline)


async def test_where_nobody_is_at_the_desk_a_call_is_promised(hotline: Hotline) -> None:
    reply = await ask_for_nurse(hotline)
    assert "没有人在线" in reply.text
    assert reply.ticket
    assert hotline.talks.standing(TALK) is None


async def test_a_channel_nobody_carries_has_no_live_talk(hotline: Hotline) -> None:
    nurse_at_the_desk(hotline)
    hotline.bot.stop()
    reply = await say(hotline, "转人工", channel="wechat")
    assert "不能当场转接" in reply.text
    assert hotline.talks.standing(TALK) is None


async def test_asking_again_is_one_ticket_and_one_place(hotline: Hotline) -> None:
    nurse_at_the_desk(hotline)
    first = await ask_for_nurse(hotline)
    hotline.bot.stop()
    again = await say(hotline, "人呢，转人工", number="m-2")
    assert first.ticket
    assert again.ticket
    assert again.ticket.number == first.ticket.number
    assert hotline.tickets() == 1


async def test_while_he_waits_the_bot_goes_on_answering(hotline: Hotline) -> None:
    nurse_at_the_desk(hotline)
    await ask_for_nurse(hotline)
    assert (await say(hotline, "高血压吃多少盐")).answered_by is Speaker.BOT


async def test_while_a_nurse_holds_it_the_bot_is_never_asked(hotline: Hotline) -> None:
    nurse_at_the_desk(hotline)
    await ask_for_nurse(hotline)
    take(hotline)
    asked = list(hotline.bot.asked)
    reply = await say(hotline, "高血压吃多少盐", number="m-2")
    assert (reply.answered_by, reply.bubbles) == (Speaker.NURSE, ())
    assert hotline.bot.asked == asked
    assert hotline.said()[-1] == "高血压吃多少盐"
    assert not [row for row in hotline.kept() if row.message_id == "m-2" and row.direction == "out"]


async def test_handed_back_the_bot_begins_anew_and_answers(hotline: Hotline) -> None:
    nurse_at_the_desk(hotline)
    await ask_for_nurse(hotline)
    talk = take(hotline)
    await say(hotline, "在吗", number="m-2")
    hotline.talks.hand_back(talk, by="chen")
    hotline.bot.asked.clear()
    assert (await say(hotline, "高血压吃多少盐", number="m-3")).answered_by is Speaker.BOT
    await say(hotline, "那柚子呢", number="m-4")
    assert hotline.bot.asked == ["/restart", "高血压吃多少盐", "那柚子呢"]


async def test_an_emergency_in_a_talk_is_answered_and_rung_at_once(hotline: Hotline) -> None:
    nurse_at_the_desk(hotline)
    await ask_for_nurse(hotline)
    take(hotline)
    reply = await say(hotline, CHEST_PAIN, number="m-2")
    assert (reply.answered_by, reply.bubbles[0].kind) == (Speaker.SAFETY, BubbleKind.INSTRUCTION)
    assert "120" in reply.text
    assert [alarm.said for alarm in hotline.bell.live()] == [CHEST_PAIN]
    shared = [row.text for row in hotline.kept() if row.message_id == "m-2"]
    assert shared == [CHEST_PAIN, reply.text]


async def test_something_urgent_in_a_talk_is_warned_of_and_has_its_ticket(hotline: Hotline) -> None:
    nurse_at_the_desk(hotline)
    await ask_for_nurse(hotline)
    take(hotline)
    reply = await say(hotline, "血压一百九十，头痛", number="m-2")
    assert reply.answered_by is Speaker.SAFETY
    assert [bubble.kind for bubble in reply.bubbles] == [BubbleKind.INSTRUCTION]
    with hotline.database.reading() as session:
        grades = session.scalars(select(Ticket.grade).order_by(Ticket.opened_at)).all()
    assert [grade.value for grade in grades] == ["routine", "urgent"]


async def test_while_the_store_is_away_who_held_it_still_holds_it(hotline: Hotline) -> None:
    nurse_at_the_desk(hotline)
    await ask_for_nurse(hotline)
    take(hotline)
    await say(hotline, "在吗", number="m-2")
    asked = list(hotline.bot.asked)
    file = hotline.file
    file.rename(file.with_suffix(".away"))
    reply = await say(hotline, "头还是晕", number="m-3")
    hotline.ledger.flush()
    file.with_suffix(".away").rename(file)
    assert "已经记下" in reply.text
    assert hotline.bot.asked == asked
    assert hotline.ledger.is_behind
    hotline.ledger.replay()
    assert hotline.said()[-1] == "头还是晕"


async def test_a_nurse_s_line_is_kept_with_her_name(hotline: Hotline) -> None:
    nurse_at_the_desk(hotline)
    await ask_for_nurse(hotline)
    hotline.ledger.flush()
    nurse_says(hotline, take(hotline), "您好，我是护士")
    last = hotline.kept()[-1]
    assert (last.text, last.answered_by, last.spoken_by, last.seq) == ("您好，我是护士", "nurse", "chen", 2)
