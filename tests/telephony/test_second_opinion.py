"""What a caller hears when nobody but the second opinion is alarmed."""

from datetime import timedelta

import pytest

from hotline.safety import TriageGrade
from hotline.safety.opinion import Opinion
from telephony import intake
from telephony.messages import BubbleKind, Speaker
from tests.telephony.making import Hotline, a_message


async def test_an_alarm_is_told_and_kept_like_any_other(hotline: Hotline) -> None:
    hotline.opinion = Opinion(grade=TriageGrade.EMERGENCY, score=0.97, asks=False)
    reply = await hotline.intake.receive(a_message("最近老是忘事"))
    assert reply.answered_by is Speaker.SAFETY
    assert reply.grade is TriageGrade.EMERGENCY
    assert "120" in reply.bubbles[0].text
    assert next(message.rules for message in hotline.kept()) == ["danger_told"]


async def test_doubt_asks_one_plain_question_and_answers_all_the_same(hotline: Hotline) -> None:
    hotline.opinion = Opinion(grade=TriageGrade.ROUTINE, score=0.6, asks=True)
    reply = await hotline.intake.receive(a_message("最近老是忘事"))
    question, *answer = reply.bubbles
    assert question.kind is BubbleKind.INSTRUCTION
    assert "叫得醒吗" in question.text
    assert answer
    assert reply.answered_by is Speaker.BOT


async def test_a_slow_opinion_keeps_nobody_waiting(hotline: Hotline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "OPINION_WITHIN", timedelta(milliseconds=20))
    hotline.opinion_is_free.clear()
    try:
        reply = await hotline.intake.receive(a_message("最近老是忘事"))
    finally:
        hotline.opinion_is_free.set()
    assert reply.answered_by is Speaker.BOT
    assert reply.grade is TriageGrade.ROUTINE


async def test_where_they_are_is_taken_down_whatever_the_opinion_says(hotline: Hotline) -> None:
    await hotline.intake.receive(a_message("我爸胸口压着疼，出冷汗"))
    hotline.opinion = Opinion(grade=TriageGrade.URGENT, score=0.1, asks=True)
    reply = await hotline.intake.receive(a_message("在大坪村三组老槐树旁边", message_id="m-2"))
    assert reply.answered_by is Speaker.SAFETY
    assert reply.text.startswith("记下了")


async def test_a_point_on_the_map_is_nothing_to_have_an_opinion_about(hotline: Hotline) -> None:
    await hotline.intake.receive(a_message("我爸胸口压着疼，出冷汗"))
    hotline.opinion = Opinion(grade=TriageGrade.EMERGENCY, score=0.9, asks=False)
    told = "地点是集市（地图位置：纬度20.08500，经度114.06600）"
    reply = await hotline.intake.receive(a_message(told, message_id="m-2"))
    assert "集市（地图位置：纬度20.08500，经度114.06600）" in reply.text
    assert reply.grade is TriageGrade.ROUTINE
