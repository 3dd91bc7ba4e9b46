"""`hotline guide`: one description a line in, one JSON object a line out; learning and measuring."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from console import guidance
from console.commands import guide
from console.paths import KNOWLEDGE
from console.words import Trouble
from knowledge_base.guidance import Guide, open_guide
from knowledge_base.guidance.loading import HERE
from knowledge_base.profile import PROFILE, load_hospital
from tests.knowledge_base.guidance.conftest import no_encoder


@pytest.fixture
def rules_only(monkeypatch: pytest.MonkeyPatch) -> Guide:
    """The command over the shipped data, without the model."""
    opened = open_guide(KNOWLEDGE, hospital=load_hospital(KNOWLEDGE / PROFILE), encoder=no_encoder)
    monkeypatch.setattr(guidance, "operators_guide", lambda _settings: opened)
    return opened


def test_each_line_becomes_one_json_object(rules_only: Guide) -> None:
    done = CliRunner().invoke(
        guide.command, ["--json", "-"], input="牙疼三天了\n\n胸口疼得冒冷汗\n想做试管婴儿\n"
    )
    assert done.exit_code == 0, done.output
    first, second, third = map(json.loads, done.output.splitlines())
    assert set(first) == {"text", "departments", "question", "override", "elsewhere"}
    assert set(first["departments"][0]) == {"name", "score", "why", "at"}
    assert first["departments"][0]["name"] == "口腔科"
    assert [one["name"] for one in second["departments"]] == ["急诊科"]
    assert third["elsewhere"] == [{"department": "生殖医学科", "place": None}]


def test_the_plain_form_shows_departments_and_the_question(rules_only: Guide) -> None:
    done = CliRunner().invoke(guide.command, ["肚子疼"])
    assert "消化内科" in done.output
    assert "肚子痛在哪里" in done.output


def test_the_sets_are_measured(rules_only: Guide, tmp_path: Path) -> None:
    real = tmp_path / "real.jsonl"
    real.write_text('{"dept": "消化科", "title": "", "ask": "胃疼反酸"}\n', encoding="utf-8")
    done = CliRunner().invoke(guide.command, ["eval", "--json", str(real)])
    found = json.loads(done.output)
    assert (found["set"], found["cases"], found["strict"]) == ("real.jsonl", 1, 1.0)


def test_faulty_guidance_is_told_to_the_operator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(guidance, "KNOWLEDGE", tmp_path)
    hospital = replace(load_hospital(KNOWLEDGE / PROFILE), departments=())
    with pytest.raises(Trouble):
        guidance.open_guide(hospital=hospital, encoder=no_encoder)  # type: ignore[arg-type]


def test_the_shipped_numbers_belong_to_the_shipped_kinds() -> None:
    assert (HERE / "learned.npz").exists()
