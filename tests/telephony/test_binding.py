"""A caller binds his telephone in the chat, whatever Rasa does; danger goes first, and no number is kept."""

import pytest
from sqlalchemy import select

from hotline.green_channel import Alarm
from hotline.identity import find_identity
from hotline.notifications import Letter, NoticeKind
from hotline.safety import TriageGrade
from hotline.tickets import Ticket
from telephony.binding import Binding
from telephony.binding_words import Wish, read_binding
from telephony.messages import Reply, Speaker
from tests.hotline.making import a_request
from tests.telephony.making import Hotline, a_message

PHONE = "13800008000"
HERE = "conversation-of-a-test"
DANGER = "胸口疼得厉害，喘不上气，出冷汗"


async def say(hotline: Hotline, words: str, **changed: str) -> Reply:
    hotline.clock.move(seconds=10)
    number = f"m-{hotline.clock.at.timestamp():.0f}"
    message = a_message(words, message_id=number, received_at=hotline.clock.at, **changed)
    return await hotline.intake.receive(message)


def code_sent(hotline: Hotline) -> str:
    """What stands in the newest short message."""
    with hotline.database.reading() as session:
        codes = select(Letter).where(Letter.kind == NoticeKind.BINDING_CODE).order_by(Letter.written_at)
        return session.scalars(codes).all()[-1].facts["code"]


def bound(hotline: Hotline, conversation: str = HERE) -> str | None:
    with hotline.database.reading() as session:
        found = find_identity(session, conversation_id=conversation)
        return found.phone if found else None


async def bind(hotline: Hotline, **changed: str) -> Reply:
    await say(hotline, "绑定手机", **changed)
    await say(hotline, "138 0000 8000", **changed)
    return await say(hotline, code_sent(hotline), **changed)


def words_of(hotline: Hotline, name: str, **facts: str) -> str:
    return hotline.words.fill(name, line=hotline.hospital.placeholders["hotline"], **facts)


async def test_number_and_code_bind_the_telephone_without_rasa(hotline: Hotline) -> None:
    hotline.bot.stop()
    assert (await say(hotline, "绑定手机号。")).text == words_of(hotline, "utter_binding_ask_number")
    asked = await say(hotline, "我的手机号是138-0000-8000")
    assert asked.text == words_of(hotline, "utter_binding_code_sent", phone="138****8000")
    done = await say(hotline, f"验证码：{code_sent(hotline)}")
    assert (done.answered_by, bound(hotline)) == (Speaker.WORDS, PHONE)
    assert "138****8000" in done.text
    assert "138****8000" in (await say(hotline, "我绑的是哪个号？")).text
    await say(hotline, "解除绑定")
    assert bound(hotline) is None
    assert hotline.bot.asked == []


async def test_the_number_may_come_with_the_wish_and_be_put_right(hotline: Hotline) -> None:
    await say(hotline, "绑定手机 13900009000")
    assert "138****8000" in (await say(hotline, "一三八零零零零八零零零")).text
    await say(hotline, code_sent(hotline))
    assert bound(hotline) == PHONE


async def test_neither_number_nor_code_is_kept_or_heard_by_rasa(hotline: Hotline) -> None:
    await bind(hotline)
    code = "".join(hotline.said())
    assert hotline.said() == ["绑定手机", "138****8000", "******"]
    assert not any(PHONE in message.text for message in hotline.kept()), code
    assert hotline.bot.asked == []


async def test_a_wrong_code_binds_nothing_and_five_end_it(hotline: Hotline) -> None:
    await say(hotline, "绑定手机")
    await say(hotline, PHONE)
    wrong = f"{(int(code_sent(hotline)) + 1) % 1_000_000:06d}"
    for _ in range(4):
        assert (await say(hotline, wrong)).text == words_of(hotline, "utter_binding_wrong")
    assert (await say(hotline, wrong)).text == words_of(hotline, "utter_binding_tried_out")
    assert bound(hotline) is None
    await say(hotline, code_sent(hotline))
    assert (bound(hotline), len(hotline.bot.asked)) == (None, 1)


