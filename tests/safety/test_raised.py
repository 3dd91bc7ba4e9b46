"""What a value tells raises the verdict on the words, and never lowers it."""

import pytest

from hotline.safety import TriageGrade, raised, screen


def test_a_rule_more_raises_the_grade_and_says_its_words() -> None:
    screening = raised(screen("血钾七点二怎么看"), rule="critical_lab")
    assert screening.grade is TriageGrade.EMERGENCY
    assert "critical_lab" in screening.rules


def test_a_milder_rule_lowers_nothing() -> None:
    before = screen("检验科打电话说我妈是危急值")
    after = raised(before, rule="lab_today")
    assert (after.grade, after.say) == (before.grade, before.say)
    assert {*before.rules, "lab_today"} == set(after.rules)


def test_a_rule_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        raised(screen("你好"), rule="nowhere")
