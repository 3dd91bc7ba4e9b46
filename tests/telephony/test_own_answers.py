"""While Rasa is away: search, a few own rules, and always a person."""

from dataclasses import replace

import pytest

from telephony.bot_client import BotAnswer
from telephony.messages import InboundMessage, Speaker, TicketNote
from tests.telephony.making import ENTRY, Hotline, a_message

NOTE = TicketNote(number="261123-0001", code="123456", due="2026-11-23T05:30:00+00:00", nurse="陈护士")


async def answer(
    hotline: Hotline, message: str | InboundMessage, *, note: TicketNote | None = None
) -> tuple[Speaker, BotAnswer]:
    said = a_message(message) if isinstance(message, str) else message
    return await hotline.own_answers.answer(said, note=note)


def text_of(answer: BotAnswer) -> str:
    return "\n".join(bubble.text for bubble in answer.bubbles)


@pytest.mark.parametrize("text", ["你好", "您好，在吗？", "喂", "Hello", "有人吗？？"])
async def test_a_greeting_is_greeted_without_searching(hotline: Hotline, text: str) -> None:
    speaker, said = await answer(hotline, text)
    assert speaker is Speaker.WORDS
    assert text_of(said) == hotline.words.fill("utter_greet")
    assert said.choices == hotline.words.choices("utter_greet")
    assert hotline.search.asked == []


async def test_a_greeting_with_a_question_is_a_question(hotline: Hotline) -> None:
    speaker, _ = await answer(hotline, "你好，高血压能吃柚子吗")
    assert speaker is Speaker.SEARCH


async def test_an_answer_is_cited_as_the_entry_stands(hotline: Hotline) -> None:
    speaker, said = await answer(hotline, "高血压吃多少盐")
    assert speaker is Speaker.SEARCH
    for part in (ENTRY.answer, ENTRY.seek_care, "《高血压防治指南》学会，2024年", "待临床审核"):
        assert part in text_of(said)
    assert [(one.entry, one.version) for one in said.citations] == [(ENTRY.id, ENTRY.version)]
    assert said.ticket is None
    assert hotline.tickets() == 0


async def test_the_topic_is_kept_for_this_caller_only(hotline: Hotline) -> None:
    await answer(hotline, "高血压吃多少盐")
    await answer(hotline, "那柚子呢")
    await answer(hotline, a_message("那柚子呢", conversation_id="somebody-elses-talk"))
    assert [topic for _, topic in hotline.search.asked] == [None, "hypertension", None]


async def test_silence_is_said_and_a_person_offered(hotline: Hotline) -> None:
    hotline.search.entry = None
    speaker, said = await answer(hotline, "明天会下雨吗")
    assert speaker is Speaker.WORDS
    assert text_of(said) == hotline.words.fill("utter_plain_abstain")
    assert [choice.says for choice in said.choices] == ["转人工"]
    assert hotline.tickets() == 0


async def test_what_we_refuse_is_refused_in_its_own_words_and_changes_no_topic(hotline: Hotline) -> None:
    await answer(hotline, "高血压吃多少盐")
    hotline.search.refusal = replace(
        ENTRY, id="requests.dose", topic_id="requests", answer="剂量要由医生定。"
    )
    speaker, said = await answer(hotline, "给我加到几片")
    assert speaker is Speaker.SEARCH
    assert "剂量要由医生定。" in text_of(said)
    assert [one.entry for one in said.citations] == ["requests.dose"]
    await answer(hotline, "那柚子呢")
    assert hotline.search.asked[-1] == ("那柚子呢", "hypertension")


@pytest.mark.parametrize("text", ["转人工", "我要找个护士", "让医生给我回电", "有真人吗"])
async def test_whoever_wants_a_person_gets_a_ticket(hotline: Hotline, text: str) -> None:
    speaker, said = await answer(hotline, text)
    assert speaker is Speaker.WORDS
    assert said.ticket is not None
    assert said.ticket.number in text_of(said)
    assert said.ticket.code in text_of(said)
    assert hotline.tickets() == 1


async def test_a_ticket_that_is_open_already_is_not_opened_twice(hotline: Hotline) -> None:
    _, said = await answer(hotline, "转人工", note=NOTE)
    assert said.ticket == NOTE
    assert hotline.tickets() == 0


async def test_the_time_of_the_promise_is_the_hospitals(hotline: Hotline) -> None:
    _, said = await answer(hotline, "转人工", note=NOTE)
    assert "11月23日13:30 前会有人联系您" in text_of(said)


async def test_a_number_given_after_a_promise_is_added_to_its_ticket(hotline: Hotline) -> None:
    await answer(hotline, "转人工")
    speaker, said = await answer(hotline, "打我手机 138-0000-8000 就行")
    assert speaker is Speaker.WORDS
    assert text_of(said) == hotline.words.fill("utter_plain_contact_added", phone_end="8000")


async def test_whoever_leaves_a_number_unasked_is_rung_and_gets_one_ticket(hotline: Hotline) -> None:
    speaker, said = await answer(hotline, "我的电话是13800008000")
    assert speaker is Speaker.WORDS
    assert said.ticket is not None
    assert said.ticket.number in text_of(said)
    _, again = await answer(hotline, "打不通就打 0577 88100000")
    assert text_of(again) == hotline.words.fill("utter_plain_contact_added", phone_end="0000")
    assert hotline.tickets() == 1


async def test_a_number_is_not_added_to_the_ticket_of_another_caller(hotline: Hotline) -> None:
    await answer(hotline, "转人工")
    _, said = await answer(hotline, a_message("13800008000", conversation_id="somebody-elses-talk"))
    assert said.ticket is not None
    assert hotline.tickets() == 2


async def test_what_rasa_promised_is_known_when_it_stops(hotline: Hotline) -> None:
    _, promised = await answer(hotline, a_message("转人工", conversation_id="made-by-rasa"))
    hotline.own_answers.follow(a_message("转人工"), promised)
    _, said = await answer(hotline, "13800008000")
    assert said.ticket is None
    assert hotline.tickets() == 1


async def test_a_broken_search_ends_with_a_person(hotline: Hotline) -> None:
    hotline.search.broken = True
    speaker, said = await answer(hotline, "高血压吃多少盐")
    assert speaker is Speaker.WORDS
    assert said.bubbles[0].text == hotline.words.fill("utter_plain_search_broken")
    assert said.ticket is not None
    assert hotline.tickets() == 1


async def test_an_urgent_ticket_is_named_beside_the_answer(hotline: Hotline) -> None:
    speaker, said = await answer(hotline, "降压药减了一半，头晕", note=NOTE)
    assert speaker is Speaker.SEARCH
    assert ENTRY.answer in said.bubbles[0].text
    assert NOTE.number in said.bubbles[1].text
    assert said.ticket == NOTE
