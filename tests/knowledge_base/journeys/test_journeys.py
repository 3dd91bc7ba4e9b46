"""The right sheet for the words, and on it what this person needs and nothing for others."""

import re
from dataclasses import replace

import pytest

from console.paths import KNOWLEDGE
from knowledge_base import Hospital
from knowledge_base.journeys import Journeys, NoSuchJourney, load_journeys

_STOPS = re.compile(r"停药|停不停|要不要停|停几天")


@pytest.mark.parametrize(
    ("said", "journey"),
    [
        ("做胃镜要准备什么", "gastroscopy"),
        ("无痛肠镜之前怎么喝泻药，要注意什么", "colonoscopy"),
        ("做CT要准备什么", "ct_plain"),
        ("做个增强ct要空腹不", "ct_contrast"),
        ("核磁共振要注意什么", "mri"),
        ("肝胆彩超要空腹吗", "ultrasound_abdomen"),
        ("妇科彩超要憋尿不", "ultrasound_pelvis"),
        ("明天抽血要空腹吗", "blood_test"),
        ("住院要带什么", "admission"),
        ("怎么办出院", "discharge"),
        ("我想来你们那里临时透析，要准备什么", "guest_dialysis"),
        ("从外地来看病流程是什么", "first_visit_from_elsewhere"),
        ("背24小时心电图要注意什么", "ecg_and_holter"),
        ("体检要空腹吗", "health_check_up"),
        ("打流感疫苗要带什么", "vaccination"),
        ("带老人来看病要带什么", "outpatient_visit"),
    ],
)
def test_the_callers_words_lead_to_the_journey(journeys: Journeys, said: str, journey: str) -> None:
    wanted = journeys.for_text(said)
    assert wanted is not None
    assert (wanted.journey, wanted.asks) == (journey, True)


@pytest.mark.parametrize(
    "said",
    [
        "住院能报销多少，要准备什么材料",
        "核磁共振多少钱",
        "胃镜结果出来了怎么看",
        "甲状腺彩超要空腹吗",
        "透析病人能吃香蕉吗",
        "门诊慢特病怎么办理",
        "空腹血糖高是什么意思",
        "异地就医备案怎么办",
        "复印住院病历要带什么",
    ],
)
def test_other_questions_that_name_a_test_do_not_ask_for_the_sheet(journeys: Journeys, said: str) -> None:
    wanted = journeys.for_text(said)
    assert wanted is None or not wanted.asks


def test_the_situation_is_heard_in_the_words(journeys: Journeys) -> None:
    said = "我陪八十多岁的爷爷从外地来做增强CT，他吃二甲双胍和阿司匹林，要准备什么"
    wanted = journeys.for_text(said)
    assert wanted is not None
    assert wanted.traits == {"old", "companion", "elsewhere", "diabetic", "metformin", "anticoagulant"}


def test_a_sheet_has_what_the_situation_needs_and_nothing_for_others(journeys: Journeys) -> None:
    plain, his = (
        journeys.sheet("ct_contrast", traits=traits).items for traits in ((), ("metformin", "elsewhere"))
    )
    assert {"metformin", "file_insurance"} <= his.keys()
    assert not {"metformin", "file_insurance", "companion_who_knows"} & plain.keys()


def test_who_comes_from_elsewhere_need_not_say_so_twice(journeys: Journeys) -> None:
    assert "file_insurance" in journeys.sheet("first_visit_from_elsewhere").items


def test_a_place_is_this_hospitals_and_unknown_ones_are_asked_for(
    journeys: Journeys, hospital: Hospital
) -> None:
    assert journeys.sheet("mri").items["report_in"].where == hospital.placeholders["imaging_place"]
    assert journeys.sheet("guest_dialysis").items["report_in"].where == "住院楼二楼"
    bare = {key: value for key, value in hospital.placeholders.items() if key != "imaging_place"}
    elsewhere = load_journeys(KNOWLEDGE, hospital=replace(hospital, placeholders=bare))
    assert "问导诊台" in str(elsewhere.sheet("mri").items["report_in"].where)


def test_no_shipped_sentence_names_a_floor_or_a_window_number(journeys: Journeys) -> None:
    for journey in journeys.all.values():
        for items in journey.parts.values():
            assert not [
                item for item in items if re.search(r"[一二三四五六七八九十\d]+(?:楼|号窗)", item.text)
            ]


def test_whether_a_medicine_is_stopped_is_always_the_doctors_word(journeys: Journeys) -> None:
    said = {item.text for one in journeys.all.values() for part in one.parts.values() for item in part}
    for text in said:
        if _STOPS.search(text):
            assert re.search(r"问医生|由医生定", text), text


@pytest.mark.parametrize("journey", ["blood_test", "ultrasound_abdomen", "gastroscopy", "colonoscopy"])
def test_whoever_takes_sugar_medicine_asks_before_fasting(journeys: Journeys, journey: str) -> None:
    assert "diabetic_fasting" in journeys.sheet(journey, traits=("diabetic",)).items


def test_each_item_has_a_source_with_its_year_and_awaits_review(journeys: Journeys) -> None:
    for journey in journeys.all:
        sheet = journeys.sheet(journey)
        assert sheet.review == "待临床审核"
        assert all(item.source.year >= 2000 for item in sheet.items.values())
        assert [part.part.value for part in sheet.parts] == ["before", "on_the_day", "after"]


def test_a_journey_that_is_gone_says_so(journeys: Journeys) -> None:
    with pytest.raises(NoSuchJourney):
        journeys.sheet("flying")


def test_the_version_changes_with_the_words_alone(journeys: Journeys) -> None:
    versions = {journeys.sheet(name, traits=traits).version for name in ("mri",) for traits in ((), ("old",))}
    assert len(versions) == 1