async def test_digits_that_nobody_asked_for_are_left_to_the_dialogue(hotline: Hotline) -> None:
    for digits in (PHONE, "031415", "12345678"):
        assert (await say(hotline, digits)).answered_by is Speaker.BOT
    assert hotline.bot.asked == [PHONE, "031415", "12345678"]


async def test_a_question_between_is_answered_and_the_code_still_counts(hotline: Hotline) -> None:
    await say(hotline, "绑定手机")
    await say(hotline, PHONE)
    assert (await say(hotline, "高血压吃多少盐")).answered_by is Speaker.BOT
    await say(hotline, code_sent(hotline))
    assert bound(hotline) == PHONE


@pytest.mark.parametrize("digits", ["1380000800", "031415"])
async def test_what_is_no_number_is_asked_again(hotline: Hotline, digits: str) -> None:
    await say(hotline, "绑定手机")
    assert (await say(hotline, digits)).text == words_of(hotline, "utter_binding_number_unclear")
    assert digits not in "".join(hotline.said())


async def test_a_landline_gets_no_short_message_and_a_person_is_offered(hotline: Hotline) -> None:
    await say(hotline, "绑定手机")
    reply = await say(hotline, "0591-87654321")
    assert reply.text == words_of(hotline, "utter_binding_no_mobile")
    assert [choice.says for choice in reply.choices] == ["转人工"]
    assert "138****8000" in (await say(hotline, PHONE)).text


async def test_the_fourth_code_in_an_hour_is_refused_in_the_same_words_for_anybody(hotline: Hotline) -> None:
    for other in ("one", "two", "three"):
        await say(hotline, f"绑定手机{PHONE}", conversation_id=other)
    refused = await say(hotline, f"绑定手机{PHONE}")
    assert refused.text == words_of(hotline, "utter_binding_too_often")
    for last in "123":
        await say(hotline, f"绑定手机1390000900{last}", conversation_id="four")
    assert (await say(hotline, "绑定手机13900009009", conversation_id="four")).text == refused.text


async def test_a_red_flag_in_the_middle_is_an_emergency_first(hotline: Hotline) -> None:
    await say(hotline, "绑定手机")
    reply = await say(hotline, DANGER)
    assert (reply.grade, reply.answered_by) == (TriageGrade.EMERGENCY, Speaker.SAFETY)
    told = await say(hotline, PHONE)
    assert told.answered_by is Speaker.SAFETY
    assert "138 0000 8000" in told.text
    assert bound(hotline) is None


async def test_an_emergency_of_somebody_bound_carries_his_number(hotline: Hotline) -> None:
    await bind(hotline)
    await say(hotline, DANGER)
    await hotline_flush(hotline)
    with hotline.database.reading() as session:
        assert session.scalars(select(Alarm)).one().phone == PHONE


async def hotline_flush(hotline: Hotline) -> None:
    hotline.bell.flush()
    hotline.ledger.flush()


async def test_where_no_short_message_can_be_sent_a_person_is_offered(hotline: Hotline) -> None:
    silent = Binding(
        database=hotline.database,
        hospital=hotline.hospital,
        words=hotline.words,
        clock=hotline.clock,
        sends_sms=False,
    )
    reply = await silent.answer(a_message("绑定手机"))
    assert reply is not None
    assert [choice.says for choice in reply.choices] == ["转人工"]
    assert "绑不了" in reply.text


async def test_on_wechat_only_whom_the_door_knows_can_bind(hotline: Hotline) -> None:
    reply = await say(hotline, "绑定手机", channel="wechat")
    assert reply.text == words_of(hotline, "utter_binding_unavailable")


async def test_on_the_phone_nothing_is_bound(hotline: Hotline) -> None:
    assert (await say(hotline, "绑定手机", channel="phone")).answered_by is Speaker.BOT


