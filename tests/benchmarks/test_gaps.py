"""How the grouping of unanswered questions is measured: whole, found and pure mean what they say."""

import numpy as np

from benchmarks.gaps import Asked, gather, made_up

EAST, NORTH, UP = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)


def measured(*told: tuple[str | None, tuple[float, float, float]]) -> tuple[int, int, int, float]:
    asked = Asked(texts=tuple(map(str, range(len(told)))), truth=tuple(name for name, _ in told))
    vectors = np.array([vector for _, vector in told], np.float32)
    found = gather(asked, vectors=vectors, middle=np.zeros(3, np.float32))
    return found.planted, found.found, found.whole, round(found.pure, 6)


def test_questions_that_lie_together_are_found_whole_and_pure() -> None:
    assert measured(("a", EAST), ("a", EAST), ("b", NORTH), ("b", NORTH)) == (2, 2, 2, 1.0)


def test_a_stranger_in_the_group_costs_purity_and_a_paraphrase_elsewhere_the_whole() -> None:
    told = [("a", EAST), ("a", EAST), ("a", UP), (None, EAST), ("b", NORTH), ("b", NORTH)]
    assert measured(*told) == (2, 2, 1, 0.8)


def test_the_made_up_questions_are_as_many_as_they_are_said_to_be() -> None:
    truth = made_up().truth
    assert len({name for name in truth if name}) == 30
    assert sum(name is not None for name in truth) == 150
