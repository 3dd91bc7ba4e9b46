"""Each rule of the knowledge format is broken once, and the report names the place."""

from pathlib import Path
from typing import Any

import pytest

from knowledge_base import KnowledgeFaulty, check_knowledge, load_hospital, load_knowledge
from tests.knowledge_base import samples

REAL = Path(__file__).parents[2] / "knowledge_base"


def faults_of(tmp_path: Path, *topics: samples.Raw) -> list[str]:
    return [str(fault) for fault in check_knowledge(samples.folder(tmp_path, *topics)).faults]


def test_a_sound_folder_has_no_fault_and_is_counted(tmp_path: Path) -> None:
    report = check_knowledge(samples.folder(tmp_path, samples.topic(), samples.topic("gout")))
    assert report.faults == ()
    assert report.counts == {
        "villages": 0,
        "topics": 2,
        "services": 0,
        "entries": 2,
        "phrasings": 10,
        "sources": 2,
        "medicines": 0,
        "indicators": 0,
    }


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"questions": ["一", "二", "三", "四"]}, "4 phrasings, at least 5"),
        ({"questions": ["问一", "问二", "问三", "问四", 5]}, "questions must be a list of texts"),
        ({"questions": ["问一", "问二", "问三", "问四", "？？"]}, "phrasing '？？' has no words"),
        ({"questions": ["问一", "问二", "问三", "问四", "问，一？"]}, "phrasing '问一' is also in"),
        ({"answer": "长" * 221}, "answer has 221 characters, at most 220"),
        ({"spoken": "长" * 91}, "spoken has 91 characters, at most 90"),
        ({"seek_care": "长" * 61}, "seek_care has 61 characters, at most 60"),
        ({"spoken": "血压（高）"}, "spoken cannot be read aloud: （"),
        ({"spoken": "血压140/90"}, "spoken cannot be read aloud: /"),
        ({"spoken": "查LDL"}, "spoken cannot be read aloud: LDL"),
        ({"answer": "请打{phone}。"}, "answer has an unknown placeholder {phone}"),
        ({"answer": 3}, "answer must be a text"),
        ({"aspect": "mood"}, "unknown aspect 'mood'"),
        ({"sources": ["nowhere"]}, "unknown source 'nowhere'"),
        ({"sources": []}, "sources must name at least one source"),
        ({"follow_up": "yes"}, "follow_up must be true or left out"),
        ({"id": "gout.diet"}, "id does not begin with hypertension."),
        ({"review": {"status": "已审核"}}, "a signed review has exactly the keys"),
        ({"review": {"status": "大概行"}}, "review must be 待临床审核 or a signed record, not '大概行'"),
    ],
)
def test_a_faulty_entry_is_named_with_its_file(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    broken = samples.entry(**changes)
    found = faults_of(tmp_path, samples.topic(entries=[broken]))
    assert any(line.startswith(f"hypertension.yml: {broken['id']}: {fault}") for line in found), found


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": "other"}, "id 'other' is not the file's name"),
        ({"department": "魔法科"}, "unknown department '魔法科'"),
        ({"aliases": [5]}, "aliases must be a list of words"),
        ({"sources": [{"id": "a", "title": "无年份", "publisher": "某"}]}, "source a: key 'year' is missing"),
        ({"entries": []}, "entries must be a list, and not an empty one"),
    ],
)
def test_a_faulty_topic_is_named(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    folder = samples.folder(tmp_path)
    samples.write(folder / "topics" / "hypertension.yml", samples.topic(**changes))
    found = [str(one) for one in check_knowledge(folder).faults]
    assert any(line.startswith(f"hypertension.yml: {fault}") for line in found), found


def test_ids_names_and_phrasings_are_unique_across_files(tmp_path: Path) -> None:
    same = samples.entry("gout", questions=samples.entry()["questions"])
    found = faults_of(tmp_path, samples.topic(), samples.topic("gout", name="高血压", entries=[same]))
    assert any("name '高血压' is also in gout.yml" in line for line in found), found
    assert sum("phrasing" in line and "is also in gout.diet" in line for line in found) == 5


def test_bad_yaml_is_a_fault_with_its_line(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path, samples.topic())
    (folder / "topics" / "gout.yml").write_text("id: gout\nname: [痛风\n", encoding="utf-8")
    (folder / "topics" / "copd.yml").write_text("id: copd\nid: copd\n", encoding="utf-8")
    (folder / "topics" / "list.yml").write_text("- 1\n", encoding="utf-8")
    (folder / "topics" / "latin.yml").write_bytes("name: caf\xe9".encode("latin-1"))
    found = [str(fault) for fault in check_knowledge(folder).faults]
    assert found[0] == "copd.yml: line 2: key 'id' is written twice"
    assert found[1].startswith("gout.yml: line 3: ")
    assert found[2:] == ["latin.yml: not UTF-8 at byte 9", "list.yml: line 1: not a mapping"]


def test_faulty_knowledge_is_never_loaded(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path, samples.topic(department="魔法科"))
    hospital = load_hospital(folder / "hospital" / "profile.yml")
    with pytest.raises(KnowledgeFaulty) as raised:
        load_knowledge(folder, hospital=hospital)
    assert raised.value.faults[0].file == "hypertension.yml"


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    assert "holds no topics" in faults_of(tmp_path)[0]


def test_what_we_ship_is_without_fault() -> None:
    report = check_knowledge(REAL)
    assert report.faults == ()
    assert report.counts["topics"] >= 14
    assert report.counts["entries"] >= 14 * 12
