"""The parts of a long story that are over, or that are about nobody who could be helped now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SENTENCE_END = re.compile(r"[。?]")
_TOLD = 220
_HEARD = 60


@dataclass(frozen=True, slots=True)
class Episodes:
    """Reads how stories frame what they tell; `stop` is where somebody's own trouble begins."""

    marks: Mapping[str, re.Pattern[str]]
    began: re.Pattern[str]
    stop: re.Pattern[str]

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        yield from self._ended(text)
        yield from self._in_care(text)
        yield from self._mistaken(text)
        for name in ("departed", "reported", "career"):
            for match in self.marks[name].finditer(text):
                yield match.start(), self._on(text, start=match.end())
        for match in self.marks["experienced"].finditer(text):
            yield _clause_start(text, match.start()), match.end()
        for match in self.marks["departed"].finditer(text):
            start = _sentence_start(text, match.start())
            if self._since(text, start=start, end=match.start()) == start:
                yield start, match.end()

    def _ended(self, text: str) -> Iterator[tuple[int, int]]:
        """From the day it began to what came of it, over sentences, never over news of today."""
        for name in ("ended", "contrasted"):
            for match in self.marks[name].finditer(text):
                since = self._since(text, start=max(0, match.start() - _TOLD), end=match.start())
                if began := self.began.search(text, since, match.start()):
                    yield began.start(), match.end()
                elif name == "contrasted":
                    yield self._before(text, match.start(), since=since), match.end()
                else:
                    yield _clause_start(text, match.start()), match.end()

    def _in_care(self, text: str) -> Iterator[tuple[int, int]]:
        for match in self.marks["in_care"].finditer(text):
            yield _sentence_start(text, max(0, _sentence_start(text, match.start()) - 1)), match.end()

    def _mistaken(self, text: str) -> Iterator[tuple[int, int]]:
        for match in self.marks["mistaken"].finditer(text):
            after = _SENTENCE_END.search(text, match.end())
            end = self._sentence_end(text, after.end()) if after else len(text)
            stop = self.marks["current"].search(text, match.end(), end)
            yield _sentence_start(text, match.start()), stop.start() if stop else end

    def _before(self, text: str, position: int, *, since: int) -> int:
        """The start of the last of this sentence and the one before it that has no news of today."""
        start = _sentence_start(text, position)
        if since > start:
            return position
        earlier = _sentence_start(text, max(0, start - 1))
        return start if since > earlier else earlier

    def _since(self, text: str, *, start: int, end: int) -> int:
        """Where the last news of today before `end` leaves off, or `start`."""
        return max((m.end() for m in self.marks["current"].finditer(text, start, end)), default=start)

    def _on(self, text: str, *, start: int) -> int:
        limit = min(self._sentence_end(text, start), start + _HEARD)
        stop = self.stop.search(text, start, limit)
        return stop.start() if stop else limit

    def _sentence_end(self, text: str, start: int) -> int:
        end = _SENTENCE_END.search(text, start)
        return end.start() if end else len(text)


def _sentence_start(text: str, position: int) -> int:
    return max(text.rfind("。", 0, position), text.rfind("?", 0, position)) + 1


def _clause_start(text: str, position: int) -> int:
    return max(text.rfind(mark, 0, position) for mark in ",。?") + 1
