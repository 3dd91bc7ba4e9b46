"""What the caller mentions without it happening now: denied, past, imagined, asked about, said in jest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hotline.safety.pattern import compile_pattern

MASK = "▁"
_SENTENCE_END = re.compile(r"[。?]")


@dataclass(frozen=True, slots=True)
class Heard:
    """The same words twice: without jests only, and without everything that is not now."""

    spoken: str
    happening: str


class Contexts:
    """Masks stretches of a normalised text; a mask keeps the length, so gaps stay honest."""

    def __init__(self, entries: Mapping[str, Sequence[str]], *, words: Mapping[str, Sequence[str]]) -> None:
        def union(name: str) -> str:
            return "|".join(compile_pattern(line, words=words).expression for line in entries[name])

        def one_of(name: str) -> re.Pattern[str]:
            return re.compile(union(name))

        self._jest = one_of("jest")
        self._clause_end = re.compile(rf"[,。?]|(?={union('turn')})")
        self._now = one_of("now")
        self._past = re.compile(rf"{union('past')}|[0-9]+(?:多|几)?(?:年|个月)(?:以)?前")
        self._past_after = one_of("past_after")
        self._told_on = re.compile(rf"[,。]?(?:{union('told_on')})")
        self._recent = re.compile(rf"{union('recent')}|[0-9]+(?:多|几)?(?:天|周|个?星期|个?礼拜)(?:以)?前")
        self._treated = re.compile(rf"(?<!{')(?<!'.join(entries['not_yet'])})(?:{union('treated')})")
        self._imagined = one_of("imagined")
        self._asked = one_of("asked")
        self._asked_after = one_of("asked_after")
        self._whose = one_of("whose")
        gap = f"(?:{union('negation_gap')}){{0,3}}"
        self._negator = f"(?<!{')(?<!'.join(entries['not_negation'])})(?:{union('negator')})"
        nouns = f"(?:{union('symptom')})"
        joined = f"(?:(?:{union('joiner')})?{nouns}(?!{union('insisting')}))"
        self._denied_list = re.compile(f"{self._negator}{gap}{nouns}(?!{union('insisting')}){joined}*")
        self._denies_next = re.compile(f"{self._negator}{gap}$")

    def hear(self, text: str) -> Heard:
        spoken = _masked(text, spans=[match.span() for match in self._jest.finditer(text)])
        spans = [*self._denied(spoken), *self._history(spoken), *self._resolved(spoken), *self._unreal(spoken)]
        return Heard(spoken, _masked(spoken, spans=spans))

    def denied_before(self, text: str, *, start: int) -> bool:
        """Whether the words just before `start` deny what begins there."""
        return self._denies_next.search(text, max(0, start - 14), start) is not None

    def _denied(self, text: str) -> Iterator[tuple[int, int]]:
        return (match.span() for match in self._denied_list.finditer(text))

    def _history(self, text: str) -> Iterator[tuple[int, int]]:
        for match in self._past_after.finditer(text):
            yield _sentence_start(text, match.start()), match.end()
        for match in self._past.finditer(text):
            yield match.start(), self._told_until(text, start=match.end())

    def _told_until(self, text: str, *, start: int) -> int:
        """To the end of the clause, and on through clauses that go on telling (当时…, 后来…)."""
        end = self._until_clause_end(text, start=start, reach=18 if "," in text or "。" in text else 7)
        while end < len(text) and (on := self._told_on.match(text, end)):
            following = self._until_clause_end(text, start=on.end(), reach=24)
            if following == on.start():
                break
            end = following
        return end

    def _resolved(self, text: str) -> Iterator[tuple[int, int]]:
        """From a recent day to the hospital that has already looked at it."""
        for treated in self._treated.finditer(text):
            start = _sentence_start(text, treated.start())
            recent = [m.start() for m in self._recent.finditer(text, max(0, treated.start() - 90), treated.start())]
            now = [m.end() for m in self._now.finditer(text, 0, treated.start())]
            begin = max(min([start, *recent]), max(now, default=0))
            yield begin, treated.end()

    def _unreal(self, text: str) -> Iterator[tuple[int, int]]:
        for match in self._imagined.finditer(text):
            yield match.start(), self._until_sentence_end(text, start=match.end())
        for match in self._asked.finditer(text):
            if not self._whose.search(text, _clause_start(text, match.start()), match.start()):
                yield match.start(), self._until_clause_end(text, start=match.end(), reach=40)
        for match in self._asked_after.finditer(text):
            clause = _clause_start(text, match.start())
            if not self._whose.search(text, clause, match.start()):
                yield clause, match.end()

    def _until_clause_end(self, text: str, *, start: int, reach: int) -> int:
        limit = min(len(text), start + reach)
        stops = (self._clause_end.search(text, start, limit), self._now.search(text, start, limit))
        return min((stop.start() for stop in stops if stop), default=limit)

    def _until_sentence_end(self, text: str, *, start: int) -> int:
        stops = (_SENTENCE_END.search(text, start), self._now.search(text, start))
        return min((stop.start() for stop in stops if stop), default=min(len(text), start + 40))


def _sentence_start(text: str, position: int) -> int:
    return max(text.rfind("。", 0, position), text.rfind("?", 0, position)) + 1


def _clause_start(text: str, position: int) -> int:
    return max(text.rfind(mark, 0, position) for mark in ",。?") + 1


def _masked(text: str, *, spans: Sequence[tuple[int, int]]) -> str:
    if not spans:
        return text
    characters = list(text)
    for start, end in spans:
        for position in range(start, end):
            if characters[position] not in ",。?":
                characters[position] = MASK
    return "".join(characters)
