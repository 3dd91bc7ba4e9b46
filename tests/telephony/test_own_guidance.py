"""Which department, while Rasa is away: told at once, never asked for."""

import pytest

from telephony.messages import Speaker
from telephony.own_guidance import OwnGuidance
from tests.guide import asking, recommended
from tests.telephony.making import Hotline, a_message


@pytest.mark.parametrize("text", ["膝盖痛挂什么科", "膝盖痛看哪个科", "膝盖痛挂啥号", "膝盖痛看啥子科"])
async def test_who_asks_for_the_department_is_told_it(hotline: Hotline, text: str) -> None:
    hotline.guide.known["膝盖"] = recommended("骨科", question=asking("疼了多久？", ("三天", "更久")))
    speaker, said = await hotline.own_answers.answer(a_message(text), note=None)
    assert speaker is Speaker.SEARCH
    assert "1. 骨科：门诊楼一楼西侧，每天上午、下午。骨科看这个。" in said.bubbles[0].text
    assert "疼了多久" not in said.bubbles[0].text
    assert hotline.search.asked == []


async def test_symptoms_the_search_knows_nothing_of_lead_to_a_department(hotline: Hotline) -> None:
    hotline.search.entry = None
    hotline.guide.known["膝盖"] = recommended("骨科")
    _, said = await hotline.own_answers.answer(a_message("膝盖痛，上下楼响"), note=None)
    assert "1. 骨科" in said.bubbles[0].text


async def test_an_answer_from_the_search_comes_before_a_department(hotline: Hotline) -> None:
    hotline.guide.known["高血压"] = recommended("心血管内科")
    _, said = await hotline.own_answers.answer(a_message("高血压吃多少盐"), note=None)
    assert said.citations
    assert hotline.guide.asked == []


def test_nothing_is_told_where_nothing_is_known(hotline: Hotline) -> None:
    guidance = OwnGuidance(hotline.guide, hospital=hotline.hospital, words=hotline.words)
    assert guidance.find("没有一样说得清") is None
