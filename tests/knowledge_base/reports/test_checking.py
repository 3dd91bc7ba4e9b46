"""A faulty panel is refused, and its editor is told where and why."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge_base.faults import KnowledgeFaulty
from knowledge_base.reports import indicator_faults, load_indicators

TEXT = {"answer": "说明。", "spoken": "说明。"}


def an_indicator(**changes: Any) -> dict[str, Any]:
    raw = {
        "id": "potassium",
        "name": "血钾",
        "names": ["钾离子"],
        "kind": "number",
        "unit": "mmol/L",
        "units": [{"unit": "mEq/L", "factor": 1}],
        "plausible": [1, 12],
        "normal": {"low": 3.5, "high": 5.3},
        "urgent": {"low": 3.0, "high": 6.0},
        "emergency": {"low": 2.5, "high": 6.5},
        "topics": ["chronic_kidney_disease"],
        "sources": ["s1"],
        "texts": {"about": TEXT, "high": TEXT, "low": TEXT},
        "seek_care": "看医生。",
        **changes,
    }
    return {key: value for key, value in raw.items() if value is not None}


def a_panel(*indicators: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "id": "panel",
        "name": "电解质",
        "sources": [{"id": "s1", "title": "标准", "publisher": "委员会", "year": 2012}],
        "review": {"status": "待临床审核"},
        "indicators": list(indicators) or [an_indicator()],
        **changes,
    }


def faults_of(folder: Path, panel: dict[str, Any]) -> str:
    (folder / "panel.yml").write_text(yaml.safe_dump(panel, allow_unicode=True), encoding="utf-8")
    return "; ".join(map(str, indicator_faults(folder)))


def test_the_sample_is_without_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path, a_panel()) == ""
    assert [one.name for one in load_indicators(tmp_path)] == ["血钾"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"seek_care": None}, "key 'seek_care' is missing"),
        ({"kind": "guess"}, "unknown kind 'guess'"),
        ({"names": []}, "names must be a list of words"),
        ({"names": [5]}, "names must be a list of words"),
        ({"unit": "mmol"}, "unknown unit 'mmol'"),
        ({"unit": None}, "unit must be a text"),
        ({"units": [{"unit": "mEq/L", "factor": 0}]}, "needs a factor above zero"),
        ({"plausible": [12, 1]}, "plausible must be two numbers"),
        ({"plausible": None}, "plausible and normal must be given"),
        ({"normal": {"low": 3.5, "high": "5"}}, "normal must have numbers"),
        ({"normal": {"low": 3.5, "cats": {"high": 5}}}, "unknown group in 'normal cats'"),
        ({"normal": {"low": 5.4, "high": 5.3}, "urgent": {"low": 5.5}}, "out of order"),
        ({"urgent": {"high": 5.0}}, "out of order"),
        ({"emergency": {"low": 3.1}}, "out of order"),
        ({"emergency": {"high": 13}}, "out of order"),
        ({"texts": {"about": TEXT, "high": TEXT}}, "text 'low' is missing"),
        ({"texts": {"about": TEXT, "high": TEXT, "low": TEXT, "odd": TEXT}}, "unknown text 'odd'"),
        (
            {"texts": {"about": {"answer": "说。"}, "high": TEXT, "low": TEXT}},
            "must have an answer and a spoken",
        ),
        (
            {"texts": {"about": {**TEXT, "spoken": "大于5。"}, "high": TEXT, "low": TEXT}},
            "spoken has digits: 5",
        ),
        ({"texts": {"about": {**TEXT, "spoken": "ABC高"}, "high": TEXT, "low": TEXT}}, "read aloud: ABC"),
        ({"texts": {"about": {**TEXT, "answer": "长" * 181}, "high": TEXT, "low": TEXT}}, "at most 180"),
        ({"seek_care": "看" * 61}, "at most 60"),
        ({"name": "血钾ABC"}, "said cannot be read aloud"),
        ({"sources": ["s2"]}, "unknown source 's2'"),
        ({"otherwise": "sodium"}, "unknown indicator 'sodium'"),
        ({"becomes": {"sodium": ["钠"]}}, "unknown indicator 'sodium'"),
        ({"grades": {"odd": ["阳性"]}}, "unknown level 'odd'"),
        ({"grades": {"high": ["阳性"], "normal": ["阳性"]}}, "stands at two levels"),
        ({"kind": "grade"}, "grades must name at least one grade"),
        ({"kind": "grade", "grades": {"normal": ["阴性"]}}, "has grades and no ranges"),
        ({"kind": "class", "grades": {"normal": [1]}}, "grade 1 must be a text"),
    ],
)
def test_a_faulty_indicator_is_named(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    said = faults_of(tmp_path, a_panel(an_indicator(**changes)))
    assert fault in said
    assert "panel.yml: potassium" in said


def test_a_name_leads_to_one_indicator(tmp_path: Path) -> None:
    said = faults_of(
        tmp_path, a_panel(an_indicator(), an_indicator(id="other", name="别的", names=["钾离子"]))
    )
    assert "name '钾离子' is also in potassium" in said


def test_names_that_differ_in_case_or_width_are_the_same(tmp_path: Path) -> None:
    said = faults_of(tmp_path, a_panel(an_indicator(names=["Kp", "ＫＰ"])))
    assert "is also in potassium" in said


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": "other"}, "is not the file's name"),
        ({"review": {"status": "好"}}, "review must be"),
        ({"sources": [{"id": "s1"}]}, "key 'title' is missing"),
        ({"indicators": []}, "indicators must be a list"),
        ({"indicators": ["potassium"]}, "not a mapping"),
    ],
)
def test_a_faulty_panel_is_named(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    assert fault in faults_of(tmp_path, a_panel(**changes))


def test_an_unreadable_file_and_an_empty_folder_are_faults(tmp_path: Path) -> None:
    assert "holds no indicators" in str(indicator_faults(tmp_path)[0])
    (tmp_path / "panel.yml").write_text("id: [", encoding="utf-8")
    assert "panel.yml: line 2" in str(indicator_faults(tmp_path)[0])


def test_faulty_indicators_are_not_loaded(tmp_path: Path) -> None:
    faults_of(tmp_path, a_panel(an_indicator(sources=["s2"])))
    with pytest.raises(KnowledgeFaulty, match="unknown source"):
        load_indicators(tmp_path)
