"""A figure stands once: entries refer to it, and whoever writes it out is told so."""

from pathlib import Path

import pytest

from knowledge_base import KnowledgeFaulty, check_knowledge, load_hospital, load_knowledge
from knowledge_base.figures import load_figures
from tests.knowledge_base import samples

SALT: samples.Raw = {
    "id": "salt_daily",
    "name": "每天食盐",
    "written": "5克",
    "spoken": "五克",
    "about": ["盐"],
    "source": "hypertension-guide",
}


def folder(root: Path, *rows: object, **texts: str) -> Path:
    samples.write(root / "reference_values" / "common.yml", list(rows))
    return samples.folder(root, samples.topic(entries=[samples.entry(**texts)]))


def faults(root: Path) -> list[str]:
    return [str(fault) for fault in check_knowledge(root).faults]


def test_the_eye_reads_the_written_form_and_the_ear_the_spoken(tmp_path: Path) -> None:
    root = folder(tmp_path, SALT, answer="盐少于{salt_daily}。", spoken="盐少于{salt_daily}。")
    assert faults(root) == []
    hospital = load_hospital(root / "hospital" / "profile.yml")
    entry = load_knowledge(root, hospital=hospital).entries["hypertension.diet"]
    assert (entry.answer, entry.spoken) == ("盐少于5克。", "盐少于五克。")


def test_another_figure_is_another_version(tmp_path: Path) -> None:
    versions = set()
    for written in ("5克", "6克"):
        root = folder(tmp_path / written, {**SALT, "written": written}, answer="盐少于{salt_daily}。")
        hospital = load_hospital(root / "hospital" / "profile.yml")
        versions.add(load_knowledge(root, hospital=hospital).entries["hypertension.diet"].version)
    assert len(versions) == 2


@pytest.mark.parametrize("text", ["吃盐不过5克。", "一天5克盐。"])
def test_a_figure_written_out_is_a_fault(tmp_path: Path, text: str) -> None:
    found = faults(folder(tmp_path, SALT, answer=text, spoken="盐{salt_daily}。"))
    assert found == ["hypertension.yml: hypertension.diet: answer says 5克: write {salt_daily}"]


@pytest.mark.parametrize("text", ["肉吃5克。", "盐少于15克。", "盐少于1.5克。"])
def test_another_number_or_another_matter_is_none(tmp_path: Path, text: str) -> None:
    assert faults(folder(tmp_path, SALT, answer=text, spoken="盐{salt_daily}。")) == []


def test_a_bare_number_with_another_unit_is_another_figure(tmp_path: Path) -> None:
    urate = {**SALT, "id": "urate", "written": "300", "spoken": "三百", "about": ["尿酸"]}
    told = "尿酸压到{urate}，奶喝300毫升。"
    assert faults(folder(tmp_path, urate, answer=told)) == []


def test_a_figure_nobody_uses_or_without_a_source_is_a_fault(tmp_path: Path) -> None:
    assert faults(folder(tmp_path, {**SALT, "source": "nobody"})) == [
        "reference_values: salt_daily: no entry refers to it",
        "reference_values: salt_daily: unknown source 'nobody'",
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"id": "a"}, "must have exactly the keys"),
        ({**SALT, "written": 5}, "written must be a text"),
        ({**SALT, "about": []}, "about must be a list of words"),
        ("盐", "must have exactly the keys"),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, row: object, fault: str) -> None:
    samples.write(tmp_path / "common.yml", [row])
    with pytest.raises(KnowledgeFaulty, match=fault):
        load_figures(tmp_path)


def test_a_figure_stands_once(tmp_path: Path) -> None:
    samples.write(tmp_path / "a.yml", [SALT])
    samples.write(tmp_path / "b.yml", [SALT])
    with pytest.raises(KnowledgeFaulty, match=r"b\.yml: salt_daily: .* stands in the table already"):
        load_figures(tmp_path)
