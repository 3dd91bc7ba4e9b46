"""What an editor is told of words that cannot be laid over the shipped knowledge."""

from dataclasses import replace

import pytest

from knowledge_base import Hospital, KnowledgeBase, load_hospital, load_knowledge
from knowledge_base.overlay import OWN_TOPIC, OwnEntry, OwnPhrasings, own_id, own_topics, word_faults
from knowledge_base.profile import PROFILE
from tests.knowledge_base import samples
from tests.knowledge_base.overlay.making import GUIDE, QUESTIONS, SIGNATURE, own, phrasings

Known = tuple[KnowledgeBase, Hospital]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    folder = tmp_path_factory.mktemp("known")
    refusal = samples.topic("refusals", entries=[samples.entry("refusals", "dose", patterns=["加量"])])
    samples.write(folder / "refusals" / "refusals.yml", refusal)
    samples.write(folder / "medicines" / "blockers.yml", samples.medicines())
    samples.folder(folder, samples.topic())
    hospital = load_hospital(folder / PROFILE)
    return load_knowledge(folder, hospital=hospital), hospital


def faults(words: OwnEntry | OwnPhrasings, known: Known) -> list[str]:
    return list(word_faults(words, knowledge=known[0], hospital=known[1]))


def test_sound_words_have_no_fault(known: Known) -> None:
    assert faults(own(), known) == []
    assert faults(own(topic_id=OWN_TOPIC), known) == []
    assert faults(phrasings(), known) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (own(topic_id="nowhere"), "没有“nowhere”这个主题"),
        (own(topic_id="refusals"), "“refusals”是我们不做的事（诊断、开药、改药量），这里不能改"),
        (own(topic_id="amlodipine"), "“氨氯地平”是药品或化验指标"),
        (own(id="hypertension.diet"), "条目编号“hypertension.diet”不合规则"),
        (own(aspect="mood"), "没有“mood”这个方面"),
        (own(questions=QUESTIONS[:4]), "只有4个问法，至少要5个"),
        (own(questions=(*QUESTIONS, "？？")), "问法“？？”里没有字"),
        (own(questions=(*QUESTIONS, f"{QUESTIONS[0]}？")), f"问法“{QUESTIONS[0]}？”写了两遍"),
        (
            own(questions=(*QUESTIONS, "我电话13800001111，停哪")),
            "问法“我电话13800001111，停哪”里有一长串数字",
        ),
        (own(questions=(*QUESTIONS, "长" * 81)), "太长，最多80个字"),
        (own(answer=" "), "文字回答没有写"),
        (own(answer="长" * 221), "文字回答有221个字，最多220个"),
        (own(answer="打{nowhere}。"), "文字回答里的{nowhere}不认识"),
        (own(answer="起付线{local:nowhere}。"), "文字回答里的{local:nowhere}不在本院资料里"),
        (own(seek_care="起付线{local:nowhere}。"), "什么情况下就医里不能用{local:…}"),
        (own(spoken="血压≥140"), "电话里说的话里的“≥”读不出声，请写成汉字"),
        (own(spoken="看WIFI"), "电话里说的话里的“WIFI”读不出声，请写成汉字"),
        (own(source=replace(GUIDE, publisher=" ")), "出处的发布单位没有写"),
        (own(source=replace(GUIDE, year=2062)), "出处的年份2062不对，应在1950年到2027年之间"),
        (own(signature=replace(SIGNATURE, reviewer="")), "没有审核医生的签名"),
        (own(expires_on=SIGNATURE.signed_on.replace(year=2025)), "审核日期在到期日之后"),
        (phrasings(entry="hypertension.nowhere"), "没有编号为“hypertension.nowhere”的条目，或者它已停用"),
        (phrasings(entry="refusals.dose"), "“refusals”是我们不做的事（诊断、开药、改药量），这里不能改"),
        (phrasings(entry="amlodipine.purpose"), "“氨氯地平”是药品或化验指标"),
        (phrasings("refusals.dose 问法一"), "已经是“refusals.dose 问法一”（refusals.dose）的问法"),
    ],
)
def test_each_fault_is_said_in_an_editors_words(
    known: Known, words: OwnEntry | OwnPhrasings, said: str
) -> None:
    assert any(said in fault for fault in faults(words, known)), faults(words, known)


def test_a_phrasing_of_another_entry_is_taken_however_it_is_punctuated(known: Known) -> None:
    taken = own(questions=(*QUESTIONS, "hypertension.diet，问法一？"))
    assert faults(taken, known) == [
        "问法“hypertension.diet，问法一？”已经是“hypertension.diet 问法一”（hypertension.diet）的问法"
    ]


def test_an_own_id_can_stand_in_an_address() -> None:
    draft = "9F1C2A34-0000-4000-8000-000000000001"
    assert own_id(topic_id="gout", draft=draft) == "gout.own_9f1c2a34000040008000000000000001"


def test_an_entry_may_join_diseases_and_services_and_what_is_neither(known: Known) -> None:
    assert [topic.id for topic in own_topics(known[0], hospital=known[1])] == ["hypertension", OWN_TOPIC]
