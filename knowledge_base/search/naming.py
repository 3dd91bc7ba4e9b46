"""What a sentence names, whatever name it uses: diseases, services, medicines, readings of a report."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge_base.entries import KnowledgeBase, Topic, TopicKind
from knowledge_base.frames import frames_of
from knowledge_base.lexicon import Lexicon
from knowledge_base.search.sounds import Sounds

_BY_SOUND = (TopicKind.DISEASE, TopicKind.MEDICINE)


@dataclass(frozen=True, kw_only=True)
class Named:
    """What a question names.

    `topics` are ids of diseases and services, `subjects` of medicines and indicators, in the question's
    order. `masked` is the question with each subject's name taken out, for comparing with the frames.
    `uncovered` is a disease we have nothing about.
    """

    topics: frozenset[str]
    subjects: tuple[str, ...]
    masked: str
    uncovered: str | None

    @property
    def anything(self) -> bool:
        return bool(self.topics or self.subjects)


class Names:
    """Every topic's names and aliases; the longest name at a place counts (低血糖 is not 血糖)."""

    def __init__(self, knowledge: KnowledgeBase, *, lexicon: Lexicon) -> None:
        topics = [topic for topic in knowledge.topics if topic.kind is not TopicKind.REFUSAL]
        self._lexicon = lexicon
        self._uncovered = knowledge.uncovered
        self._topics: Mapping[str, Topic] = {
            name.lower(): topic for topic in reversed(topics) for name in reversed(topic.names)
        }
        self._pattern = _pattern([*self._topics, *self._uncovered])
        self._sounds = Sounds(name for name, topic in self._topics.items() if topic.kind in _BY_SOUND)

    def named_in(self, text: str) -> Named:
        masked, found = self._read(text)
        if not found:
            found = [self._topics[name] for _, _, name in self._sounds.heard_in(text)]
            masked = self._by_sound(text) if found else masked
        found += self._read(" ".join(self._lexicon.terms(text)))[1]
        framed = dict.fromkeys(topic.id for topic in found if topic.kind.is_framed)
        plain = frozenset(topic.id for topic in found if not topic.kind.is_framed)
        return Named(
            topics=plain,
            subjects=tuple(framed),
            masked=masked,
            uncovered=None if plain or framed else self._uncovered_in(text),
        )

    def _read(self, text: str) -> tuple[str, list[Topic]]:
        """The text with stand-ins, and the topics it names."""
        found: list[Topic] = []

        def stand_in(match: re.Match[str]) -> str:
            topic = self._topics.get(match[0].lower())
            if topic is not None:
                found.append(topic)
            return _stand_in(topic, otherwise=match[0])

        return self._pattern.sub(stand_in, text), found

    def _by_sound(self, text: str) -> str:
        parts, at = [], 0
        for start, end, name in self._sounds.heard_in(text):
            parts += [text[at:start], _stand_in(self._topics[name], otherwise=name)]
            at = end
        return "".join([*parts, text[at:]])

    def _uncovered_in(self, text: str) -> str | None:
        return next((match[0] for match in self._pattern.finditer(text) if match[0] in self._uncovered), None)


def _stand_in(topic: Topic | None, *, otherwise: str) -> str:
    return frames_of(topic.kind).stand_in if topic is not None and topic.kind.is_framed else otherwise


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)
