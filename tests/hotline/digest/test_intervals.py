"""A figure never looks surer than it is."""

import random
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.digest import Trend, change, share

HAND = {(8, 10): (0.490, 0.943), (0, 10): (0.0, 0.278), (45, 50): (0.786, 0.957)}
"""Wilson's intervals, from the formula by hand."""


@pytest.mark.parametrize("counted", HAND)
def test_a_share_has_wilsons_interval(counted: tuple[int, int]) -> None:
    found = share(counted[0], among=counted[1])
    assert (found.low, found.high) == pytest.approx(HAND[counted], abs=0.001)


@given(st.integers(0, 300).flatmap(lambda among: st.tuples(st.integers(0, among), st.just(among))))
def test_a_share_lies_in_its_interval(counted: tuple[int, int]) -> None:
    found = share(counted[0], among=counted[1])
    assert 0 <= found.low <= (found.value if found.value is not None else 0.5) <= found.high <= 1


def test_of_nobody_there_is_no_share() -> None:
    assert share(0, among=0).value is None


def test_weeks_that_differ_by_chance_alone_are_called_a_change_once_in_a_while_at_most() -> None:
    drawn = random.Random(20261123)  # noqa: S311 - nothing secret
    trials = [[sum(drawn.random() < 0.05 for _ in range(1200)) for _ in range(5)] for _ in range(400)]
    called = [change(now, before=before) for now, *before in trials]
    assert sum(one.trend is not Trend.STEADY for one in called) / len(called) < 0.08


def test_twice_as_many_is_a_rise_and_half_a_fall() -> None:
    assert change(120, before=[60, 58, 63, 59]).trend is Trend.ROSE
    assert change(30, before=[60, 58, 63, 59]).trend is Trend.FELL


def test_where_weeks_always_differ_much_a_difference_says_nothing() -> None:
    assert change(90, before=[20, 110, 35, 95]).trend is Trend.STEADY


@pytest.mark.parametrize("before", [[], [40]])
def test_without_two_weeks_before_nothing_is_said(before: list[int]) -> None:
    found = change(80, before=before)
    assert found.trend is Trend.UNKNOWN
    assert found.high == inf
