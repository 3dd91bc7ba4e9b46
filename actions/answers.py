"""An entry of the knowledge base as the caller reads it, and the choice between two that fit alike."""

from collections.abc import Sequence

from actions.turn import Button, Turn
from actions.wording import wording
from knowledge_base.entries import Entry
from knowledge_base.search.searching import SearchResult, Told


def tell_entry(turn: Turn, entry: Entry) -> None:
    _tell(turn, entry, answer=entry.answer, spoken=entry.spoken)


def tell_value(turn: Turn, told: Told) -> None:
    """A value is said back with what it means; its entry's sources and review stand under it."""
    _tell(turn, told.entry, answer=told.reading.say, spoken=told.reading.say)


def _tell(turn: Turn, entry: Entry, *, answer: str, spoken: str) -> None:
    sources = [source.citation for source in entry.sources]
    turn.say(
        "utter_entry",
        custom={
            "kind": "entry",
            "entry": entry.id,
            "version": entry.version,
            "topic": entry.topic_name,
            "spoken": spoken,
            "sources": sources,
            "review": entry.review_status,
        },
        answer=answer,
        seek_care=entry.seek_care,
        sources=wording().lines["source_joint"].join(sources),
        review=entry.review_status,
    )


def sure_entry(found: SearchResult, *, question: str) -> Entry | None:
    """The entry to tell, None where the caller should choose; a title said back is a choice made."""
    chosen = next((hit.entry for hit in found.answers if hit.entry.title == question.strip()), None)
    if chosen is None and (found.confident or len(found.answers) == 1):
        return found.answers[0].entry
    return chosen


def choice_buttons(found: SearchResult) -> list[Button]:
    """Two or three titles, each said back by a touch, and a way to a person."""
    titles = [hit.entry.title for hit in found.answers[:3]]
    lines = wording().lines
    person = {"title": lines["choice_person"], "payload": lines["choice_person_payload"]}
    return [*({"title": title, "payload": title} for title in titles), person]


def question_buttons(questions: Sequence[str]) -> list[Button]:
    """The caller's own words, each asked again by a touch."""
    return [{"title": question, "payload": question} for question in questions]
