"""A hospital's own words, each value of which a test may change."""

from datetime import date
from typing import Any

from knowledge_base.entries import Signature, Source
from knowledge_base.overlay import OwnEntry, OwnPhrasings, own_id

TODAY = date(2026, 11, 23)
LAST = date(2027, 11, 22)
QUESTIONS = ("车停在哪里", "医院有停车场吗", "停车要不要钱", "开车来停哪儿", "哪里能停车")
GUIDE = Source(id="guide", title="来院指南", publisher="样板医院", year=2026)
SIGNATURE = Signature(reviewer="张医生", signed_on=date(2026, 11, 20))


def own(draft: str = "1", **changes: Any) -> OwnEntry:
    topic = changes.get("topic_id", "hypertension")
    words: dict[str, Any] = {
        "id": own_id(topic_id=topic, draft=draft),
        "topic_id": topic,
        "aspect": "service",
        "questions": QUESTIONS,
        "answer": "南门进，地下停车场，头两小时不收费。有事打{hotline}。",
        "spoken": "南门进，地下停车场，头两小时不收费。",
        "seek_care": "人不舒服就直接开到急诊门口。",
        "source": GUIDE,
        "signature": SIGNATURE,
        "expires_on": LAST,
    }
    return OwnEntry(**words | changes)


def phrasings(*questions: str, entry: str = "hypertension.diet", last: date = LAST) -> OwnPhrasings:
    return OwnPhrasings(entry_id=entry, questions=questions or ("能吃咸菜不",), expires_on=last)
