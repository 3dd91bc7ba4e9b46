"""A draft as it is filled in: one question a line, a year as a number."""

from collections.abc import Mapping
from dataclasses import replace

from desk.desk import Desk
from desk.draft_doubts import doubts_of, require_nobody
from desk.draft_words import LONGEST_TITLE, LONGEST_WHY, MOST_QUESTIONS
from desk.forms import BadChoice, FaultyForm, Form, TooLong, whole_number
from hotline.drafts import DraftKind, DraftWords
from knowledge_base.entries import ASPECTS
from knowledge_base.overlay import own_topics
from knowledge_base.overlay.rules import LONGEST_PHRASING
from knowledge_base.wording import LONGEST

_YEARS = range(1950, 2100)
_LONGEST_ID = 80


class BadYear(FaultyForm):
    """Not a year a source can be of."""


class TooManyQuestions(FaultyForm):
    """More phrasings than anybody can review."""


def read_draft_words(
    form: Form, *, kind: DraftKind, desk: Desk, kept: DraftWords | None = None
) -> DraftWords:
    """What is still missing may be; what is there must make sense. Raises FaultyForm, TellsOfSomebody.

    `kept` is what the draft says now: an entry it switched off is found nowhere else. A patient's name or
    number is not even kept: drafts and their histories lie open.
    """
    words = _words(form, kind=kind, desk=desk, kept=kept)
    require_nobody(doubts_of(words, hospital=desk.hospital), checked=True)
    return words


def topics_of(desk: Desk) -> Mapping[str, str]:
    """Names by id, of all that can hold an entry of the house's own."""
    found = own_topics(desk.knowledge.knowledge, hospital=desk.hospital)
    return {topic.id: topic.name for topic in found}


def _words(form: Form, *, kind: DraftKind, desk: Desk, kept: DraftWords | None) -> DraftWords:
    if kind is DraftKind.ENTRY:
        return DraftWords(
            topic_id=_among(form.get("topic_id"), topics_of(desk)),
            aspect=_among(form.get("aspect"), dict.fromkeys(ASPECTS, "")),
            questions=_questions(form),
            answer=_text(form, "answer", most=LONGEST["answer"]),
            spoken=_text(form, "spoken", most=LONGEST["spoken"]),
            seek_care=_text(form, "seek_care", most=LONGEST["seek_care"]),
            source=_text(form, "source", most=LONGEST_TITLE),
            publisher=_text(form, "publisher", most=LONGEST_TITLE),
            year=_year(form.get("year")),
        )
    about = _about(form, desk=desk, kept=kept)
    if kind is DraftKind.PHRASINGS:
        return replace(about, questions=_questions(form))
    return replace(about, reason=_text(form, "reason", most=LONGEST_WHY))


def _about(form: Form, *, desk: Desk, kept: DraftWords | None) -> DraftWords:
    """Its title is kept with it: what is switched off can be looked up nowhere else."""
    wanted = form.text("entry_id", most=_LONGEST_ID)
    if kept is not None and wanted == kept.entry_id:
        return kept
    entry = desk.knowledge.knowledge.entries.get(wanted)
    if entry is None:
        raise BadChoice("entry_id")
    return DraftWords(
        entry_id=entry.id, topic_id=entry.topic_id, aspect=entry.aspect, questions=(entry.title,)
    )


def _questions(form: Form) -> tuple[str, ...]:
    lines = tuple(line.strip() for line in form.get("questions").splitlines() if line.strip())
    if len(lines) > MOST_QUESTIONS:
        raise TooManyQuestions(str(len(lines)))
    if any(len(line) > LONGEST_PHRASING for line in lines):
        raise TooLong(LONGEST_PHRASING)
    return lines


def _text(form: Form, name: str, *, most: int) -> str:
    return form.maybe(name, most=most) or ""


def _among(value: str, known: Mapping[str, str]) -> str:
    if value and value not in known:
        raise BadChoice(value)
    return value


def _year(said: str) -> int | None:
    said = said.strip().removesuffix("年")
    if not said:
        return None
    year = whole_number(said)
    if year is None or year not in _YEARS:
        raise BadYear(said)
    return year
