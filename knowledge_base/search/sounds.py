"""Names told by their sound: speech recognition and hurried fingers write 胺绿地平 for 氨氯地平."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pypinyin import Style, lazy_pinyin

SHORTEST = 3  # characters; two syllables sound like too many other words
LONGEST = 10
_RUN = re.compile(r"[\u4e00-\u9fff]+")
# What many dialects and recognisers do not tell apart.
_FOLDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
_INITIALS = str.maketrans({"n": "l"})

Syllables = tuple[str, ...]


def syllables(text: str) -> Syllables:
    """One folded syllable a Chinese character, tones left out."""
    return tuple(map(_folded, lazy_pinyin(text, style=Style.NORMAL)))


class Sounds:
    """Names of at least three characters, found by their syllables."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: Mapping[Syllables, str] = {
            syllables(name): name
            for name in names
            if SHORTEST <= len(name) <= LONGEST and _RUN.fullmatch(name)
        }
        self._lengths = sorted({len(sound) for sound in self._names}, reverse=True)

    def heard_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and name of each name heard, from the left, the longest first."""
        for run in _RUN.finditer(text):
            if len(run[0]) >= SHORTEST:
                yield from self._heard(syllables(run[0]), offset=run.start())

    def _heard(self, sounds: Syllables, *, offset: int) -> Iterator[tuple[int, int, str]]:
        at = 0
        while at < len(sounds):
            heard = next(
                (sounds[at : at + n] for n in self._lengths if sounds[at : at + n] in self._names), ()
            )
            if heard:
                yield offset + at, offset + at + len(heard), self._names[heard]
            at += len(heard) or 1


def _folded(syllable: str) -> str:
    for whole, part in _FOLDS:
        if syllable.startswith(whole) or syllable.endswith(whole):
            syllable = syllable.replace(whole, part)
    return syllable[:1].translate(_INITIALS) + syllable[1:]
