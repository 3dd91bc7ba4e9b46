"""Questions as callers ask them, and what they are told."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from knowledge_base import Hospital, load_hospital
from knowledge_base.clinics import Clinics, Told, ToldKind
from tests.timetables import Away, ToldSitting, UsualWeek, clinics_of

PROFILE = Path(__file__).parents[3] / "knowledge_base" / "hospital" / "profile.yml"
MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""A Monday, half past nine at the hospital."""


@pytest.fixture(scope="module")
def hospital() -> Hospital:
    return load_hospital(PROFILE)


@pytest.fixture(scope="module")
def clinics(hospital: Hospital) -> Clinics:
    return clinics_of(hospital)


def ask(clinics: Clinics, said: str, *, now: datetime = MORNING, aloud: bool = False) -> Told:
    return clinics.ask(said, now=now, aloud=aloud)


def test_a_specialist_in_the_townships_is_told_with_date_place_and_telephone(clinics: Clinics) -> None:
    told = ask(clinics, "这周乡下有没有心内科专家")
    for part in ("11月24日 周二", "08:30–11:30", "林主任", "乔仁分院", "示范路1号", "0000-8811001"):
        assert part in told.text
    assert told.offer is not None
    assert (told.offer.where, told.offer.on, told.offer.starts) == ("乔仁分院", date(2026, 11, 24), "08:30")
    assert told.offered == "11月24日 周二 乔仁分院心血管内科总院林主任（示例）"


def test_a_no_names_where_it_is_open_and_what_the_branch_has(clinics: Clinics) -> None:
    told = ask(clinics, "周三乔仁分院有针灸科吗")
    assert "11月25日 周三，乔仁分院没有查到针灸推拿科出诊" in told.text
    assert "龙潭分院针灸推拿科" in told.text
    assert "乔仁分院平时开的科：全科医学科" in told.text


def test_an_open_department_answers_where_nobody_has_a_fixed_day(clinics: Clinics) -> None:
    told = ask(clinics, "周二乔仁分院有儿科吗")
    assert "乔仁分院有儿科" in told.text
    assert told.offer is not None
    assert told.offer.on == date(2026, 11, 24)


def test_a_department_closed_that_day_is_not_said_to_be_open(clinics: Clinics) -> None:
    told = ask(clinics, "周日眼科有医生吗")
    assert "11月29日 周日，没有查到眼科出诊" in told.text
    assert "周一至周六" in told.text


def test_half_names_lead_to_their_department(clinics: Clinics) -> None:
    assert "梁医生" in ask(clinics, "老中医星期几来").text
    assert "心血管内科" in ask(clinics, "看心脏的专家哪天在").text


@pytest.mark.parametrize("said", ["乔人分院周二有心内科吗", "乔仁镇卫生院礼拜二有心内科没"])
def test_a_branch_is_known_by_alias_and_by_sound(clinics: Clinics, said: str) -> None:
    assert "有的：明天（11月24日 周二）" in ask(clinics, said).text


def test_what_is_over_today_is_said_with_the_next(clinics: Clinics) -> None:
    evening = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
    told = ask(clinics, "陈主任今天还在吗", now=evening)
    assert "今天08:00–12:00的已经结束" in told.text
    assert "11月30日 周一" in told.text


def test_a_cancelled_clinic_is_told_with_its_reason_and_another(hospital: Hospital) -> None:
    away = clinics_of(hospital, Away(UsualWeek(hospital), {"朱主任": "外出学习"}))
    told = ask(away, "龙潭分院骨科周四有人吗")
    assert "总院朱主任（示例）在龙潭分院停诊，原因：外出学习" in told.text
    assert "县总医院骨科" in told.text
    assert told.offer is not None
    assert told.offer.sitting_id is None


def test_two_of_a_name_are_asked_about(hospital: Hospital) -> None:
    other = ToldSitting(doctor="黄主任", department="骨科", where=hospital.name)
    told = ask(clinics_of(hospital, UsualWeek(hospital, more=[other])), "黄主任星期几坐诊")
    assert told.kind is ToldKind.WHICH
    assert [title for title, _ in told.choices] == ["神经内科黄主任", "骨科黄主任"]
    assert "骨科黄主任什么时候坐诊" in [says for _, says in told.choices]


