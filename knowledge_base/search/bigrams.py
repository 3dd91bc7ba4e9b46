"""How many of a question's character pairs an entry shares, the rare ones counting most (BM25)."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

SATURATION = 1.2
LENGTH_WEIGHT = 0.5
_RUNS = re.compile(r"[\u4e00-\u9fff]+|[a-z]+|\d+(?:\.\d+)?")


def pairs(text: str) -> list[str]:
    """Overlapping pairs of Chinese characters; Latin words and numbers whole; a lone character as itself."""
    found: list[str] = []
    for run in _RUNS.findall(text.lower()):
        if len(run) > 1 and "\u4e00" <= run[0] <= "\u9fff":
            found += [run[at : at + 2] for at in range(len(run) - 1)]
        else:
            found.append(run)
    return found


class Bigrams:
    """An inverted index over the texts of the entries."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(pairs(text)) for text in texts]
        lengths = np.array([sum(count.values()) for count in counts], np.float32)
        self._size = len(texts)
        self._postings = _postings(counts, lengths / max(float(lengths.sum()) / max(len(texts), 1), 1.0))

    def scores(self, text: str) -> Scores:
        """One score a text, zero where nothing is shared."""
        scores = np.zeros(self._size, np.float32)
        for pair in set(pairs(text)):
            if pair in self._postings:
                rows, weights = self._postings[pair]
                scores[rows] += weights
        return scores


def _postings(counts: Iterable[Counter[str]], lengths: Scores) -> dict[str, tuple[NDArray[np.int64], Scores]]:
    rows: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, count in enumerate(counts):
        for pair, times in count.items():
            rows[pair].append((row, times))
    return {pair: _weighed(found, lengths) for pair, found in rows.items()}


def _weighed(found: list[tuple[int, int]], lengths: Scores) -> tuple[NDArray[np.int64], Scores]:
    rows = np.array([row for row, _ in found])
    times = np.array([count for _, count in found], np.float32)
    rarity = math.log(1 + (len(lengths) - len(found) + 0.5) / (len(found) + 0.5))
    slack = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * lengths[rows])
    return rows, (rarity * times * (SATURATION + 1) / (times + slack)).astype(np.float32)
