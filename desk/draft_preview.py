"""A draft exactly as it would reach a patient: as text in a chat, and as speech on the telephone."""

import re
from dataclasses import dataclass

from desk.draft_words import draft_words
from hotline.drafts import DraftWords
from knowledge_base import Hospital, Source
from knowledge_base.entries import REVIEWED
from knowledge_base.local_values import PLACE

_GAP = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True)
class Preview:
    """`chat` in lines as they stand in the bubble; `phone` in sentences one after the other."""

    chat: str
    phone: tuple[str, ...]


def preview_of(words: DraftWords, *, hospital: Hospital) -> Preview:
    """With the house's own figures filled in; a gap it does not know stays as it is written."""
    say = draft_words().say
    facts = {name: _filled(getattr(words, name), hospital) for name in ("answer", "spoken", "seek_care")}
    source = Source(id="own", title=words.source, publisher=words.publisher, year=words.year or 0)
    chat = say("preview", "chat", sources=source.citation, review=REVIEWED, **facts)
    return Preview(chat=chat, phone=(facts["spoken"], say("preview", "phone", **facts)))


def _filled(text: str, hospital: Hospital) -> str:
    values, given = hospital.local_values, hospital.placeholders
    text = PLACE.sub(lambda found: values[found[1]].value if found[1] in values else found[0], text)
    return _GAP.sub(lambda found: given.get(found[1], found[0]), text)
