"""Fewer is said only where chance does not explain it, and nothing where so few asked."""

from collections.abc import Iterator
from math import inf
from random import Random

import pytest

from hotline.digest import Trend
from hotline.measures.comparing import Counted, compare, verdict

RUNS = 600
CONTACTS = 100


def weeks(random: Random, *, a_week: float, number: int, rough: float = 0.0) -> list[Counted]:
    """`rough`: how much the rate itself differs from week to week, as a variance."""
    found = []
    for _ in range(number):
        rate = a_week / CONTACTS * (random.gammavariate(1 / rough, rough) if rough else 1.0)
        found.append(Counted(asked=sum(random.random() < rate for _ in range(CONTACTS)), contacts=CONTACTS))
    return found


def verdicts(*, a_week: float, then: float, after: int, rough: float = 0.0) -> Iterator[Trend]:
    random = Random(20261123)  # noqa: S311 - nothing secret
    for _ in range(RUNS):
        before = weeks(random, a_week=a_week, number=8, rough=rough)
        yield verdict(before, weeks(random, a_week=a_week * then, number=after, rough=rough))


@pytest.mark.parametrize("rough", [0.0, 0.05, 0.15])
@pytest.mark.parametrize("after", [4, 8])
def test_what_did_nothing_is_said_to_have_helped_in_one_of_twenty_at_most(after: int, rough: float) -> None:
    found = list(verdicts(a_week=10, then=1, after=after, rough=rough))
    assert found.count(Trend.FELL) / RUNS <= 0.05


@pytest.mark.parametrize(("after", "found"), [(4, 0.7), (8, 0.9)])
def test_a_half_of_ten_a_week_is_found_most_of_the_time(after: int, found: float) -> None:
    told = list(verdicts(a_week=10, then=0.5, after=after))
    assert told.count(Trend.FELL) / RUNS >= found


def test_of_one_a_week_nothing_is_said() -> None:
    told = list(verdicts(a_week=1, then=0.5, after=4))
    assert told.count(Trend.UNKNOWN) / RUNS > 0.9


def test_a_need_picked_for_its_highest_week_does_not_fall_by_itself() -> None:
    """Of twenty needs that stay as they are the one that stood out is picked; its week is left out."""
    random, fell = Random(20261123), 0  # noqa: S311 - nothing secret
    for _ in range(200):
        needs = [weeks(random, a_week=8, number=17, rough=0.1) for _ in range(20)]
        picked = max(needs, key=lambda one: one[8].asked - sum(week.asked for week in one[4:8]) / 4)
        fell += verdict(picked[:8], picked[9:]) is Trend.FELL
    assert fell / 200 <= 0.05


def counted(*asked: int, contacts: int = CONTACTS) -> list[Counted]:
    return [Counted(asked=one, contacts=contacts) for one in asked]


def test_a_hotline_that_grows_is_no_failure() -> None:
    after = [Counted(asked=10, contacts=contacts) for contacts in (200, 220, 240, 260)]
    assert verdict(counted(*[10] * 8), after) is Trend.FELL
    assert verdict(counted(*[10] * 8), [Counted(asked=20, contacts=200)] * 4) is Trend.STEADY


def test_the_count_stands_beside_what_it_would_have_been() -> None:
    found = compare(counted(*[10] * 8), counted(4, 5, 4, 5))
    assert (found.count, found.usual) == (18, 40)
    assert found.low < found.ratio < found.high < 1


@pytest.mark.parametrize(
    ("before", "after"), [([10, 10], [0] * 4), ([], [3] * 4), ([10] * 8, []), ([0, 0, 0, 1], [0] * 4)]
)
def test_too_little_is_not_known_and_no_verdict(before: list[int], after: list[int]) -> None:
    assert verdict(counted(*before), counted(*after)) is Trend.UNKNOWN


def test_weeks_without_anybody_are_no_weeks() -> None:
    silent = counted(0, 0, contacts=0)
    assert compare([*counted(9, 11, 10), *silent], counted(3, 3)) == compare(
        counted(9, 11, 10), counted(3, 3)
    )
    assert compare(silent, silent).high == inf
