"""No sentence, no entry and no instruction is longer than a channel takes."""

import re
from dataclasses import replace

import pytest

from hotline.safety import TriageGrade, load_rules
from hotline.safety.screening import SHIPPED
from knowledge_base import Entry
from knowledge_base.entries import KnowledgeBase
from telephony.channels.wechat.fitting import size
from telephony.channels.wechat.rendering import LONGEST_TEXT, render
from telephony.messages import Bubble, BubbleKind, Choice
from tests.telephony.longest import TICKET, Everything, a_reply, table


@pytest.fixture(scope="module")
def everything() -> Everything:
    return Everything.shipped()


def test_nothing_is_too_long_for_its_channel(everything: Everything) -> None:
    measured = list(everything.measured())
    assert [one for one in measured if one.is_too_long] == [], f"\n{table(measured)}"
    assert {one.channel for one in measured} == {"web chat", "WeChat", "phone"}
    entries = {one.name for one in measured if one.channel == "WeChat"}
    assert everything.knowledge.entries.keys() <= entries


def test_every_gap_of_a_sentence_is_measured_filled(everything: Everything) -> None:
    for name, response in everything.words._responses.items():
        gaps = set(re.findall(r"\{(\w+)\}", response["text"]))
        assert gaps <= everything.facts.keys(), name


def test_an_entry_that_is_too_long_is_found(everything: Everything) -> None:
    entry = replace(_longest(everything), answer="每天盐不超过五克，多走路。" * 60)
    (topic,) = [one for one in everything.knowledge.topics if one.id == entry.topic_id]
    grown = replace(everything, knowledge=KnowledgeBase([replace(topic, entries=(entry,))]))
    too_long = {(one.channel, one.name) for one in grown.measured() if one.is_too_long}
    assert ("WeChat", entry.id) in too_long


def test_the_worst_of_all_together_still_tells_what_matters(everything: Everything) -> None:
    """An urgent warning, the longest answer, a ticket, a question and choices: only the answer gives way."""
    urgent = [rule for rule in load_rules(SHIPPED).rules if rule.grade is TriageGrade.URGENT]
    warning = Bubble(max((rule.say for rule in urgent), key=len), BubbleKind.INSTRUCTION)
    answer = everything.entry(_longest(everything))
    ticket = Bubble(everything.words.fill("utter_urgent_ticket", **everything.facts))
    asked = Bubble(everything.words.fill("utter_ask_phone"))
    bubbles = (warning, *answer.bubbles, *answer.bubbles, ticket, asked)
    choices = tuple(Choice("这是一个相当长的选择，有二十个字那么长", str(at)) for at in range(9))
    reply = replace(a_reply(*bubbles), citations=answer.citations, ticket=TICKET, choices=choices)
    text = render(reply, house=everything.house)
    assert size(text) <= LONGEST_TEXT
    for whole in (ticket.text, *warning.text.replace("。", "。\n").splitlines(), asked.text):
        assert whole in text
    assert text.count("\n8 ") == 1
    assert f"/entry/{answer.citations[0].entry}" in text


def _longest(everything: Everything) -> Entry:
    return max(everything.knowledge.entries.values(), key=lambda entry: len(entry.answer))
