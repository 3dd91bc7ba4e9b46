"""The whole hotline as operators start it, on its own ports and in its own folder."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx

from console.paths import ROOT
from console.settings import read_settings
from tests.rasa_server import free_port

LONGEST_START = 240.0
MADE = ("model", "index", "bot")


def own_environment(folder: Path) -> dict[str, str]:
    """Settings for a hotline beside any that runs; the model, the index and the trained bot are shared."""
    prepared = read_settings().var
    for made in MADE:
        (folder / made).symlink_to(prepared / made)
    return {
        "HOTLINE_VAR": str(folder),
        "HOTLINE_PORT": str(free_port()),
        "HOTLINE_RASA_PORT": str(free_port()),
        "HOTLINE_LANGUAGE": "en",
    }


class Command:
    """A `hotline` command running in the background, what it printed kept in a file."""

    def __init__(
        self, *words: str, environment: Mapping[str, str], output: Path, folder: Path = ROOT
    ) -> None:
        self._output = output
        with output.open("wb") as kept:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "console", *words],
                cwd=folder,
                env={**os.environ, **environment},
                stdout=kept,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def printed(self) -> str:
        return self._output.read_text(encoding="utf-8")

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)

    def end(self) -> None:
        if self.process.poll() is None:
            self.interrupt()


def hotline(
    *words: str, environment: Mapping[str, str], said: str = "", folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """One `hotline` command to its end, of the program that lies in `folder`."""
    return subprocess.run(
        [sys.executable, "-m", "console", *words],
        cwd=folder,
        env={**os.environ, **environment},
        input=said,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def eventually(condition: Callable[[], bool], *, what: str, within: float = LONGEST_START) -> None:
    ends = time.monotonic() + within
    while not condition():
        if time.monotonic() > ends:
            raise AssertionError(f"never happened: {what}")
        time.sleep(0.25)


def parts(port: str) -> dict[str, str]:
    """What /health says of each part; empty while nobody answers."""
    try:
        found: dict[str, str] = httpx.get(
            f"http://127.0.0.1:{port}/health", timeout=5, trust_env=False
        ).json()["parts"]
    except (httpx.HTTPError, ValueError, KeyError):
        return {}
    return found
