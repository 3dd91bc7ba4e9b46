"""Medicines are spelt out into entries, one a section, and each fault in their files is named."""

from pathlib import Path
from typing import Any

import pytest

from knowledge_base import KnowledgeBase, check_knowledge, load_hospital, load_knowledge
from knowledge_base.entries import TopicKind
from tests.knowledge_base import samples


def written(root: Path, *some: samples.Raw, **changes: Any) -> Path:
    samples.folder(root, samples.topic())
    samples.write(root / "medicines" / "blockers.yml", samples.medicines(*some, **changes))
    return root


def loaded(root: Path) -> KnowledgeBase:
    return load_knowledge(root, hospital=load_hospital(root / "hospital" / "profile.yml"))


def faults(root: Path) -> list[str]:
    return [str(fault) for fault in check_knowledge(root).faults]


def test_a_medicine_has_an_entry_a_section_under_its_main_disease(tmp_path: Path) -> None:
    knowledge = loaded(written(tmp_path))
    medicine = knowledge.find_topic("络活喜")
    assert medicine is not None
    assert (medicine.kind, medicine.belongs_to) == (TopicKind.MEDICINE, ("hypertension",))
    entry = knowledge.entries["amlodipine.side_effects"]
    assert entry.answer == "氨氯地平的side_effects。"
    assert (entry.aspect, entry.department, entry.follow_up) == ("medication", "心血管内科", True)
    assert "氨氯地平有什么副作用" in entry.questions
    assert knowledge.heading(entry).name == "高血压"


def test_what_a_class_shares_is_written_once_and_a_medicines_own_words_come_first(tmp_path: Path) -> None:
    shared = {"storage": {"answer": "{medicine}放阴凉处。", "spoken": "放阴凉处。"}}
    own, other = samples.medicine(), samples.medicine("nifedipine", name="硝苯地平")
    del other["sections"]["storage"]
    entries = loaded(written(tmp_path, own, other, shared=shared)).entries
    assert entries["amlodipine.storage"].answer == "氨氯地平的storage。"
    assert entries["nifedipine.storage"].answer == "硝苯地平放阴凉处。"


def test_medicines_are_counted(tmp_path: Path) -> None:
    report = check_knowledge(written(tmp_path))
    assert report.faults == ()
    assert (report.counts["medicines"], report.counts["entries"]) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"topics": ["nowhere"]}, "unknown topic 'nowhere'"),
        ({"topics": []}, "topics must name at least one topic"),
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"sections": {}}, "section 'purpose' is missing"),
        ({"names": ["高血压"]}, "name '高血压' is also in hypertension.yml"),
        ({"sources": ["nowhere"]}, "unknown source 'nowhere'"),
        ({"seek_care": "长" * 61}, "seek_care has 61 characters, at most 60"),
    ],
)
def test_a_faulty_medicine_is_named(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    found = faults(written(tmp_path, samples.medicine(**changes)))
    assert any(line.startswith("blockers.yml: amlodipine") and fault in line for line in found), found


def test_a_section_without_its_spoken_text_is_a_fault(tmp_path: Path) -> None:
    broken = samples.medicine()
    broken["sections"]["taking"] = {"answer": "饭后吃。"}
    found = faults(written(tmp_path, broken))
    assert found == [
        "blockers.yml: amlodipine: section 'taking' must have exactly an answer and a spoken text"
    ]
