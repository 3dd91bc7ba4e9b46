"""The hazard log is refused where it cannot be read, and called dishonest where it is."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from console.hazards import FaultyHazardLog, HazardLog, load_hazards

PROOF = "tests/safety/test_core.py::test_it"


def hazard(**changes: Any) -> dict[str, Any]:
    return {
        "id": "H01",
        "hazard": "没听见",
        "cause": "吵",
        "effect": "病人：等",
        "severity": 5,
        "likelihood": {"before": 3, "after": 1},
        "controls": [{"what": "铃", "where": "bell.py"}],
        "proved_by": [PROOF],
        **changes,
    }


def a_log(*hazards: dict[str, Any], **scales: Any) -> dict[str, Any]:
    words = {degree: f"第{degree}级" for degree in range(1, 6)}
    acceptance = [
        {"from": 15, "name": "不可接受", "means": "停"},
        {"from": 8, "name": "须跟踪", "means": "看"},
        {"from": 1, "name": "可接受", "means": "行"},
    ]
    shared = {"severity": words, "likelihood": words, "acceptance": acceptance}
    return {"scales": shared | scales, "hazards": list(hazards)}


def faults(root: Path, *hazards: dict[str, Any], **scales: Any) -> list[str]:
    (root / "bell.py").touch()
    return HazardLog.model_validate(a_log(*hazards, **scales)).faults(root=root)


def test_a_proved_control_may_lower_a_risk(tmp_path: Path) -> None:
    assert faults(tmp_path, hazard()) == []


def test_a_hazard_nothing_stands_against_is_honest_only_if_it_says_so(tmp_path: Path) -> None:
    bare = hazard(controls=[], proved_by=[], likelihood={"before": 3, "after": 3})
    assert "H01: has neither a proved control nor an open point" in faults(tmp_path, bare)
    assert faults(tmp_path, bare | {"open": [{"what": "没有铃", "step": "4.10"}]}) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"likelihood": {"before": 1, "after": 2}}, "is likelier with its controls than without"),
        ({"proved_by": [], "open": [{"what": "证明"}]}, "is called less likely, and nothing proves it"),
        ({"controls": [], "open": [{"what": "铃"}]}, "is called less likely, and nothing proves it"),
        ({"likelihood": {"before": 3, "after": 2}}, "keeps a risk of 10 and says nothing is open"),
        ({"controls": [{"what": "铃", "where": "gone.py"}]}, "no gone.py"),
        ({"proved_by": [PROOF, PROOF]}, f"names {PROOF} twice"),
    ],
)
def test_a_dishonest_hazard_is_named(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    assert f"H01: {fault}" in faults(tmp_path, hazard(**changes))


def test_an_id_stands_once_and_the_scales_are_whole(tmp_path: Path) -> None:
    assert faults(tmp_path, hazard(), hazard()) == ["H01: is there twice"]
    upside_down = [{"from": 1, "name": "一", "means": "一"}, {"from": 15, "name": "二", "means": "二"}]
    assert faults(tmp_path, severity={1: "轻"}, acceptance=upside_down) == [
        "scales: severity must name 1 to 5",
        "scales: acceptance must go down to 1",
    ]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"severity": 6}, "hazards.0.severity"),
        ({"colour": "red"}, "hazards.0.colour"),
        ({"proved_by": ["test_core"]}, "hazards.0.proved_by.0"),
        ({"id": "one"}, "hazards.0.id"),
    ],
)
def test_a_log_that_cannot_be_read_is_named(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    file = tmp_path / "hazards.yaml"
    file.write_text(yaml.safe_dump(a_log(hazard(**changes))), encoding="utf-8")
    with pytest.raises(FaultyHazardLog, match=fault):
        load_hazards(file)


@pytest.mark.parametrize("content", ["a: [", None])
def test_a_file_that_is_no_yaml_or_is_not_there_is_named(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "hazards.yaml"
    if content:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(FaultyHazardLog, match=r"hazards\.yaml"):
        load_hazards(file)
