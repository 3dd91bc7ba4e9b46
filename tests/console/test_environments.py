"""Making the environments: what is found, what is made anew, and how trouble is told."""

import sys
from pathlib import Path

import pytest

from console import disk, interpreters
from console.environments import Environment
from console.words import Trouble


def environment(tmp_path: Path, *, installs: list[list[str]]) -> Environment:
    made = Environment("app", folder=tmp_path / "venv", pythons=("3.11",), installs=installs)
    made.log = tmp_path / "install.log"
    return made


def test_the_running_python_is_found() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert interpreters.find_interpreter((version,), what="tests", setting="HOTLINE_PYTHON")


def test_a_shim_that_does_not_run_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    shim = tmp_path / f"python{version}"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = interpreters.find_interpreter((version,), what="tests", setting="HOTLINE_PYTHON")
    assert found != str(shim)


def test_a_named_python_is_taken_or_nothing_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    monkeypatch.setenv("HOTLINE_PYTHON", sys.executable)
    assert interpreters.find_interpreter((version,), what="tests", setting="HOTLINE_PYTHON") == sys.executable
    monkeypatch.setenv("HOTLINE_PYTHON", str(tmp_path / "nothing"))
    with pytest.raises(Trouble, match="HOTLINE_PYTHON"):
        interpreters.find_interpreter((version,), what="tests", setting="HOTLINE_PYTHON")


def test_no_python_names_the_setting() -> None:
    with pytest.raises(Trouble, match="HOTLINE_BOT_PYTHON"):
        interpreters.find_interpreter(("2.6",), what="tests", setting="HOTLINE_BOT_PYTHON")


@pytest.mark.whole
def test_an_environment_is_made_once_and_anew_when_its_lock_changes(tmp_path: Path) -> None:
    lock = tmp_path / "empty.lock"
    lock.write_text("# nothing\n")
    one = environment(tmp_path, installs=[["-r", str(lock)]])
    before = one.fingerprint(sys.executable)
    assert not one.is_ready(before)
    one.make(sys.executable, fingerprint=before)
    assert one.is_ready(before)
    lock.write_text("# something else\n")
    assert not one.is_ready(one.fingerprint(sys.executable))


@pytest.mark.whole
def test_a_failed_installation_shows_the_end_of_its_log(tmp_path: Path) -> None:
    broken = environment(tmp_path, installs=[["--no-index", "surely-not-a-package"]])
    with pytest.raises(Trouble, match="surely-not-a-package"):
        broken.make(sys.executable, fingerprint="x")


def test_a_full_disk_is_said_before_anything_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "free_gigabytes", lambda _: 0.1)
    with pytest.raises(Trouble, match=r"0\.1 GB"):
        environment(tmp_path, installs=[]).make(sys.executable, fingerprint="x")


@pytest.mark.whole
def test_an_unreachable_registry_is_called_by_its_name(tmp_path: Path) -> None:
    offline = ["--index-url", "http://127.0.0.1:9/simple", "--retries", "1", "surely-not-a-package"]
    with pytest.raises(Trouble) as trouble:
        environment(tmp_path, installs=[offline]).make(sys.executable, fingerprint="x")
    assert trouble.value.key == "no_network"
