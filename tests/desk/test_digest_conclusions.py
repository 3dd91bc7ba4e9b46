"""What the digest concludes: nothing that an interval does not allow."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.digest_conclusions import unfairness
from desk.digest_tables import fairness_tables
from desk.digest_voice import Voice
from desk.digest_words import percent
from desk.words import Words
from hotline.digest import Dimension, Fairness, Proxy, share

VOICE = Voice(words=Words.load(), zone=ZoneInfo("Asia/Shanghai"), topics={}, entries={})
NAME = "solved_on_the_spot"


def a_group(
    group: str | None, solved: int, *, of: int, dimension: Dimension = Dimension.AGE_BAND
) -> Fairness:
    return Fairness(dimension=dimension, group=group, contacts=of, figures={NAME: share(solved, among=of)})


def kept_back(group: str, *, dimension: Dimension = Dimension.AGE_BAND) -> Fairness:
    return Fairness(dimension=dimension, group=group, contacts=None, figures=None)


def said(*groups: Fairness) -> list[str]:
    return [one.text for one in unfairness(groups, voice=VOICE)]


def test_groups_whose_intervals_touch_are_not_told_apart() -> None:
    assert said(a_group("18_to_44", 60, of=100), a_group("80_and_over", 50, of=100)) == []


def test_the_two_furthest_apart_are_told_in_plain_words() -> None:
    found = said(
        a_group("18_to_44", 90, of=100), a_group("65_to_79", 60, of=100), a_group("80_and_over", 30, of=100)
    )
    assert found == ["不是人人一样：一次解决，80岁以上是30%，18到44岁是90%，不像是偶然。"]


def test_groups_of_different_kinds_are_never_compared() -> None:
    other = a_group(Proxy.OTHER, 10, of=100, dimension=Dimension.FOR_OTHER)
    assert said(a_group("18_to_44", 90, of=100), other) == []


def test_who_did_not_tell_is_no_group_to_be_compared() -> None:
    assert said(a_group("18_to_44", 90, of=100), a_group(None, 30, of=100)) == []


def test_a_small_group_is_named_without_its_numbers() -> None:
    small = kept_back("under_14")
    (table,) = fairness_tables(
        [a_group("18_to_44", 9, of=20), a_group("80_and_over", 3, of=20), small], voice=VOICE
    )
    assert table.caption == "患者年龄"
    assert table.of[2].cells == ("14岁以下", "人数少，不列", "人数少，不列")


@pytest.mark.parametrize(
    "groups", [(), (a_group("18_to_44", 9, of=20),), (a_group("18_to_44", 9, of=20), kept_back("under_14"))]
)
def test_one_group_alone_is_no_table(groups: Any) -> None:
    assert fairness_tables(groups, voice=VOICE) == []


@pytest.mark.parametrize(
    ("part", "told"),
    [(0, "0%"), (0.001, "1%"), (0.504, "50%"), (299 / 300, "99%"), (1, "100%"), (1.5, "150%")],
)
def test_only_nobody_is_none_and_only_everybody_is_all(part: float, told: str) -> None:
    assert percent(part) == told
