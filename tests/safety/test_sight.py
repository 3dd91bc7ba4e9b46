"""Four sets written before the rules were mended on them: what was once found stays found."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from hotline.safety import TriageGrade, screen

SETS = ("first_sight", "second_sight", "third_sight", "fourth_sight")


@cache
def messages(name: str) -> dict[str, list[str]]:
    content: dict[str, list[str]] = yaml.safe_load(
        (Path(__file__).parent / f"{name}.yml").read_text(encoding="utf-8")
    )
    return content


def below(name: str, heading: str, *, grade: TriageGrade) -> list[str]:
    return [text for text in messages(name).get(heading, []) if screen(text).grade < grade]


def test_the_sets_are_as_large_as_their_heads_say_and_share_no_message() -> None:
    sizes = [{heading: len(texts) for heading, texts in messages(name).items()} for name in SETS]
    assert sizes == [
        {"emergency": 150, "today": 80, "everyday": 102},
        {"emergency": 60, "everyday": 40},
        {"emergency": 40, "everyday": 20},
        {"emergency": 35, "today": 20, "everyday": 64},
    ]
    every = [text for name in SETS for texts in messages(name).values() for text in texts]
    assert len(set(every)) == len(every)


@pytest.mark.parametrize("name", SETS)
def test_an_emergency_in_plain_words_is_stopped(name: str) -> None:
    assert below(name, "emergency", grade=TriageGrade.EMERGENCY) == []


def test_what_must_be_seen_today_is_at_least_urgent() -> None:
    missed = below("first_sight", "today", grade=TriageGrade.URGENT)
    # Old stones are told as history; a sore back alone is not urgent.
    assert missed == ["腰疼得站不直，以前有结石"]
    assert below("fourth_sight", "today", grade=TriageGrade.URGENT) == []


@pytest.mark.parametrize("name", SETS)
def test_an_everyday_message_is_left_alone(name: str) -> None:
    raised = [text for text in messages(name)["everyday"] if screen(text).grade != TriageGrade.ROUTINE]
    assert raised == []


@pytest.mark.parametrize("text", ["救命", "救命啊快来人", "俺爹不中了", "人快不行了", "老头子倒地上了"])
def test_a_bare_call_for_help_is_answered_as_one(text: str) -> None:
    assert screen(text).kind == "call_for_help"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我有糖尿病，现在手抖出冷汗心慌得厉害", "glucose_abnormal"),
        ("心慌得厉害，心跳一百三", "palpitations"),
        ("刚才晕倒了几秒，自己醒了", "fainting"),
        ("胸口闷了好几天，爬楼就喘", "exertional_chest_pain"),
    ],
)
def test_the_rule_whose_words_fit_speaks(text: str, kind: str) -> None:
    screening = screen(text)
    assert (screening.grade, screening.kind) == (TriageGrade.URGENT, kind)
