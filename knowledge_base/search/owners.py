"""Many phrasings of one entry, and how near the nearest of them are."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

NEAREST = 3


class Owners:
    """Rows that stand together by owner: `counts` says how many each owner has, none has no row."""

    def __init__(self, counts: Sequence[int]) -> None:
        sizes = np.array(counts, np.int64)
        self._ends = np.cumsum(sizes)
        places = np.arange(max(counts, default=1))
        starts = np.concatenate(([0], self._ends[:-1]))
        self._rows = np.minimum(starts[:, None] + places, max(int(sizes.sum()) - 1, 0))
        self._absent = places >= sizes[:, None]
        self._taken = np.minimum(sizes, NEAREST)

    def rows_of(self, owner: int) -> slice:
        return slice(int(self._ends[owner - 1]) if owner else 0, int(self._ends[owner]))

    def nearest(self, cosines: Scores) -> tuple[Scores, Scores]:
        """The closest row of each owner, and the mean of its three nearest."""
        if not self._taken.size:
            return np.zeros(0, np.float32), np.zeros(0, np.float32)
        rows = np.where(self._absent, -np.inf, cosines[self._rows])
        if rows.shape[1] > NEAREST:
            rows = -np.partition(-rows, NEAREST - 1, axis=1)[:, :NEAREST]
        sums = np.where(np.isfinite(rows), rows, 0).sum(axis=1)
        return rows.max(axis=1).astype(np.float32), (sums / self._taken).astype(np.float32)
