"""What a sentence names, whatever name it uses: diseases, services, medicines, readings of a report."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge_base.entries import KnowledgeBase, Topic, TopicKind
from knowledge_base.frames import frames_of
from knowledge_base.lexicon import Lexicon
from knowledge_base.search.sounds import sounded
from knowledge_base.words import Words

Place = tuple[int, int, str]

SHORTEST_HEARD = 3  # characters; two syllables sound like too many other words
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


class Names:
    """Every topic's names and aliases; the longest name at a place counts (低血糖 is not 血糖)."""

    def __init__(self, knowledge: KnowledgeBase, *, lexicon: Lexicon) -> None:
        topics = [topic for topic in knowledge.topics if topic.kind is not TopicKind.REFUSAL]
        self._lexicon = lexicon
        self._uncovered = frozenset(map(str.lower, knowledge.uncovered))
        self._topics: Mapping[str, Topic] = {
            name.lower(): topic for topic in reversed(topics) for name in reversed(topic.names)
        }
        self._words = Words([*self._topics, *self._uncovered])
        self._sounds = {sounded(name): name for name in reversed(self._topics) if self._is_heard(name)}
        self._heard = Words(self._sounds)

    def named_in(self, text: str) -> Named:
        places = list(self._words.found_in(text))
        if not any(word in self._topics for _, _, word in places):
            places = [*self._heard_in(text)] or places
        found = self._topics_of(places)
        found += self._topics_of(self._words.found_in(" ".join(self._lexicon.terms(text))))
        framed = dict.fromkeys(topic.id for topic in found if topic.kind.is_framed)
        plain = frozenset(topic.id for topic in found if not topic.kind.is_framed)
        return Named(
            topics=plain,
            subjects=tuple(framed),
            masked=self._masked(text, places=places),
            uncovered=None
            if plain or framed
            else next((w for _, _, w in places if w in self._uncovered), None),
        )

    def _is_heard(self, name: str) -> bool:
        return len(name) >= SHORTEST_HEARD and self._topics[name].kind in _BY_SOUND

    def _heard_in(self, text: str) -> Iterator[Place]:
        for start, end, sound in self._heard.found_in(sounded(text)):
            yield start, end, self._sounds[sound]

    def _topics_of(self, places: Iterable[Place]) -> list[Topic]:
        return [self._topics[word] for _, _, word in places if word in self._topics]

    def _masked(self, text: str, *, places: Iterable[Place]) -> str:
        parts, at = [], 0
        for start, end, word in places:
            topic = self._topics.get(word)
            if topic is not None and topic.kind.is_framed:
                parts += [text[at:start], frames_of(topic.kind).stand_in]
                at = end
        return "".join([*parts, text[at:]])
