"""`hotline kb check` and `hotline kb build` as operators meet them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from console.commands.kb import command
from console.preparation import Preparation
from console.settings import read_settings
from knowledge_base.reviews import signed_content
from tests.knowledge_base import samples

LONG_AGO = date(2020, 1, 1)


def check(*words: str) -> tuple[int, str]:
    ended = CliRunner().invoke(command, ["check", *words], catch_exceptions=True)
    return ended.exit_code, ended.stdout


def expire(folder: Path) -> None:
    topic = samples.topic("gout")
    review = {"status": "已审核", "reviewer": "张医生", "signed_on": LONG_AGO, "expires_on": LONG_AGO}
    topic["review"] = review | {"content": signed_content(topic)}
    samples.write(folder / "topics" / "gout.yml", topic)


def test_an_expired_review_is_listed_and_no_fault(small_knowledge: Path) -> None:
    expire(small_knowledge)
    code, printed = check("--json")
    found: dict[str, Any] = json.loads(printed)
    assert (code, found["faults"]) == (0, [])
    notice = "the signed review held until 2020-01-01"
    assert found["notices"] == [{"file": "gout.yml", "entry": "", "notice": notice}]
    assert found["counts"]["topics"] == 2
    code, printed = check()
    assert code == 0
    assert f"gout.yml  -  {notice}" in printed


def test_a_fault_is_named_with_its_file_and_entry(small_knowledge: Path) -> None:
    faulty = samples.topic("gout", entries=[samples.entry("gout", aspect="mood")])
    samples.write(small_knowledge / "topics" / "gout.yml", faulty)
    code, printed = check("--json")
    assert code == 1
    assert json.loads(printed)["faults"] == [
        {"file": "gout.yml", "entry": "gout.diet", "fault": "unknown aspect 'mood'"}
    ]
    assert json.loads(printed)["notices"] == []


def test_a_faulty_profile_is_listed_as_well(small_knowledge: Path) -> None:
    samples.write(small_knowledge / "hospital" / "profile.yml", samples.profile(zone="Asia/Nowhere"))
    code, printed = check("--json")
    assert code == 1
    assert [fault["file"] for fault in json.loads(printed)["faults"]] == ["profile.yml"]


@pytest.mark.whole
def test_building_again_embeds_only_what_changed(small_knowledge: Path, tmp_path: Path) -> None:
    settings = read_settings()
    settings.var.mkdir()
    settings.model_folder.symlink_to(Path(__file__).parents[2] / "var" / "model")
    told: list[str] = []

    def embedded() -> list[int]:
        """How many texts a build had to embed, as its progress shows it."""
        totals: list[int] = []

        def progress(step: str, done: int, total: int) -> None:
            totals.append(total)

        Preparation(settings, tell=told.append, progress=progress).run(("index",))
        return sorted(set(totals))

    assert embedded()[-1] > 2
    assert embedded() == []
    assert "unchanged" in told[-1]
    entry = samples.entry("gout", answer="少喝酒。")
    samples.write(small_knowledge / "topics" / "gout.yml", samples.topic("gout", entries=[entry]))
    assert embedded() == [1]
