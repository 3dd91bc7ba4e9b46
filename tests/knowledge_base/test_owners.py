"""The nearest phrasings of each entry, however many it has."""

import numpy as np

from knowledge_base.search.owners import Owners


def test_the_closest_and_the_mean_of_the_three_nearest() -> None:
    closest, nearest = Owners([1, 2, 4]).nearest(np.array([0.5, 0.1, 0.3, 0.9, 0.2, 0.6, 0.3], np.float32))
    assert closest.tolist() == np.array([0.5, 0.3, 0.9], np.float32).tolist()
    assert np.allclose(nearest, [0.5, 0.2, 0.6])


def test_nobody_owns_nothing() -> None:
    closest, nearest = Owners([]).nearest(np.zeros(0, np.float32))
    assert closest.size == nearest.size == 0
