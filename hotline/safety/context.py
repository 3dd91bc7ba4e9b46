"""What the caller mentions without it happening now: denied, past, imagined, asked about, said in jest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from hotline.safety.episodes import Episodes
from hotline.safety.pattern import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

MASK = "▁"
_YEARS_AGO = "[0-9]+(?:多|几)?(?:年|个月)(?:以)?前"
_DAYS_AGO = "[0-9]+(?:多|几)?(?:天|周|个?星期|个?礼拜)(?:以)?前"
_BEFORE = frozenset({"not_yet", "not_negation"})
_SENTENCE_END = re.compile(r"[。?]")


@dataclass(frozen=True, slots=True)
class Heard:
    """The same words twice: without jests only, and without everything that is not now."""

    spoken: str
    happening: str

    def sentences(self) -> list[Heard]:
        """Both readings cut alike: no pattern reaches over the end of a sentence."""
        ends = [match.end() for match in _SENTENCE_END.finditer(self.spoken)]
        cuts = [0, *ends, len(self.spoken)]
        return [
            Heard(self.spoken[start:end], self.happening[start:end])
            for start, end in pairwise(cuts)
            if end > start
        ]


class Contexts:
    """Masks stretches of a normalised text; a mask keeps the length, so gaps stay honest."""

    def __init__(
        self,
        entries: Mapping[str, Sequence[str]],
        *,
        stories: Mapping[str, re.Pattern[str]],
        words: Mapping[str, Sequence[str]],
        spell: Callable[[str], str],
    ) -> None:
        sources = {
            name: union(lines, words=words, spell=spell)
            for name, lines in entries.items()
            if name not in _BEFORE
        }
        self._marks = {name: re.compile(source) for name, source in sources.items()}
        self._clause_end = re.compile(rf"[,。?]|(?={sources['turn']})")
        self._past = re.compile(f"{sources['past']}|{_YEARS_AGO}")
        self._narrated = re.compile(
            f"(?:(?:{sources['dated']}|{_YEARS_AGO})[^,。?▁]{{0,6}}?|(?:{sources['once']})[^。?▁]{{0,14}}?)"
            f"(?:{sources['suddenly']})"
        )
        self._told_on = re.compile(f"[,。]?(?:{sources['told_on']})")
        self._recent = re.compile(f"{sources['recent']}|{_DAYS_AGO}")
        # A play or a lesson ends where somebody's own trouble begins.
        self._real = re.compile(f"{sources['now']}|{sources['relative']}")
        began = re.compile(f"{stories['began'].pattern}|{_YEARS_AGO}")
        self._episodes = Episodes(stories, began=began, stop=self._real)
        self._treated = re.compile(f"{_unless_after(entries['not_yet'])}(?:{sources['treated']})")
        denies = f"{_unless_after(entries['not_negation'])}(?:{sources['negator']})"
        denies += f"(?:{sources['negation_gap']}){{0,3}}"
        noun = f"(?:{sources['symptom']})(?!{sources['insisting']})"
        self._denied_list = re.compile(f"{denies}{noun}(?:(?:{sources['joiner']})?{noun})*")
        self._denies_next = re.compile(f"{denies}$")

    def hear(self, text: str) -> Heard:
        spoken = _masked(text, spans=[match.span() for match in self._marks["jest"].finditer(text)])
        spans = [
            *self._denied(spoken),
            *self._history(spoken),
            *self._resolved(spoken),
            *self._unreal(spoken),
            *self._of_no_patient(spoken),
            *self._episodes.spans(spoken),
        ]
        return Heard(spoken, _masked(spoken, spans=spans))

    def denied_before(self, text: str, *, start: int) -> bool:
        """Whether the words just before `start` deny what begins there."""
        return self._denies_next.search(text, max(0, start - 14), start) is not None

    def _denied(self, text: str) -> Iterator[tuple[int, int]]:
        return (match.span() for match in self._denied_list.finditer(text))

    def _history(self, text: str) -> Iterator[tuple[int, int]]:
        for match in self._marks["past_after"].finditer(text):
            yield _sentence_start(text, match.start()), match.end()
        for match in self._marks["past_clause"].finditer(text):
            yield _clause_start(text, match.start()), match.end()
        for match in self._narrated.finditer(text):
            yield (
                match.start(),
                self._until_sentence_end(text, start=match.end(), stop=self._marks["present"]),
            )
        for match in self._past.finditer(text):
            yield match.start(), self._told_until(text, start=match.end())
            yield match.start(), self._well_since(text, start=match.end())

    def _told_until(self, text: str, *, start: int) -> int:
        """To the end of the clause, and on through clauses that go on telling (当时…, 后来…)."""
        end = self._until_clause_end(text, start=start, reach=18 if "," in text or "。" in text else 7)
        while end < len(text) and (on := self._told_on.match(text, end)):
            following = self._until_sentence_end(text, start=on.end(), stop=self._marks["now"])
            if following == on.start():
                break
            end = following
        return end

    def _well_since(self, text: str, *, start: int) -> int:
        """To the `now` that says all is well, where the tale between has its end and nothing of today."""
        well = self._marks["well_now"].search(text, start, start + 180)
        if well is None:
            return start
        told, between = text[start : well.start()], (start, well.start())
        over = self._marks["told_then"].search(text, *between) or not any(end in told for end in ",。?")
        return well.start() if over and not self._marks["fresh"].search(text, *between) else start

    def _resolved(self, text: str) -> Iterator[tuple[int, int]]:
        """From a recent day to the hospital that has already looked at it."""
        for treated in self._treated.finditer(text):
            start = _sentence_start(text, treated.start())
            recent = [
                m.start() for m in self._recent.finditer(text, max(0, treated.start() - 90), treated.start())
            ]
            now = [m.end() for m in self._marks["now"].finditer(text, 0, treated.start())]
            begin = max(min([start, *recent]), max(now, default=0))
            yield begin, treated.end()

    def _unreal(self, text: str) -> Iterator[tuple[int, int]]:
        for match in self._marks["imagined"].finditer(text):
            yield match.start(), self._until_sentence_end(text, start=match.end(), stop=self._marks["now"])
        for match in self._marks["asked"].finditer(text):
            if not self._marks["whose"].search(text, _clause_start(text, match.start()), match.start()):
                yield match.start(), self._until_clause_end(text, start=match.end(), reach=40)
        for match in self._marks["asked_after"].finditer(text):
            clause = _clause_start(text, match.start())
            if not self._marks["whose"].search(text, clause, match.start()):
                yield clause, match.end()

    def _of_no_patient(self, text: str) -> Iterator[tuple[int, int]]:
        """Plays, lessons and rumours, and animals."""
        for match in self._marks["staged"].finditer(text):
            end = self._until_sentence_end(text, start=match.end(), stop=self._real)
            yield _clause_start(text, match.start()), end
        for match in self._marks["animal"].finditer(text):
            end = self._until_sentence_end(text, start=match.end(), stop=self._marks["owner"])
            yield match.start(), end
        for match in self._marks["animal_after"].finditer(text):
            start = _sentence_start(text, match.start())
            if not self._marks["owner"].search(text, start, match.start()):
                yield start, match.end()

    def _until_clause_end(self, text: str, *, start: int, reach: int) -> int:
        limit = min(len(text), start + reach)
        stops = (self._clause_end.search(text, start, limit), self._marks["now"].search(text, start, limit))
        return min((stop.start() for stop in stops if stop), default=limit)

    def _until_sentence_end(self, text: str, *, start: int, stop: re.Pattern[str]) -> int:
        limit = min(len(text), start + 60)
        stops = (_SENTENCE_END.search(text, start, limit), stop.search(text, start, limit))
        return min((found.start() for found in stops if found), default=limit)


def union(lines: Sequence[str], *, words: Mapping[str, Sequence[str]], spell: Callable[[str], str]) -> str:
    return "|".join(compile_pattern(line, words=words, spell=spell).expression for line in lines)


def _unless_after(characters: Sequence[str]) -> str:
    return "".join(f"(?<!{character})" for character in characters)


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
