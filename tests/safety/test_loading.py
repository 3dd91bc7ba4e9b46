"""Broken screening data is refused by name, and the content has a version."""

import shutil
from pathlib import Path

import pytest

from hotline.safety import FaultyRule, load_rules
from hotline.safety.screening import SHIPPED


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for folder in ("lexicon", "findings", "rules"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    return tmp_path


def test_the_version_is_the_content(copied: Path) -> None:
    before = load_rules(copied).version
    assert before == load_rules(SHIPPED).version
    assert len(before) == 12
    (copied / "rules" / "heart.yml").open("a", encoding="utf-8").write("\n# a word more\n")
    assert load_rules(copied).version != before


@pytest.mark.parametrize(
    ("found", "put", "fault"),
    [
        ("    - no_breath\n", "    - no_such_finding\n", "no_such_finding"),
        ("  weight: 100\n", "  weight: heavy\n", "heavy"),
        ("  grade: emergency\n  weight: 100\n", "  grade: dire\n", "dire"),
        ("  title: 疑似心跳呼吸停止的危险信号\n", "", "title"),
        ("    - no_breath\n", "    - no_breath no_pulse\n", "lacks"),
    ],
)
def test_a_faulty_rule_is_named_with_its_file_and_fault(
    copied: Path, found: str, put: str, fault: str
) -> None:
    file = copied / "rules" / "heart.yml"
    text = file.read_text(encoding="utf-8")
    assert found in text
    file.write_text(text.replace(found, put, 1), encoding="utf-8")
    with pytest.raises(FaultyRule, match=fault) as caught:
        load_rules(copied)
    assert (caught.value.file.name, caught.value.entry) == ("heart.yml", "cardiac_arrest")


def test_a_finding_that_cannot_be_read_is_named(copied: Path) -> None:
    (copied / "findings" / "extra.yml").write_text("odd:\n  - 胸?口\n", encoding="utf-8")
    with pytest.raises(FaultyRule, match=r"extra\.yml: odd: pattern"):
        load_rules(copied)


def test_a_file_that_is_no_yaml_is_named(copied: Path) -> None:
    (copied / "rules" / "extra.yml").write_text("a: [", encoding="utf-8")
    with pytest.raises(FaultyRule, match=r"extra\.yml: the whole file"):
        load_rules(copied)
