"""`hotline report`: one message a line in, one JSON object a line out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from console.commands import report
from console.words import Trouble


def test_each_line_becomes_one_json_object() -> None:
    done = CliRunner().invoke(
        report.command, ["--json", "-"], input="低密度3.8\n\n今天天气怎么样\n血压一百六/九十五\n"
    )
    assert done.exit_code == 0, done.output
    first, second, third = map(json.loads, done.output.splitlines())
    assert set(first) == {"text", "readings"}
    assert set(first["readings"][0]) == {"indicator", "value", "unit", "level", "say"}
    assert [first["readings"][0][key] for key in ("indicator", "value", "unit", "level")] == [
        "低密度脂蛋白胆固醇",
        3.8,
        "mmol/L",
        "high",
    ]
    assert second == {"text": "今天天气怎么样", "readings": []}
    assert third["readings"][0]["value"] == "160/95"


def test_the_plain_form_shows_level_and_sentence() -> None:
    done = CliRunner().invoke(report.command, ["尿酸", "520"])
    assert "high       尿酸 520 μmol/L" in done.output
    assert "尿酸520微摩尔每升，偏高。" in done.output


def test_faulty_indicators_are_told_to_the_operator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(report, "KNOWLEDGE", tmp_path)
    with pytest.raises(Trouble, match="holds no indicators"):
        CliRunner().invoke(report.command, ["尿酸520"], catch_exceptions=False)
