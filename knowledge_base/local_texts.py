"""An answer as it may be told today: a local figure that ran out is not said, and a person is offered."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.entries import Entry, KnowledgeBase, Source
from knowledge_base.local_values import PLACE, LocalValue
from knowledge_base.profile import Hospital

_WORDS = Path(__file__).with_name("local_words.yml")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")
_USUAL_LINE = "hotline"
_LACKING = "\0"


def without_values(text: str) -> str:
    """True on any day: what is embedded, and what stands there until somebody asks."""
    return PLACE.sub(_words()["stand_in"], text)


@dataclass(frozen=True, kw_only=True)
class LocalTexts:
    """Fills the local values of one hospital in, as they hold on the day `today` tells."""

    hospital: Hospital
    today: Callable[[], date]

    def shown(self, entry: Entry) -> Entry:
        """The entry itself where it holds no local value; one that lacks its figure asks for a follow-up."""
        if entry.draft is None:
            return entry
        today, values = self.today(), self.hospital.local_values
        used = sorted(set(PLACE.findall(entry.draft.answer + entry.draft.spoken)))
        valid = [
            values[name] for name in used if name in values and not values[name].has_expired(today=today)
        ]
        known = {one.id: one.value for one in valid}
        return replace(
            entry,
            answer=self._filled(entry.draft.answer, known=known, form="answer"),
            spoken=self._filled(entry.draft.spoken, known=known, form="spoken"),
            sources=_with_sources(entry.sources, valid),
            follow_up=entry.follow_up or len(known) < len(used),
        )

    def all_shown(self, knowledge: KnowledgeBase) -> KnowledgeBase:
        topics = (
            replace(topic, entries=tuple(map(self.shown, topic.entries)))
            if any(entry.draft for entry in topic.entries)
            else topic
            for topic in knowledge.topics
        )
        return KnowledgeBase(topics, uncovered=knowledge.uncovered)

    def _filled(self, text: str, *, known: Mapping[str, str], form: str) -> str:
        """Where the first sentence was that cannot be said, stands why; the others say their figures."""
        parts: list[str] = []
        lacking: list[str] = []
        for sentence in _SENTENCE.findall(text):
            lacks = [name for name in PLACE.findall(sentence) if name not in known]
            if not lacks:
                parts.append(PLACE.sub(lambda match: known[match[1]], sentence))
            elif not lacking:
                parts.append(_LACKING)
            lacking += lacks
        return "".join(parts).replace(_LACKING, "".join(self._why(lacking, form=form)))

    def _why(self, lacking: Iterable[str], *, form: str) -> Iterator[str]:
        words = _words()
        told: dict[tuple[date, str], list[str]] = defaultdict(list)
        missing = False
        for name in dict.fromkeys(lacking):
            value = self.hospital.local_values.get(name)
            missing = missing or value is None
            if value:
                told[value.valid_until, value.line or _USUAL_LINE].append(value.says)
        for (until, line), says in told.items():
            day = words["date"].format(year=until.year, month=until.month, day=until.day)
            facts = {"says": words["joint"].join(says), "until": day, "line": self._line(line)}
            yield words[form]["expired"].format(**facts)
        if missing:
            yield words[form]["missing"].format(line=self._line(_USUAL_LINE))

    def _line(self, name: str) -> str:
        line = self.hospital.lines.get(name)
        if line is None:
            return self.hospital.placeholders[_USUAL_LINE]
        return str(_words()["line"].format(name=line.name, number=line.number))


def _with_sources(sources: tuple[Source, ...], values: Iterable[LocalValue]) -> tuple[Source, ...]:
    told = {
        (one.title, one.publisher, one.year): Source(
            id=f"local:{one.id}", title=one.title, publisher=one.publisher, year=one.year
        )
        for one in values
    }
    return (*sources, *told.values())


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(_WORDS.read_text("utf-8"))
    return words