def test_a_department_tells_two_of_a_name_apart(hospital: Hospital) -> None:
    other = ToldSitting(doctor="黄主任", department="骨科", where=hospital.name)
    told = ask(clinics_of(hospital, UsualWeek(hospital, more=[other])), "骨科黄主任什么时候坐诊")
    assert "11月26日 周四" in told.text
    assert "神经内科" not in told.text


def test_one_half_day_is_told_once_though_it_comes_every_week(clinics: Clinics) -> None:
    assert ask(clinics, "许主任星期几坐诊").text.count("许主任") == 1


def test_who_comes_from_the_province_is_not_who_comes_from_the_city(clinics: Clinics) -> None:
    assert "省医院周教授" in ask(clinics, "省里来的专家哪天来").text
    assert "周教授" not in ask(clinics, "市里来的专家哪天来").text


def test_a_department_nobody_has_is_said_so(clinics: Clinics) -> None:
    told = ask(clinics, "你们有整形科吗")
    assert "没有查到整形科" in told.text
    assert told.offer is None


def test_too_little_said_is_asked_for(clinics: Clinics) -> None:
    assert ask(clinics, "看看这周的坐诊表").kind is ToldKind.UNCLEAR


def test_another_day_belongs_to_what_was_asked_before(clinics: Clinics) -> None:
    first = ask(clinics, "林主任今天在吗")
    then = clinics.ask("那周三呢", now=MORNING, earlier=first.about)
    assert "11月25日 周三 14:30–17:30" in then.text
    assert then.about == first.about


def test_who_says_his_village_gets_the_near_place_and_the_hospital(clinics: Clinics) -> None:
    told = ask(clinics, "我是上坪村的，想看心内科，去哪里近")
    near, county = told.text.index("乔仁分院（约9公里）"), told.text.index("县总医院（约12公里）")
    assert near < county
    assert "报销比例一般比县医院高" in told.text
    assert "您来定" in told.text


def test_a_village_of_two_townships_is_asked_about(clinics: Clinics) -> None:
    told = ask(clinics, "我家在新建村，看儿科去哪里")
    assert told.kind is ToldKind.WHICH
    assert told.choices[1] == ("清溪镇", "我是清溪镇新建村的，看儿科去哪里")
    assert ask(clinics, told.choices[1][1]).kind is ToldKind.OFFER


def test_a_point_on_the_map_is_where_he_is(clinics: Clinics) -> None:
    told = ask(clinics, "口腔科哪里近（地图位置：纬度19.9500，经度114.1400）")
    assert told.text.startswith("离您那里近、能看口腔科的：\n梅源分院（约1公里）")


def test_the_near_place_without_a_day_this_fortnight_is_not_offered(hospital: Hospital) -> None:
    away = clinics_of(hospital, Away(UsualWeek(hospital), {"林主任": "外出学习"}))
    told = ask(away, "我是上坪村的，想看心内科，去哪里近")
    assert "乔仁分院（约" not in told.text
    assert "县总医院" in told.text


@pytest.mark.parametrize(
    "said",
    [
        "这周乡下有没有心内科专家",
        "周三乔仁分院有针灸科吗",
        "林主任今天在吗",
        "我是上坪村的，想看心脏，去哪里近",
    ],
)
def test_what_is_heard_is_three_lines_and_holds_nothing_unspeakable(clinics: Clinics, said: str) -> None:
    lines = ask(clinics, said, aloud=True).text.splitlines()
    assert len(lines) <= 3
    assert not any(mark in line for line in lines for mark in "；\t")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("周三乔仁分院有针灸科吗", True),
        ("林主任今天在吗", True),
        ("内分泌科周几有人", True),
        ("我是上坪村的，想看心脏，去哪里近", True),
        ("高血压能不能吃柚子", False),
        ("胸闷是怎么回事", False),
        ("糖尿病什么时候要打胰岛素", False),
        ("降压药几点吃好", False),
    ],
)
def test_only_questions_about_clinics_are_answered_without_the_dialogue(
    clinics: Clinics,
    said: str,
    *,
    asked: bool,
) -> None:
    assert clinics.asks(said, now=MORNING) is asked
