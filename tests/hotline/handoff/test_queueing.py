"""The waiting time told is what arithmetic gives, and never gets worse without cause."""

from hypothesis import given
from hypothesis import strategies as st

from hotline.handoff import wait_for

FEW = st.integers(min_value=0, max_value=40)


def test_a_free_nurse_comes_in_a_minute() -> None:
    wait = wait_for(ahead=0, present=2, busy=1)
    assert wait
    assert wait.minutes == 1


def test_two_ahead_of_two_busy_nurses_are_two_rounds() -> None:
    wait = wait_for(ahead=2, present=2, busy=2)
    assert wait
    assert (wait.ahead, wait.minutes) == (2, 12)


@given(ahead=FEW, busy=FEW)
def test_nobody_there_is_no_time(ahead: int, busy: int) -> None:
    assert wait_for(ahead=ahead, present=0, busy=busy) is None


@given(ahead=FEW, present=st.integers(1, 40), busy=FEW)
def test_one_more_ahead_never_shortens_and_one_more_nurse_never_lengthens(
    ahead: int, present: int, busy: int
) -> None:
    now = wait_for(ahead=ahead, present=present, busy=busy)
    behind = wait_for(ahead=ahead + 1, present=present, busy=busy)
    helped = wait_for(ahead=ahead, present=present + 1, busy=busy)
    assert now
    assert behind
    assert helped
    assert helped.minutes <= now.minutes <= behind.minutes
