"""What the gate hears: numbers, scripts, denial, history, questions, jests."""

import re

import pytest

from hotline.safety import TriageGrade, graver, screen
from hotline.safety.pattern import compile_pattern
from hotline.safety.ruleset import Told
from hotline.safety.screening import shipped_rules

RULES = shipped_rules()


def told(text: str) -> Told:
    return Told.together(RULES.sentences(text))


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("血压二百二，低压一百三", "血压220,低压130"),
        ("血糖二点一", "血糖2.1"),
        ("血氧八十二", "血氧82"),
        ("烧到三十九度五", "烧到39.5度"),
        ("三四天了", "4天了"),
        ("一百零二", "102"),
        ("半小时前", "0.5小时前"),
        ("四肢无力，半边身子麻", "四肢无力,半边身子麻"),
        ("血壓１８０／１１０", "血压180/110"),
        ("那个嗯胸口疼啊", "胸口疼"),
        ("胸口 疼。。。 出汗", "胸口疼。出汗"),
    ],
)
def test_one_spelling_for_what_people_write(written: str, normal: str) -> None:
    assert RULES.normalise(written) == normal


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("血压220/130", "systolic", 220),
        ("血压220/130", "diastolic", 130),
        ("血压二百二", "systolic", 220),
        ("血糖才2.1", "glucose", 2.1),
        ("血氧掉到八十二", "spo2", 82),
        ("心率150", "heart_rate", 150),
        ("体温40度", "temperature", 40),
        ("八十岁的老人", "age", 80),
        ("3个月大的宝宝", "age", 0.25),
        ("烧了五天", "fever_days", 5),
        ("怀孕32周", "pregnancy_weeks", 32),
        ("吞了三十片药", "pills", 30),
        ("从三楼摔下来", "height_metres", 9),
        ("血小板1.2万", "platelets", 12),
    ],
)
def test_a_number_is_read_with_its_meaning(text: str, measure: str, value: float) -> None:
    assert sorted(told(text).readings[measure]) == pytest.approx([value])


@pytest.mark.parametrize("text", ["1型糖尿病", "血糖测了3次", "吃了5年药", "水温40度", "第2天"])
def test_a_number_of_something_else_is_no_reading(text: str) -> None:
    assert not set(told(text).readings) & {"glucose", "temperature", "spo2", "systolic"}


@pytest.mark.parametrize(
    "text",
    [
        "没有胸口疼",
        "没有胸痛胸闷",
        "从来没有胸痛过",
        "无胸痛、气促",
        "不是胸口疼",
        "去年胸口疼过",
        "如果胸口疼怎么办",
    ],
)
def test_what_is_denied_past_or_imagined_is_not_reported(text: str) -> None:
    assert "chest_pain" not in told(text).reported


@pytest.mark.parametrize(
    "text",
    [
        "没有发烧胸口疼得厉害",
        "去年装了支架，今天胸口疼",
        "是不是胸口疼就要来",
        "以前没疼过，现在胸口疼",
        "不发烧，胸口疼",
    ],
)
def test_what_stands_beside_a_denial_is_reported(text: str) -> None:
    assert "chest_pain" in told(text).reported


def test_a_jest_is_no_finding_and_a_real_faint_from_anger_is() -> None:
    assert screen("气死我了，心都在滴血").grade == TriageGrade.ROUTINE
    assert screen("他气得晕过去了，叫不醒").grade == TriageGrade.EMERGENCY


def test_an_exception_in_another_sentence_does_not_quieten_an_emergency() -> None:
    assert screen("平时经常胃痛。刚才吐血了，吐了半盆。").grade == TriageGrade.EMERGENCY


def test_the_gravest_rule_speaks_and_all_are_named() -> None:
    screening = screen("孩子发烧39度，叫不醒，没有呼吸了")
    assert screening.kind == "cardiac_arrest"
    assert {"cardiac_arrest", "unconscious", "child_today"} <= set(screening.rules)
    assert screening.version == RULES.version


def test_a_routine_message_has_nothing_to_say() -> None:
    screening = screen("你好")
    assert (screening.grade, screening.rules, screening.say, screening.spoken) == ("routine", (), None, ())


def test_grades_are_ordered_by_gravity_not_by_letter() -> None:
    assert max(TriageGrade.URGENT, TriageGrade.EMERGENCY) == TriageGrade.EMERGENCY
    assert sorted(TriageGrade) == [TriageGrade.ROUTINE, TriageGrade.URGENT, TriageGrade.EMERGENCY]
    assert graver(TriageGrade.URGENT, TriageGrade.ROUTINE) == TriageGrade.URGENT


@pytest.mark.parametrize("text", ["糖尿病人血压高", "验尿抽血要空腹吗", "体检尿里有潜血", "尿酸高，血脂也高"])
def test_a_word_inside_another_is_not_heard(text: str) -> None:
    assert "urine_blood" not in told(text).reported


def test_a_word_is_heard_only_where_nothing_makes_it_another() -> None:
    heard = re.compile(compile_pattern("^(糖|验)尿$(病|酸)~血", words={}).expression)
    assert heard.search("尿里有血")
    assert not any(map(heard.search, ["糖尿有血", "验尿有血", "尿病有血", "尿酸有血"]))


@pytest.mark.parametrize("source", ["胸?口", "<unknown>", "(a||b)", "~", "(胸", "^胸", "$(a|)胸", "^(a)"])
def test_a_pattern_that_cannot_be_read_is_refused(source: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        compile_pattern(source, words={})


@pytest.mark.parametrize(
    "text",
    [
        "小时候掉进井里差点没了，现在身体好好的，想问体检",
        "五年前车祸大出血切了脾，如今上班了，疫苗怎么打",
        "它趴在窝里口吐白沫，叫它尾巴都不摇",
    ],
)
def test_a_tale_that_ended_well_and_an_animal_are_no_patient(text: str) -> None:
    assert screen(text).grade == TriageGrade.ROUTINE


@pytest.mark.parametrize(
    "text",
    [
        "五年前装了支架，胸口压着疼出冷汗，现在能走",
        "当年差点没了，刚才又胸口压着疼",
        "羊吃了老鼠药死了，孩子吃了羊肉上吐下泻抽起来",
    ],
)
def test_a_tale_hides_no_danger_of_today(text: str) -> None:
    assert screen(text).grade == TriageGrade.EMERGENCY
