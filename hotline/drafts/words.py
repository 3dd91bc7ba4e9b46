"""What is written in a draft: the hospital's own words, in the open; no patient's may stand among them."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from hotline.audit import canonical
from hotline.drafts.vocabulary import DraftKind

_NEEDED: Mapping[DraftKind, tuple[str, ...]] = {
    DraftKind.ENTRY: (
        "topic_id",
        "aspect",
        "questions",
        "answer",
        "spoken",
        "seek_care",
        "source",
        "publisher",
        "year",
    ),
    DraftKind.PHRASINGS: ("entry_id", "questions"),
    DraftKind.SWITCHED_OFF: ("entry_id", "reason"),
}


@dataclass(frozen=True, kw_only=True)
class DraftWords:
    """`entry_id` of PHRASINGS and SWITCHED_OFF; `reason` why an entry is not told here.

    `source` is the title of what the answer rests on. The hospital itself may be its publisher.
    """

    topic_id: str = ""
    aspect: str = ""
    questions: tuple[str, ...] = ()
    answer: str = ""
    spoken: str = ""
    seek_care: str = ""
    source: str = ""
    publisher: str = ""
    year: int | None = None
    entry_id: str | None = None
    reason: str = ""

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Of what `as_json` gave; what a later release wrote and this one does not know is left out."""
        known = {field.name for field in fields(cls)}
        told = {name: value for name, value in kept.items() if name in known}
        return cls(**told | {"questions": tuple(kept.get("questions", ()))})

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"questions": list(self.questions)}

    def tidied(self) -> Self:
        """Without blanks around texts, empty questions and questions asked twice."""
        told = self.as_json()
        texts = {name: value.strip() for name, value in told.items() if isinstance(value, str)}
        asked = dict.fromkeys(question.strip() for question in self.questions)
        questions = [question for question in asked if question]
        entry = texts.get("entry_id") or None
        return self.read(told | texts | {"questions": questions, "entry_id": entry})

    def lacking(self, kind: DraftKind) -> tuple[str, ...]:
        """Names of what a draft of this kind cannot be submitted without."""
        return tuple(name for name in _NEEDED[kind] if not getattr(self, name))

    @property
    def hash(self) -> str:
        """Of every word of it: what an approval names."""
        return hashlib.sha256(canonical(self.as_json())).hexdigest()
