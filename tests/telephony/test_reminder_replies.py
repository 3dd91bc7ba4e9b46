"""A caller answers a reminder in a word; elsewhere it is left to the dialogue, and danger goes first."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hotline.reminders import (
    CallerReminder,
    ReminderKind,
    ReminderMeans,
    ReminderState,
    find_means,
    remind,
    tell_one_due_reminder,
)
from hotline.safety import TriageGrade
from telephony.messages import Reply, Speaker
from tests.hotline.making import MORNING
from tests.telephony.making import Hotline, a_message

HERE = "conversation-of-a-test"
PHONE = "13800008000"
DUE = MORNING + timedelta(hours=1)


def ask(hotline: Hotline, kind: ReminderKind = ReminderKind.RECHECK, **changed: Any) -> None:
    asked: dict[str, Any] = {"conversation_id": HERE, "channel": "web_chat", "phone": PHONE, "at": DUE}
    with hotline.database.transaction() as session:
        remind(session, kind=kind, ticket_number=None, facts={}, clock=hotline.clock, **asked | changed)


def tell(hotline: Hotline) -> None:
    hotline.clock.at = DUE
    with hotline.database.transaction() as session:
        assert tell_one_due_reminder(session, clock=hotline.clock)


async def say(hotline: Hotline, words: str, **changed: str) -> Reply:
    hotline.clock.move(seconds=10)
    number = f"m-{hotline.clock.at.timestamp():.0f}"
    message = a_message(words, message_id=number, received_at=hotline.clock.at, **changed)
    reply = await hotline.intake.receive(message)
    hotline.ledger.flush()
    return reply


def kept(hotline: Hotline) -> CallerReminder:
    with hotline.database.reading() as session:
        return session.scalars(select(CallerReminder)).one()


@pytest.fixture
def told(hotline: Hotline) -> Hotline:
    ask(hotline)
    tell(hotline)
    return hotline


@pytest.mark.parametrize("said", ["办好了", "好了", "去过了，谢谢", "done"])
async def test_done_ends_it_without_the_bot(told: Hotline, said: str) -> None:
    reply = await say(told, said)
    assert (reply.text, reply.answered_by) == (told.words.fill("utter_reminder_done"), Speaker.WORDS)
    assert (kept(told).state, told.bot.asked) == (ReminderState.DONE, [])


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("晚点再说", "11月23日13:30"),
        ("明天再说", "11月24日10:30"),
        ("三天后再提醒我", "11月26日10:30"),
        ("下午三点再提醒我", "11月23日15:00"),
    ],
)
async def test_later_is_moved_and_told_back(told: Hotline, said: str, when: str) -> None:
    assert (await say(told, said)).text == told.words.fill("utter_reminder_later", when=when)
    assert kept(told).state is ReminderState.WAITING


@pytest.mark.parametrize("said", ["不要再提醒", "TD", "退订", "stop"])
async def test_stop_ends_all_of_them_and_says_so_once(told: Hotline, said: str) -> None:
    assert (await say(told, said)).text == told.words.fill("utter_reminders_stopped")
    assert kept(told).state is ReminderState.STOPPED
    with told.database.reading() as session:
        assert find_means(session, conversation_id=HERE, phone=None) is ReminderMeans.NONE
    assert (await say(told, "TD")).answered_by is Speaker.BOT


@pytest.mark.parametrize("said", ["好了", "明天再说", "TD"])
async def test_a_short_word_elsewhere_is_for_the_dialogue(hotline: Hotline, said: str) -> None:
    assert (await say(hotline, said)).answered_by is Speaker.BOT
    ask(hotline)
    assert (await say(hotline, said)).answered_by is Speaker.BOT


async def test_after_something_else_was_said_a_short_word_is_about_that(told: Hotline) -> None:
    await say(told, "高血压能吃柚子吗")
    assert (await say(told, "好了")).answered_by is Speaker.BOT
    assert (await say(told, "药拿回来了")).answered_by is Speaker.WORDS


async def test_stop_in_so_many_words_needs_no_reminder_before_it(hotline: Hotline) -> None:
    ask(hotline)
    assert (await say(hotline, "以后不要再提醒我了")).text == hotline.words.fill("utter_reminders_stopped")
    assert kept(hotline).state is ReminderState.STOPPED


async def test_who_rings_back_from_the_number_answers_too(told: Hotline) -> None:
    reply = await say(told, "去过了", conversation_id="phone-9", channel="phone", phone=PHONE)
    assert (reply.answered_by, kept(told).state) == (Speaker.WORDS, ReminderState.DONE)


async def test_who_rings_back_stops_all_that_goes_to_his_number(told: Hotline) -> None:
    await say(told, "不要再提醒我了", conversation_id="phone-9", channel="phone", phone=PHONE)
    with told.database.reading() as session:
        assert find_means(session, conversation_id="other", phone=PHONE) is ReminderMeans.NONE


async def test_somebody_else_answers_nothing(told: Hotline) -> None:
    assert (await say(told, "去过了", conversation_id="web-9")).answered_by is Speaker.BOT
    assert kept(told).state is ReminderState.TOLD


async def test_a_visit_cannot_be_reminded_of_after_it(hotline: Hotline) -> None:
    ask(hotline, ReminderKind.VISIT)
    tell(hotline)
    line = hotline.hospital.placeholders["hotline"]
    late = hotline.words.fill("utter_reminder_too_late", line=line)
    assert (await say(hotline, "明天再说")).text == late
    assert kept(hotline).state is ReminderState.TOLD


async def test_danger_goes_first(told: Hotline) -> None:
    reply = await say(told, "好了，胸口疼得厉害，喘不上气，出冷汗")
    assert (reply.grade, reply.answered_by) == (TriageGrade.EMERGENCY, Speaker.SAFETY)
    assert kept(told).state is ReminderState.TOLD
