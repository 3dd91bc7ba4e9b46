"""A fault in the villages keeps nobody from being answered."""

from pathlib import Path

import pytest

from console.settings import Settings
from console.townships import open_townships
from knowledge_base import load_hospital
from knowledge_base.profile import PROFILE


def test_faulty_villages_are_told_and_done_without(
    small_knowledge: Path, caplog: pytest.LogCaptureFixture
) -> None:
    profile = small_knowledge / PROFILE
    villages = "townships:\n  - {name: 某镇, branch: nowhere, villages: []}\n"
    profile.with_name("villages.yml").write_text(villages, encoding="utf-8")
    townships = open_townships(Settings(hospital=profile), hospital=load_hospital(profile))
    assert townships.village("上坪村") is None
    assert "no village is known" in caplog.text
