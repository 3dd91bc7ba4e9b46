"""Every shipped rule is whole: it says what to do, on whose word, and proves itself."""

import re
from collections import Counter

import pytest

from hotline.safety import TriageGrade, screen
from hotline.safety.ruleset import Rule
from hotline.safety.screening import shipped_rules

RULES = shipped_rules().rules
WORDED = [rule for rule in RULES if rule.when]
EMERGENCIES = [rule for rule in RULES if rule.grade == TriageGrade.EMERGENCY]
SUICIDAL = {"suicide_attempt", "suicide_plan", "suicide_thought"}
# Where something must be done before the telephone is picked up: leave the gas, cut the current, rinse.
SAFETY_FIRST = {"carbon_monoxide", "electric_shock", "eye_chemical_burn", "eye_injury", "psychiatric_crisis"}
EMERGENCY_ROOM = {"testicular_torsion", "critical_laboratory_value", "severe_skin_reaction"}


def test_only_the_second_opinion_has_rules_without_words() -> None:
    assert {rule.id for rule in RULES if not rule.when} == {"danger_told", "seen_today"}


@pytest.mark.parametrize("rule", WORDED, ids=lambda rule: rule.id)
def test_a_rule_fires_on_its_own_examples_and_not_on_its_counterexamples(rule: Rule) -> None:
    assert len(rule.must_match) >= 4
    assert len(rule.must_not_match) >= 3
    assert [text for text in rule.must_match if rule.id not in screen(text).rules] == []
    assert [text for text in rule.must_not_match if rule.id in screen(text).rules] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_names_its_source_its_review_and_its_words(rule: Rule) -> None:
    assert rule.source.title
    assert rule.source.publisher
    assert 2009 < rule.source.year < 2030
    assert rule.review["status"]
    assert rule.title
    assert rule.spoken
    assert [step for step in rule.spoken if len(step) > 60] == []


def test_there_are_enough_kinds_and_no_rule_twice() -> None:
    assert len({rule.kind for rule in EMERGENCIES}) >= 40
    assert len([rule for rule in RULES if rule.grade == TriageGrade.URGENT]) >= 20
    assert [rule for rule, times in Counter(rule.id for rule in RULES).items() if times > 1] == []


@pytest.mark.parametrize("rule", EMERGENCIES, ids=lambda rule: rule.id)
def test_an_emergency_says_in_one_breath_whom_to_call(rule: Rule) -> None:
    first = re.split("[。；]", rule.say)[0]
    opening = rule.say[:70] if rule.kind in SUICIDAL | SAFETY_FIRST else first
    expected = "急诊|120" if rule.kind in EMERGENCY_ROOM | {"severe_skin_reaction"} else "120|110|12356"
    assert re.search(expected, opening), rule.say
    assert len(first) <= 60


@pytest.mark.parametrize("kind", sorted(SUICIDAL))
def test_who_wants_to_die_is_not_left_alone(kind: str) -> None:
    for rule in (rule for rule in RULES if rule.kind == kind):
        assert rule.say.startswith("我在这里陪着您")
        assert all(number in rule.say for number in ("12356", "110", "120"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_neither_diagnoses_nor_doses(rule: Rule) -> None:
    for text in (rule.say, rule.title, *rule.spoken):
        assert not re.search(r"您(得|患)了|确诊|[0-9]+ ?(毫克|mg|片|粒|单位)", text)
        assert "可能是" not in text or re.search("危险信号|可能", text)
    for sentence in re.findall("[^。]*可能是[^。]*", rule.say):
        assert "危险信号" in sentence or "严重心律失常" in sentence or "危险" in sentence


def test_the_ladder_of_suicide_only_climbs() -> None:
    steps = ("活着没意思", "我不想活了", "我不想活了，绳子准备好了", "我刚吞了一整瓶安眠药，不想活了")
    kinds = [screen(step).kind for step in steps]
    assert kinds == ["low_mood", "suicide_thought", "suicide_plan", "suicide_attempt"]
