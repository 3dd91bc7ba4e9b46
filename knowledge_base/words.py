"""Many words found in a text at once, the longest at each place: thousands of them cost next to nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

SHORTEST = 2  # a single character stands inside too many words


class Words:
    """Finds known words of at least two characters, whatever their case."""

    def __init__(self, words: Iterable[str]) -> None:
        longest_first: Mapping[str, list[str]] = defaultdict(list)
        for word in sorted({word.lower() for word in words if len(word) >= SHORTEST}, key=len, reverse=True):
            longest_first[word[:SHORTEST]].append(word)
        self._beginning = dict(longest_first)

    def found_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and word (in lower case), from left to right without overlaps."""
        lower = text.lower()
        if len(lower) != len(text):  # a few letters grow when lowered: places would no longer agree
            lower = text
        at, last = 0, len(lower) - SHORTEST
        while at <= last:
            words = self._beginning.get(lower[at : at + SHORTEST], ())
            word = next((word for word in words if lower.startswith(word, at)), "")
            if word:
                yield at, at + len(word), word
            at += len(word) or 1
