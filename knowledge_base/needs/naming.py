"""What a need is called: the words that its questions share and others do not."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

_RUNS = re.compile(r"[\u4e00-\u9fff]+|[a-z]{2,}|ct|b超", re.IGNORECASE)
_LENGTHS = range(2, 6)
_FEWEST = 3
"""Texts of a need that must share a word."""


class Words:
    """Counts in how many of all texts a run of characters stands."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._runs = [runs_of(text) for text in texts]
        self._spread = Counter(run for runs in self._runs for run in runs)

    def distinguish(self, places: Sequence[int], *, most: int, taken: Iterable[str] = ()) -> tuple[str, ...]:
        """The best first, none within another, the first not among `taken`; empty where nothing is shared."""
        inside = Counter(run for place in places for run in self._runs[place])
        others = max(len(self._runs) - len(places), 1)
        scores: dict[str, float] = {}
        for run, count in inside.items():
            share, outside = count / len(places), (self._spread[run] - count) / others
            if count >= _FEWEST and share > 2 * outside:
                scores[run] = (share - 2 * outside) * len(run) ** 0.5
        chosen: list[str] = []
        for run in sorted(scores, key=lambda run: (-scores[run], run)):
            if any(set(pairs_in(run)) & set(pairs_in(one)) for one in chosen) or (
                not chosen and run in taken
            ):
                continue
            chosen.append(run)
            if len(chosen) == most:
                break
        return tuple(chosen)


def runs_of(text: str) -> set[str]:
    """Every run of two to five Chinese characters; Latin words whole."""
    found: set[str] = set()
    for run in _RUNS.findall(text.lower()):
        if run.isascii():
            found.add(run)
            continue
        found |= {run[at : at + size] for size in _LENGTHS for at in range(len(run) - size + 1)}
    return found


def pairs_in(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def id_of(word: str) -> str:
    """The same in every week in which the need is told by the same word."""
    return "need-" + hashlib.sha256(word.encode()).hexdigest()[:8]
