"""A message's questions answered one after the other, two at most, so that a caller can follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from knowledge_base.search.questions import QuestionWords
from knowledge_base.search.searching import KnowledgeSearch, SearchResult, Told

MOST = 2
_MEANINGS = ("about", "high", "low")
"""An indicator's entries that say what its value means."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A question and what was found for it."""

    question: str
    result: SearchResult

    def says_more_than(self, told: Iterable[Told]) -> bool:
        """Whether a sure answer, or a refusal, is still to be given after these values.

        What a value means was said with it: whoever asks whether his high pressure matters never hears what a
        low one means.
        """
        if self.result.refusal is not None:
            return True
        if not (self.result.confident and self.result.answers):
            return False
        explained = {f"{value.reading.indicator}.{section}" for value in told for section in _MEANINGS}
        return self.result.answers[0].entry.id not in explained | {value.entry.id for value in told}


@dataclass(frozen=True, kw_only=True)
class Several:
    """What to answer now, what nothing was found for, and the questions to offer next."""

    found: tuple[Found, ...]
    missed: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def find_each(search: KnowledgeSearch, message: str, *, topic: str | None = None) -> Several:
    """At least one finding, for the whole message where its parts find nothing. Raises SearchUnavailable.

    Each question is understood in the light of the answer before it.
    """
    questions = _words().apart(message)
    if len(questions) == 1:
        return _whole(search, message, topic=topic)
    found: list[Found] = []
    missed: list[str] = []
    for at, question in enumerate(questions):
        if len(found) == MOST:
            return Several(found=tuple(found), missed=tuple(missed), rest=questions[at:])
        result = search.find(question, topic=topic)
        if result.abstained and result.refusal is None:
            missed.append(question)
        elif not _said(result, found):
            found.append(Found(question=question, result=result))
        if result.answers:
            topic = result.answers[0].entry.topic_id
    if not found:
        return _whole(search, message, topic=topic)
    return Several(found=tuple(found), missed=tuple(missed))


def asks(message: str) -> bool:
    """Whether a message wants to know something, besides what it tells."""
    return _words().asks(message)


def _whole(search: KnowledgeSearch, message: str, *, topic: str | None) -> Several:
    return Several(found=(Found(question=message, result=search.find(message, topic=topic)),))


def _said(result: SearchResult, found: list[Found]) -> bool:
    """Two questions may have one answer: it is given once."""
    return any(_first(one.result) == _first(result) for one in found)


def _first(result: SearchResult) -> str:
    entry = result.refusal or result.answers[0].entry
    return entry.id


@cache
def _words() -> QuestionWords:
    return QuestionWords.read()
