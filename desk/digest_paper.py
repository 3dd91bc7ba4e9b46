"""The digest away from the desk: the page's own sections, with when they were counted."""

from datetime import UTC, datetime

from desk.digest_read import WeekRead
from desk.digest_sections import sections_of
from desk.digest_voice import Voice
from desk.digest_words import tell, title_of
from desk.papers import Paper
from desk.words import Words
from hotline.digest import Digest
from knowledge_base import Hospital, KnowledgeBase


def paper_of(read: WeekRead, *, hospital: Hospital, knowledge: KnowledgeBase, words: Words) -> Paper:
    voice = Voice.of(knowledge, words=words, zone=hospital.zone)
    at = read.digest.as_of.astimezone(hospital.zone)
    return Paper(
        hospital=hospital.name,
        name=tell("paper", "name"),
        title=title_of(read.digest.week),
        at=at.isoformat(),
        made=_made(read.digest, at=at),
        sections=sections_of(read, voice=voice),
    )


def _made(digest: Digest, *, at: datetime) -> str:
    facts = {"year": at.year, "month": at.month, "day": at.day, "time": f"{at.hour}:{at:%M}"}
    made = tell("paper", "made", **facts)
    is_over = at >= digest.week.span(at.tzinfo or UTC).end
    return made if is_over else tell("paper", "unfinished") + made
