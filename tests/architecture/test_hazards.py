"""A hazard is controlled only where a test proves it.

The proofs are tests of this same suite, so a failing one fails the build by itself. What stands here is
that the log is honest, and that no proof is missing, skipped or forgiven.
"""

from functools import cache
from pathlib import Path

import pytest

from console.hazards import HazardLog, load_hazards
from tests.architecture.proofs import collected, missing, skips
from tests.architecture.sizes import ROOT, files

NOISE = "tests/safety/test_core.py::test_noise_around_an_emergency_does_not_hide_it"


@cache
def log() -> HazardLog:
    return load_hazards()


def proofs() -> list[str]:
    return [proof for hazard in log().hazards for proof in hazard.proved_by]


@pytest.fixture(scope="module")
def tests() -> frozenset[str]:
    return collected([*proofs(), NOISE])


def test_the_log_is_long_enough_and_without_fault() -> None:
    assert len(log().hazards) >= 25
    assert log().faults(root=ROOT) == []


@pytest.mark.whole
def test_every_proof_named_exists(tests: frozenset[str]) -> None:
    assert missing(proofs(), among=tests) == []


@pytest.mark.whole
def test_a_proof_that_does_not_exist_is_found_out(tests: frozenset[str]) -> None:
    absent = [f"{NOISE}s", f"{NOISE}[silence]", "tests/safety/test_nothing.py::test_nothing"]
    assert missing([NOISE, f"{NOISE}[played_down]", *absent], among=tests) == absent


def test_no_test_of_ours_can_be_skipped() -> None:
    assert [place for path in files("tests") for place in skips(path)] == []


@pytest.mark.parametrize(
    "line",
    [
        "@pytest.mark.skipif(True, reason='slow')\ndef test_it() -> None: ...",
        "pytest.importorskip('faiss')",
        "from pytest import skip",
        "case = pytest.param(1, marks=pytest.mark.xfail)",
    ],
)
def test_a_skip_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr("tests.architecture.proofs.ROOT", tmp_path)
    path = tmp_path / "test_it.py"
    path.write_text(line, encoding="utf-8")
    assert len(list(skips(path))) == 1
