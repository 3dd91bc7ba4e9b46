"""A small knowledge base, and a search that answers what it is told to."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from knowledge_base import Entry, KnowledgeBase, Source, Topic
from knowledge_base.embedding.encoder import Vector
from knowledge_base.entries import AWAITING_REVIEW, TopicKind
from knowledge_base.search.closest import Near
from knowledge_base.search.searching import Hit, SearchResult, SearchUnavailable, Told
from tests.knowledge_base.small_encoder import SmallEncoder

GUIDELINE = Source(id="g", title="中国高血压防治指南", publisher="中国高血压联盟", year=2024)


def an_entry(name: str = "hypertension.diet", **changed: Any) -> Entry:
    fields: dict[str, Any] = {
        "id": name,
        "topic_id": name.partition(".")[0],
        "topic_name": "高血压",
        "aspect": "diet",
        "questions": ("高血压平时怎么吃", "血压高要少吃盐吗"),
        "answer": "少吃盐，一天不超过一啤酒瓶盖。",
        "spoken": "少吃盐，多吃菜。",
        "seek_care": "头痛得厉害，马上就医。",
        "follow_up": False,
        "sources": (GUIDELINE,),
        "review_status": AWAITING_REVIEW,
        "version": "0123456789ab",
        "department": "心血管内科",
    }
    return Entry(**fields | changed)


def a_topic(*entries: Entry, **changed: Any) -> Topic:
    fields: dict[str, Any] = {
        "id": entries[0].topic_id,
        "name": entries[0].topic_name,
        "aliases": (),
        "department": "心血管内科",
        "kind": TopicKind.DISEASE,
        "belongs_to": (),
        "entries": entries,
    }
    return Topic(**fields | changed)


DIET = an_entry()
STOPPED = an_entry(
    "hypertension.stopped",
    questions=("自己把降压药停了，头晕怎么办", "血压药停了几天"),
    answer="不要自己停药，今天来量血压。",
)
GOUT = an_entry("gout.diet", topic_name="痛风", questions=("痛风能吃海鲜吗", "尿酸高能喝啤酒吗"))
REFUSED = an_entry(
    "refusals.dose", topic_name="不做的事", questions=("药量加倍行不行",), answer="药量由医生定。"
)
KNOWN = KnowledgeBase(
    (
        a_topic(DIET, STOPPED, aliases=("血压高",)),
        a_topic(GOUT, aliases=("尿酸高",)),
        a_topic(REFUSED, kind=TopicKind.REFUSAL),
    )
)


@dataclass
class ToldSearch:
    """Finds `nearest`; unavailable where told so."""

    knowledge: KnowledgeBase = KNOWN
    nearest: tuple[Entry, ...] = ()
    abstained: bool = False
    refusal: Entry | None = None
    is_away: bool = False
    asked: list[str] = field(default_factory=list)

    def find(self, question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        self.asked.append(question)
        if self.is_away:
            raise SearchUnavailable("told to be away")
        hits = tuple(Hit(entry, 1.0) for entry in self.nearest[:limit])
        return SearchResult(
            answers=() if self.abstained else hits,
            nearest=hits,
            abstained=self.abstained,
            reason=None,
            confident=False,
            refusal=self.refusal,
        )

    def read(self, message: str) -> tuple[Told, ...]:
        return ()

    def closest(self, question: str, *, limit: int = 3) -> tuple[Near, ...]:
        if self.is_away:
            raise SearchUnavailable("told to be away")
        return tuple(Near(entry, 0.9 - 0.1 * place) for place, entry in enumerate(self.nearest[:limit]))

    def middle(self) -> Vector:
        if self.is_away:
            raise SearchUnavailable("told to be away")
        return np.zeros(SmallEncoder().dimension, np.float32)