async def test_a_ticket_carries_the_bound_number_and_is_found_without_a_code(hotline: Hotline) -> None:
    await bind(hotline)
    mine = hotline.ledger.open_ticket(a_request(conversation_id=HERE, channel="web_chat", phone=None))
    rung = hotline.ledger.open_ticket(a_request(conversation_id="phone-1", channel="phone", phone=PHONE))
    strange = hotline.ledger.open_ticket(a_request(conversation_id="web-9", phone="13900009000"))
    with hotline.database.reading() as session:
        opened = session.scalars(select(Ticket).where(Ticket.number == mine.number)).one()
        assert opened.phone == PHONE
    told = (await say(hotline, "我的进度")).text
    assert mine.number in told
    assert rung.number in told
    assert strange.number not in told
    assert PHONE not in told
    assert hotline.bot.asked == []


async def test_a_ticket_of_the_journal_carries_it_too(hotline: Hotline) -> None:
    await bind(hotline)
    hotline.ledger.flush()
    away = hotline.file.rename(hotline.file.with_name("away.db"))
    told = hotline.ledger.open_ticket(a_request(conversation_id=HERE, phone=None))
    assert told.journalled
    away.rename(hotline.file)
    hotline.ledger.replay()
    with hotline.database.reading() as session:
        assert session.scalars(select(Ticket)).one().phone == PHONE


async def test_a_number_that_was_given_goes_before_the_bound_one(hotline: Hotline) -> None:
    await bind(hotline)
    given = hotline.ledger.open_ticket(a_request(conversation_id=HERE, phone="13900009000"))
    with hotline.database.reading() as session:
        assert (
            session.scalars(select(Ticket).where(Ticket.number == given.number)).one().phone == "13900009000"
        )


async def test_after_ninety_days_a_ticket_is_not_shown_and_without_any_it_is_said(hotline: Hotline) -> None:
    await bind(hotline)
    number = hotline.ledger.open_ticket(a_request(conversation_id="web-1", phone=PHONE)).number
    hotline.clock.move(days=91)
    told = await say(hotline, "我的进度")
    assert number not in told.text
    assert told.text == words_of(hotline, "utter_own_progress_none", phone="138****8000")


async def test_without_a_bound_number_the_dialogue_asks_for_the_code(hotline: Hotline) -> None:
    await say(hotline, "我的进度")
    assert hotline.bot.asked == ["我的进度"]


async def test_while_the_store_is_away_the_wish_is_answered_honestly(hotline: Hotline) -> None:
    hotline.file.rename(hotline.file.with_name("away.db"))
    reply = await say(hotline, "绑定手机")
    assert reply.text == words_of(hotline, "utter_binding_unavailable")


@pytest.mark.parametrize(
    "said",
    ["怎么绑定手机", "绑定手机有什么用", "13800008000这个号码是你们的吗", "血糖7.8", "高血压160/100", "120"],
)
def test_what_only_sounds_like_it_is_a_message_like_any_other(said: str) -> None:
    assert read_binding(said) is None


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("绑定手机 13800008000", "绑定手机138****8000"),
        ("+86 138 0000 8000", "138****8000"),
        ("手机号：１３８００００８０００。", "手机号138****8000"),
        ("验证码 031415", "验证码******"),
        ("0 3 1 4 1 5", "******"),
    ],
)
def test_what_is_kept_of_a_message_holds_no_number(said: str, kept: str) -> None:
    heard = read_binding(said)
    assert heard is not None
    assert heard.kept == kept


def test_the_wish_is_known_in_the_words_people_use_and_the_menu_sends() -> None:
    said = {
        "绑定手机": Wish.BIND,
        "绑定手机号！": Wish.BIND,
        "解除绑定": Wish.UNBIND,
        "我绑的是哪个号": Wish.WHICH,
        "我想查工单的办理进度": Wish.PROGRESS,
    }
    assert {words: heard.wish for words in said if (heard := read_binding(words))} == said
