"""An entry of the knowledge base as the caller reads it, and the choice between two that fit alike."""

from actions.tools import Found
from actions.turn import Button, Turn
from actions.wording import wording
from knowledge_base.entries import Entry, Source

CLOSE = 0.02
"""Scores nearer than this are a tie that only the caller can break."""


def tell_entry(turn: Turn, entry: Entry) -> None:
    sources = [_source_line(source) for source in entry.sources]
    turn.say(
        "utter_entry",
        custom={
            "kind": "entry",
            "entry": entry.id,
            "version": entry.version,
            "topic": entry.topic_name,
            "spoken": entry.spoken,
            "sources": sources,
            "review": entry.review_status,
        },
        answer=entry.answer,
        seek_care=entry.seek_care,
        sources=wording().lines["source_joint"].join(sources),
        review=entry.review_status,
    )


def is_close(found: Found, *, question: str) -> bool:
    """Whether the caller should choose; never for a question that is an entry's own title, as a choice is."""
    first, *others = found.answers
    if not others or question.strip() == first.entry.title:
        return False
    return first.score - others[0].score < CLOSE


def choice_buttons(found: Found) -> list[Button]:
    """Two or three titles, each said back by a touch, and a way to a person."""
    titles = [hit.entry.title for hit in found.answers[:3]]
    lines = wording().lines
    person = {"title": lines["choice_person"], "payload": lines["choice_person_payload"]}
    return [*({"title": title, "payload": title} for title in titles), person]


def _source_line(source: Source) -> str:
    return wording().line("source", title=source.title, publisher=source.publisher, year=source.year)
