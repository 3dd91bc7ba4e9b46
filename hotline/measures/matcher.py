"""Which questions a measure is to make fewer: by words and by entries, that anybody can read and mend."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from hotline.conversations import topic_of
from hotline.measures.errors import NothingToCount, TooManyWords, WordsLookPrivate, WordsTooShort

MOST_LINES = 20
MOST_WORDS = 5
LONGEST_WORD = 20
_SHORTEST = 2
_PRIVATE = re.compile(r"\d{5}")
_BETWEEN_WORDS = re.compile(r"[\s、，,]+")
_SPACES = re.compile(r"\s+")

Line = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Matcher:
    """A question fits where all words of one of the `lines` stand in it, or one of `entries` answered it.

    An entry may be a topic's id: then every entry of the topic is meant.
    """

    lines: tuple[Line, ...] = ()
    entries: tuple[str, ...] = ()

    @classmethod
    def read(cls, written: str, *, entries: Iterable[str] = ()) -> "Matcher":
        """One line of words each. Raises MeasureRefused."""
        lines = dict.fromkeys(_line(one) for one in written.splitlines() if one.strip())
        found = cls(lines=tuple(one for one in lines if one), entries=tuple(dict.fromkeys(entries)))
        found.check()
        return found

    def check(self) -> None:
        """Raises MeasureRefused."""
        if not self.lines and not self.entries:
            raise NothingToCount
        if len(self.lines) > MOST_LINES:
            raise TooManyWords
        for line in self.lines:
            told = " ".join(line)
            if len(line) > MOST_WORDS or max(map(len, line)) > LONGEST_WORD:
                raise TooManyWords(told)
            if len("".join(line)) < _SHORTEST:
                raise WordsTooShort(told)
            if _PRIVATE.search("".join(line)):
                raise WordsLookPrivate(told)

    @property
    def written(self) -> str:
        return "\n".join(" ".join(line) for line in self.lines)

    def fits(self, text: str, *, entries: Collection[str] = ()) -> bool:
        said = plain(text)
        if any(all(word in said for word in line) for line in self.lines):
            return True
        return any(wanted in entries or wanted in map(topic_of, entries) for wanted in self.entries)


def plain(text: str) -> str:
    """As words are compared: one width, small letters, no spaces."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).casefold())


def _line(written: str) -> Line:
    return tuple(dict.fromkeys(word for one in _BETWEEN_WORDS.split(written) if (word := plain(one))))
