"""Erlang's formula, against tables, against its own limits, and against a line that is really stood in."""

import heapq
import random
from datetime import timedelta
from statistics import fmean

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hotline.digest.staffing import Load, Overrun, enough_nurses, waiting

MINUTE = timedelta(minutes=1)
FIVE = timedelta(minutes=5)


def simulated(load: Load, *, nurses: int, callers: int, seed: int) -> list[float]:
    """Seconds that each of so many callers waited, first come first served."""
    drawn = random.Random(seed)  # noqa: S311 - nothing secret
    free = [0.0] * nurses
    now, waits = 0.0, []
    for _ in range(callers):
        now += drawn.expovariate(load.an_hour / 3600)
        begins = max(now, heapq.heappop(free))
        waits.append(begins - now)
        heapq.heappush(free, begins + drawn.expovariate(1 / load.handling.total_seconds()))
    return waits


def test_one_nurse_is_the_single_server_everybody_knows() -> None:
    """M/M/1: whoever comes waits with the share of time that she is busy."""
    found = waiting(Load(an_hour=6, handling=FIVE), nurses=1, patience=MINUTE)
    assert found.waits == pytest.approx(0.5)
    assert found.mean == FIVE


def test_the_published_value_for_ten_lines_at_eight_erlang() -> None:
    """C(10, 8) = 0.409: in every table of Erlang C."""
    found = waiting(Load(an_hour=96, handling=FIVE), nurses=10, patience=MINUTE)
    assert found.waits == pytest.approx(0.409, abs=0.001)


@pytest.mark.parametrize(("an_hour", "nurses"), [(9, 1), (20, 2), (30, 3)])
def test_a_line_that_is_stood_in_waits_as_the_formula_says(an_hour: float, nurses: int) -> None:
    load = Load(an_hour=an_hour, handling=FIVE)
    told = waiting(load, nurses=nurses, patience=MINUTE)
    waits = simulated(load, nurses=nurses, callers=60_000, seed=20261123)
    assert fmean(wait > 0 for wait in waits) == pytest.approx(told.waits, rel=0.08)
    assert fmean(waits) == pytest.approx(told.mean.total_seconds(), rel=0.15)
    assert fmean(wait <= 60 for wait in waits) == pytest.approx(told.within, abs=0.03)


@given(st.floats(0.1, 200), st.integers(1, 600))
@example(199.99999999999997, 162)
def test_one_more_nurse_never_makes_anybody_wait_longer(an_hour: float, seconds: int) -> None:
    load = Load(an_hour=an_hour, handling=timedelta(seconds=seconds))
    few = waiting(load, nurses=enough_nurses(load), patience=MINUTE)
    more = waiting(load, nurses=few.nurses + 1, patience=MINUTE)
    assert more.mean <= few.mean
    assert 0 <= more.waits <= few.waits <= 1
    assert few.within <= more.within + 1e-12


def test_too_few_are_told_so() -> None:
    with pytest.raises(Overrun):
        waiting(Load(an_hour=24, handling=FIVE), nurses=2, patience=MINUTE)
