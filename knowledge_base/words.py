"""Many words found in a text at once, the longest at each place: thousands of them cost next to nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

SHORTEST = 2  # a single character stands inside too many words


class Words:
    """Finds known words of at least two characters, whatever their case; Latin ones only whole."""

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
            word = next((word for word in words if _stands(word, lower, at=at)), "")
            if word:
                yield at, at + len(word), word
            at += len(word) or 1


def _stands(word: str, text: str, *, at: int) -> bool:
    """CR is a reading of its own, and none in <script>."""
    if not text.startswith(word, at):
        return False
    end = at + len(word)
    cut_before = at > 0 and _is_letter(word[0]) and _is_letter(text[at - 1])
    cut_behind = end < len(text) and _is_letter(word[-1]) and _is_letter(text[end])
    return not (cut_before or cut_behind)


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
