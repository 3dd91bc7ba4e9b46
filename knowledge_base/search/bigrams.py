"""How many of a question's character pairs an entry shares, the rare ones counting most (BM25)."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]

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


def _postings(counts: Sequence[Counter[str]], lengths: Scores) -> dict[str, tuple[Rows, Scores]]:
    """Each pair's texts and what the pair weighs in them."""
    names: dict[str, int] = {}
    which = np.array([names.setdefault(pair, len(names)) for count in counts for pair in count], np.int64)
    rows = np.repeat(np.arange(len(counts)), [len(count) for count in counts])
    times = np.array([often for count in counts for often in count.values()], np.float32)
    order = np.argsort(which, kind="stable")
    which, rows, times = which[order], rows[order], times[order]
    texts_with = np.bincount(which, minlength=len(names))
    rarity = np.log(1 + (len(lengths) - texts_with + 0.5) / (texts_with + 0.5))
    slack = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * lengths[rows])
    weights = (rarity[which] * times * (SATURATION + 1) / (times + slack)).astype(np.float32)
    if not names:
        return {}
    ends = np.cumsum(texts_with)[:-1]
    return dict(zip(names, zip(np.split(rows, ends), np.split(weights, ends), strict=True), strict=True))
