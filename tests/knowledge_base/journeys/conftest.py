"""The shipped journeys for the sample hospital, and a folder of them that may be spoiled."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from console.paths import KNOWLEDGE
from knowledge_base import Hospital, load_hospital
from knowledge_base.journeys import JOURNEYS, Journeys, check_journeys, load_journeys
from knowledge_base.profile import PROFILE

Spoil = Callable[[str, str, str], list[str]]


@pytest.fixture(scope="session")
def hospital() -> Hospital:
    return load_hospital(KNOWLEDGE / PROFILE)


@pytest.fixture(scope="session")
def journeys(hospital: Hospital) -> Journeys:
    return load_journeys(KNOWLEDGE, hospital=hospital)


@pytest.fixture
def spoil(tmp_path: Path, hospital: Hospital) -> Spoil:
    """Replace `old` by `new` in one file; the faults that are found then."""
    shutil.copytree(KNOWLEDGE / JOURNEYS, tmp_path / JOURNEYS)

    def spoilt(file: str, old: str, new: str) -> list[str]:
        path = tmp_path / JOURNEYS / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [str(fault) for fault in check_journeys(tmp_path, hospital=hospital)]

    return spoilt
