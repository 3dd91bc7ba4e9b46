"""Clinics told while Rasa is away."""

from telephony.messages import InboundMessage, Speaker
from tests.telephony.making import Hotline, a_message


async def answered(hotline: Hotline, said: str | InboundMessage) -> tuple[Speaker, str]:
    message = a_message(said) if isinstance(said, str) else said
    speaker, answer = await hotline.own_answers.answer(message, note=None)
    return speaker, "\n".join(bubble.text for bubble in answer.bubbles)


async def test_a_question_about_a_clinic_never_reaches_the_search(hotline: Hotline) -> None:
    speaker, text = await answered(hotline, "内分泌科星期几有医生坐诊")
    assert speaker is Speaker.SEARCH
    assert "内分泌科 许主任" in text
    assert "转人工" in text
    assert hotline.search.asked == []


async def test_clinics_are_known_while_the_search_is_broken(hotline: Hotline) -> None:
    hotline.search.broken = True
    _, text = await answered(hotline, "清溪分院内分泌科哪天有人")
    assert "清溪分院" in text


async def test_another_day_belongs_to_the_question_of_this_caller_only(hotline: Hotline) -> None:
    await answered(hotline, "林主任今天在吗")
    _, text = await answered(hotline, "那周三呢")
    assert "周三" in text
    await answered(hotline, a_message("那周三呢", conversation_id="somebody-elses-talk"))
    assert hotline.search.asked[-1][0] == "那周三呢"


async def test_a_question_of_health_goes_to_the_search(hotline: Hotline) -> None:
    await answered(hotline, "高血压吃多少盐")
    assert hotline.search.asked[-1][0] == "高血压吃多少盐"
