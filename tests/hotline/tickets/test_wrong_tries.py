"""Five wrong tries, then a wait: by the code and by who asks, and never more for what was right."""

from datetime import timedelta
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.tickets import TooManyTries, WrongTries
from tests.hotline.making import MORNING

WAIT = timedelta(minutes=15)


def test_the_sixth_try_waits_until_the_first_is_forgotten() -> None:
    tries = WrongTries()
    for second in range(5):
        tries.take(["code"], now=MORNING + timedelta(seconds=second))
    with pytest.raises(TooManyTries) as refused:
        tries.take(["code"], now=MORNING + timedelta(minutes=1))
    assert refused.value.until == MORNING + WAIT
    tries.take(["code"], now=MORNING + WAIT)


def test_a_refused_try_counts_for_nobody() -> None:
    tries = WrongTries(most=1)
    tries.take(["a"], now=MORNING)
    for _ in range(3):
        with pytest.raises(TooManyTries):
            tries.take(["b", "a"], now=MORNING)
    tries.take(["b"], now=MORNING)


def test_what_was_right_is_given_back() -> None:
    tries = WrongTries(most=1)
    for _ in range(9):
        tries.take(["a", "b"], now=MORNING)
        tries.give_back(["a", "b"], at=MORNING)


def test_tries_at_the_same_moment_are_no_way_around() -> None:
    tries, through = WrongTries(), []

    def guess() -> None:
        try:
            tries.take(["code"], now=MORNING)
        except TooManyTries:
            return
        through.append(1)

    threads = [Thread(target=guess) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(through) == 5


@given(st.lists(st.integers(0, 400), max_size=60))
def test_in_no_quarter_of_an_hour_are_more_than_five_let_through(gaps: list[int]) -> None:
    tries, at, through = WrongTries(), MORNING, []
    for gap in gaps:
        at += timedelta(seconds=gap)
        try:
            tries.take(["code"], now=at)
        except TooManyTries:
            continue
        through.append(at)
    assert all(later - first >= WAIT for first, later in zip(through, through[5:], strict=False))
