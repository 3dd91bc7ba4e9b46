"""Danger words told by their sound: a telephone hears 胸口通, hurried fingers write 中疯."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

_SHORTEST = 2
_LONG = 4
_LONGEST_ORDINARY = 5


@dataclass(frozen=True, slots=True)
class _Word:
    """A danger word with its syllables, once as they are and once as dialects blur them."""

    text: str
    plain: str
    blurred: str

    def __len__(self) -> int:
        return len(self.text)


class Sounds:
    """Respells what sounds like a danger word and is no ordinary word itself; the length stays."""

    def __init__(
        self,
        syllables: Mapping[str, str],
        *,
        folds: Mapping[str, Mapping[str, str]],
        words: Iterable[str],
        ordinary: Iterable[str],
    ) -> None:
        """`syllables` lists the characters of each; `folds` says which syllables count as one."""
        self._plain = _speakers(syllables, heard={syllable: syllable for syllable in syllables})
        self._blurred = _speakers(
            syllables, heard={syllable: _folded(syllable, folds=folds) for syllable in syllables}
        )
        known = frozenset(words)
        self._left_alone: Set[str] = known | frozenset(ordinary)
        self._by_opening: Mapping[str, list[_Word]] = defaultdict(list)
        for word in sorted(known, key=lambda text: (-len(text), text)):
            blurred = word.translate(self._blurred)
            self._by_opening[blurred[:_SHORTEST]].append(_Word(word, word.translate(self._plain), blurred))

    def respelt(self, text: str) -> str:
        """The text with every misheard danger word written out."""
        blurred = text.translate(self._blurred)
        parts, position, told = [], 0, 0
        while position < len(text) - 1:
            word = self._heard_at(position, text=text, blurred=blurred)
            if word is None:
                position += 1
                continue
            parts += [text[told:position], word.text]
            position = told = position + len(word)
        return "".join([*parts, text[told:]]) if parts else text

    def _heard_at(self, start: int, *, text: str, blurred: str) -> _Word | None:
        for word in self._by_opening.get(blurred[start : start + _SHORTEST], ()):
            if blurred.startswith(word.blurred, start) and self._meant(word, text=text, start=start):
                return word
        return None

    def _meant(self, word: _Word, *, text: str, start: int) -> bool:
        stretch = text[start : start + len(word)]
        if stretch == word.text:
            return True
        if not self._near(stretch, word=word):
            return False
        wrong = [
            start + place
            for place, (heard, meant) in enumerate(zip(stretch, word.text, strict=True))
            # Of a word of two, the half that is right may belong to another word: 接种|风疹.
            if heard != meant or len(word) == _SHORTEST
        ]
        spans = self._ordinary(text, start=start, length=len(word))
        return not any(begin <= place < end for begin, end in spans for place in wrong)

    def _near(self, stretch: str, *, word: _Word) -> bool:
        """A short word bears one blurred syllable where the rest is written right, a long one half."""
        plain = stretch.translate(self._plain)
        blurred = sum(heard != meant for heard, meant in zip(plain, word.plain, strict=True))
        wrong = sum(heard != meant for heard, meant in zip(stretch, word.text, strict=True))
        if len(word) >= _LONG:
            return blurred <= len(word) // 2
        return (blurred == 0 or wrong == 1) and (wrong == 1 or len(word) > _SHORTEST)

    def _ordinary(self, text: str, *, start: int, length: int) -> Iterator[tuple[int, int]]:
        """Ordinary words at the stretch; one well inside a long danger word is part of the mishearing."""
        end = start + length
        for begin in range(max(0, start - _LONGEST_ORDINARY + 1), end):
            for stop in range(max(begin + 2, start + 1), min(begin + _LONGEST_ORDINARY, len(text)) + 1):
                inside = length >= _LONG and start <= begin and stop <= end and stop - begin < length
                if not inside and text[begin:stop] in self._left_alone:
                    yield begin, stop


def _speakers(syllables: Mapping[str, str], *, heard: Mapping[str, str]) -> dict[int, str]:
    """For each character the one that stands for all that are heard alike."""
    first: dict[str, str] = {}
    return {
        ord(character): first.setdefault(heard[syllable], character)
        for syllable, characters in syllables.items()
        for character in characters
    }


def _folded(syllable: str, *, folds: Mapping[str, Mapping[str, str]]) -> str:
    for ending, blurred in folds["finals"].items():
        if syllable.endswith(ending):
            syllable = syllable.removesuffix(ending) + blurred
    syllable = folds["whole"].get(syllable, syllable)
    for opening, blurred in folds["initials"].items():
        if syllable.startswith(opening):
            return blurred + syllable.removeprefix(opening)
    return syllable
