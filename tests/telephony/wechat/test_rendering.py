"""One text: what to do now, the answer, numbers, ticket, source and page; never longer than WeChat takes."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.notifications import House
from hotline.safety import TriageGrade
from telephony.channels.wechat import rendering
from telephony.channels.wechat.fitting import beginning, size
from telephony.channels.wechat.rendering import LONGEST_TEXT, render
from telephony.messages import Bubble, BubbleKind, Choice, Citation, Reply, Speaker, TicketNote
from telephony.words import Words

HOUSE = House(hospital="县总医院", hotline="0000-8810120", zone=ZoneInfo("Asia/Shanghai"))
PUBLIC = replace(HOUSE, address="https://hotline.example.com")
TICKET = TicketNote(number="261123-0042", code="417302", due="2026-11-24T02:00:00+00:00", nurse="王护士")
CITED = Citation(
    entry="hypertension.diet",
    version="0123456789ab",
    topic="高血压",
    spoken="",
    sources=("《高血压防治指南》学会，2024年",),
    review="待临床审核",
)
ANSWER = "每天盐不超过五克。"
ENTRY = f"{ANSWER}\n就医提醒：头痛得厉害请打120。\n来源：《高血压防治指南》学会，2024年 · 待临床审核"
INSTRUCTION = Bubble("立即拨打120，让病人躺下。身边不离人。", BubbleKind.INSTRUCTION)


def a_reply(*bubbles: Bubble, **changed: object) -> Reply:
    fields: dict[str, object] = {"message_id": "m-1", "bubbles": bubbles, "answered_by": Speaker.BOT}
    return Reply(**fields | changed)  # type: ignore[arg-type]


def test_an_answer_stands_with_its_source_and_its_page() -> None:
    assert render(a_reply(Bubble(ENTRY), citations=(CITED,)), house=PUBLIC) == (
        "每天盐不超过五克。\n"
        "就医提醒：头痛得厉害请打120。\n"
        "来源：《高血压防治指南》学会，2024年 · 待临床审核\n\n"
        "全文：https://hotline.example.com/entry/hypertension.diet"
    )


def test_without_a_public_address_no_page_is_named() -> None:
    assert "http" not in render(a_reply(Bubble(ENTRY), citations=(CITED,), ticket=TICKET), house=HOUSE)


def test_an_emergency_begins_with_120_on_a_line_of_its_own_and_short_lines() -> None:
    line = Bubble("我们医院急诊科的电话是 0000-8810999，全天有人接听。")
    text = render(a_reply(INSTRUCTION, line, grade=TriageGrade.EMERGENCY), house=PUBLIC)
    assert text.split("\n") == [
        "请马上打 120",
        "",
        "立即拨打120，让病人躺下。",
        "身边不离人。",
        "可以把位置发给我：点右下角的“+”，再点“位置”。",
        "",
        "我们医院急诊科的电话是 0000-8810999，全天有人接听。",
    ]


def test_what_to_do_comes_first_wherever_it_stood() -> None:
    assert render(a_reply(Bubble("您好。"), INSTRUCTION), house=HOUSE).startswith("立即拨打120")


def test_choices_are_chosen_by_number() -> None:
    choices = (Choice("我自己", "我自己"), Choice("我母亲", "我母亲"))
    text = render(a_reply(Bubble("给谁约？"), choices=choices), house=HOUSE)
    assert text == "给谁约？\n\n请回复数字：\n1 我自己\n2 我母亲"


def test_a_ticket_that_no_bubble_tells_is_told_and_one_that_is_told_is_not_told_twice() -> None:
    told = Bubble("登记好了，工单号 261123-0042，进度码 417302。")
    twice = render(a_reply(told, ticket=TICKET), house=PUBLIC)
    assert twice == f"{told.text}\n\n查进度：https://hotline.example.com/progress?code=417302"
    text = render(a_reply(Bubble("好的。"), ticket=TICKET), house=HOUSE)
    assert text.endswith(
        "工单号 261123-0042，进度码 417302，11月24日10:00 前有人联系您，值班护士 王护士 负责。"
    )


def test_a_sheet_that_was_given_can_be_opened_by_a_touch() -> None:
    text = render(a_reply(Bubble("胃镜的就诊清单。"), sheet="abcdefgh2345"), house=PUBLIC)
    assert text.endswith("大字清单：https://hotline.example.com/sheet/abcdefgh2345")
    assert "http" not in render(a_reply(Bubble("胃镜的就诊清单。"), sheet="abcdefgh2345"), house=HOUSE)


def test_a_nurse_who_answers_herself_leaves_nothing_to_say() -> None:
    assert render(a_reply(), house=PUBLIC) == ""


def test_a_long_answer_ends_with_a_sentence_and_says_where_the_rest_is() -> None:
    long = "".join(f"第{at}条要记住，少吃盐，多走路。" for at in range(80))
    bubble = Bubble(ENTRY.replace(ANSWER, long))
    text = render(a_reply(bubble, citations=(CITED,), ticket=TICKET), house=PUBLIC)
    assert LONGEST_TEXT - 200 < size(text) <= LONGEST_TEXT
    assert "多走路。\n（没写完。）\n就医提醒：头痛得厉害请打120。\n来源：" in text
    assert "全文：https://hotline.example.com/entry/hypertension.diet" in text
    assert "工单号 261123-0042" in text
    alone = render(a_reply(bubble, citations=(CITED,)), house=HOUSE)
    assert "想接着听，请打 0000-8810120" in alone


def test_sources_give_way_before_the_answer_and_the_review_state_stays() -> None:
    sources = "；".join(f"《高血压防治指南第{at}版》中华医学会某分会某学组，20{at}年" for at in range(10, 40))
    bubble = Bubble(f"{ANSWER}\n就医提醒：不适就诊。\n来源：{sources} · 待临床审核")
    text = render(a_reply(bubble, citations=(CITED,)), house=PUBLIC)
    assert "没写完" not in text
    assert "等 · 待临床审核" in text


def test_the_words_changed_for_wechat_are_words_that_callers_are_told(words: Words) -> None:
    told = [str(words._named(name)["text"]) for name in words._responses]
    for others in rendering._words()["instead"]:
        assert any(others in text for text in told), others


def test_the_channel_asks_nobody_to_tap_what_cannot_be_tapped(words: Words) -> None:
    for name in words._responses:
        if name.startswith("utter_call") or name in {"utter_rate_please", "utter_too_many_looks"}:
            continue
        text = render(a_reply(Bubble(words.fill(name) or "。")), house=PUBLIC)
        assert "点一下" not in text, name
        assert "页面" not in text, name


TEXTS = st.text(alphabet="高血压。！？，；\n 120a😀", max_size=900)
BUBBLES = st.builds(Bubble, TEXTS, st.sampled_from(BubbleKind))
CHOICES = st.builds(Choice, TEXTS, TEXTS)


REPLIES = st.builds(
    Reply,
    message_id=st.just("m-1"),
    bubbles=st.lists(BUBBLES, max_size=5).map(tuple),
    answered_by=st.just(Speaker.BOT),
    grade=st.sampled_from(TriageGrade),
    choices=st.lists(CHOICES, max_size=12).map(tuple),
    citations=st.lists(st.sampled_from([CITED, replace(CITED, entry="gout.diet")]), max_size=3).map(tuple),
    ticket=st.sampled_from([None, TICKET]),
    progress=st.sampled_from([None, "417302"]),
)


@given(REPLIES, st.sampled_from([HOUSE, PUBLIC]))
def test_no_reply_is_ever_longer_than_wechat_takes(reply: Reply, house: House) -> None:
    assert size(render(reply, house=house)) <= LONGEST_TEXT


@given(
    answers=st.lists(TEXTS.map(Bubble), max_size=4),
    choices=st.lists(CHOICES, min_size=1, max_size=9),
    house=st.sampled_from([HOUSE, PUBLIC]),
)
def test_neither_instruction_nor_numbers_nor_ticket_are_ever_cut(
    answers: list[Bubble], choices: list[Choice], house: House
) -> None:
    reply = a_reply(INSTRUCTION, *answers, choices=tuple(choices), ticket=TICKET, citations=(CITED,))
    text = render(reply, house=house)
    assert text.startswith("立即拨打120，让病人躺下。\n身边不离人。")
    assert TICKET.number in text
    assert TICKET.code in text
    assert f"\n{len(choices)} " in text or any(one.says.isdecimal() for one in choices)


@given(TEXTS, st.integers(0, 3000))
def test_a_beginning_is_never_too_long_and_never_tears_a_character(text: str, most: int) -> None:
    kept = beginning(text, most_bytes=most)
    assert size(kept) <= most
    assert text.startswith(kept.removesuffix("……").rstrip()) or not kept


@pytest.mark.parametrize("most", [27, 30, 60])
def test_a_beginning_ends_with_a_whole_sentence(most: int) -> None:
    assert beginning("每天盐少于五克。多走路。别熬夜。", most_bytes=most).endswith("。")
