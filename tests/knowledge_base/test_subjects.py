"""Medicines answered by section, and requests that we refuse, with what we can do instead."""

from pathlib import Path

import pytest

from knowledge_base import load_hospital, load_knowledge
from knowledge_base.lexicon import Lexicon
from knowledge_base.search.index import build_index
from knowledge_base.search.searching import Search
from tests.knowledge_base import samples
from tests.knowledge_base.small_encoder import SmallEncoder
from tests.knowledge_base.test_searching import WEIGHTS, first, phrasings


@pytest.fixture
def search(tmp_path: Path) -> Search:
    pressure = samples.topic(entries=[samples.entry(questions=phrasings("高血压饮食", "高血压吃盐"))])
    folder = samples.folder(tmp_path, pressure)
    samples.write(folder / "medicines" / "blockers.yml", samples.medicines())
    dose = samples.entry("refusals", "dose", questions=phrasings("药量怎么加", "多吃一片"))
    dose |= {"aspect": "service", "patterns": ["多吃.片"], "sources": ["refusals-guide"]}
    samples.write(folder / "refusals" / "refusals.yml", samples.topic("refusals", entries=[dose]))
    known = load_knowledge(folder, hospital=load_hospital(folder / "hospital" / "profile.yml"))
    index = build_index(known, lexicon=Lexicon(), encoder=SmallEncoder(), kept_in=tmp_path / "v.npz")
    return Search(known, index, SmallEncoder(), weights=WEIGHTS)


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("氨氯地平忘记吃了怎么办", "missed_dose"),
        ("络活喜能喝酒吗", "alcohol_driving"),
        ("安绿地平吃了脚肿怎么办", "side_effects"),
    ],
)
def test_a_medicine_by_any_name_is_answered_by_section(search: Search, question: str, section: str) -> None:
    assert first(search, question) == f"amlodipine.{section}"


def test_a_medicine_nobody_named_is_never_an_answer(search: Search) -> None:
    result = search.find("忘记吃了怎么办")
    assert all(hit.entry.topic_id != "amlodipine" for hit in result.nearest)


def test_a_medicine_stays_the_subject_of_the_conversation(search: Search) -> None:
    assert first(search, "那能喝酒吗", topic="氨氯地平") == "amlodipine.alcohol_driving"


def test_a_request_is_refused_with_what_we_can_do(search: Search) -> None:
    result = search.find("高血压药多吃一片行不行")
    assert (result.abstained, result.reason, result.answers) == (True, "dose", ())
    assert result.refusal is not None
    assert result.refusal.id == "refusals.dose"


def test_a_refusal_is_never_offered_as_a_choice(search: Search) -> None:
    assert all(hit.entry.topic_id != "refusals" for hit in search.find("高血压饮食怎么办").nearest)
