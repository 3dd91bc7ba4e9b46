"""What we know, as a nurse looks it up: by letters while typing, by meaning when the typing pauses."""

from dataclasses import dataclass
from enum import StrEnum

from desk.desk import Desk
from desk.knowledge_look import LONGEST_TYPED, KnowledgeLook
from knowledge_base import Entry
from knowledge_base.search.searching import SearchUnavailable

MOST_FOUND = 8


class How(StrEnum):
    """Which search answers; the values are part of what pages send."""

    TYPING = "typing"
    PAUSED = "paused"


class Certainty(StrEnum):
    """What the bot would make of the same words."""

    ANSWERS = "answers"
    ABSTAINS = "abstains"
    REFUSES = "refuses"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Found:
    """Entries, best first; a refusal stands first where the bot would refuse."""

    asked: str
    entries: tuple[Entry, ...] = ()
    certainty: Certainty = Certainty.UNKNOWN


def look_up(desk: Desk, look: KnowledgeLook, *, asked: str, how: How) -> Found:
    """Where the search by meaning fails, the letters answer alone."""
    text = asked.strip()[:LONGEST_TYPED]
    if not text:
        return Found(asked=text)
    by_letters = look.find(text, limit=MOST_FOUND)
    if how is How.TYPING:
        return Found(asked=text, entries=by_letters)
    try:
        result = desk.knowledge.find(text, limit=MOST_FOUND - 3)
    except SearchUnavailable:
        return Found(asked=text, entries=by_letters)
    nearest = [hit.entry for hit in result.nearest]
    refusal = [result.refusal] if result.refusal else []
    return Found(
        asked=text,
        entries=_once([*refusal, *nearest, *by_letters]),
        certainty=_certainty(refused=bool(refusal), abstained=result.abstained),
    )


def _once(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.id: entry for entry in entries}.values())[:MOST_FOUND]


def _certainty(*, refused: bool, abstained: bool) -> Certainty:
    if refused:
        return Certainty.REFUSES
    return Certainty.ABSTAINS if abstained else Certainty.ANSWERS
