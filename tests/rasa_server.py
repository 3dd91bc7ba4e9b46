"""A real Rasa for tests: trained once for the files as they are, started on a free port, stopped at the end.

The environment of the bot is found at bot/.venv, or where HOTLINE_BOT_PYTHON says.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[1]
BOT = ROOT / "bot"
STARTS_WITHIN = 120.0


def bot_python() -> Path:
    found = Path(os.environ.get("HOTLINE_BOT_PYTHON") or BOT / ".venv" / "bin" / "python")
    if not found.exists():
        raise FileNotFoundError(found)
    return found


def rasa(*arguments: str, timeout: float = 300, **environment: str) -> subprocess.CompletedProcess[str]:
    """`rasa ARGUMENTS` in bot/; the caller judges the exit status."""
    command = [str(bot_python()), "serve.py", *arguments]
    settings = os.environ | environment
    return subprocess.run(
        command, cwd=BOT, env=settings, capture_output=True, text=True, timeout=timeout, check=False
    )


def trained_model() -> Path:
    """The model of the files as they are: train.py names it by their content and trains only when it must."""
    run = subprocess.run(
        [str(bot_python()), "train.py"], cwd=BOT, capture_output=True, text=True, timeout=580, check=False
    )
    if run.returncode:
        raise AssertionError(f"training failed\n{run.stdout[-3000:]}\n{run.stderr[-3000:]}")
    return Path(run.stdout.strip().splitlines()[-1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass(frozen=True)
class RasaServer:
    """One Rasa; `process` may be stopped by a test that wants to see what happens then."""

    url: str
    process: subprocess.Popen[bytes]

    def say(
        self, text: str, *, sender: str = "caller", metadata: Mapping[str, Any] | None = None
    ) -> Sequence[dict[str, Any]]:
        """What Rasa's REST channel answers."""
        message = {"sender": sender, "message": text, "metadata": dict(metadata or {})}
        reply = httpx.post(f"{self.url}/webhooks/rest/webhook", json=message, timeout=30)
        reply.raise_for_status()
        said: Sequence[dict[str, Any]] = reply.json()
        return said

    def parse(self, text: str) -> dict[str, Any]:
        """Intent and entities of one message, outside any conversation."""
        reply = httpx.post(f"{self.url}/model/parse", json={"text": text}, timeout=30)
        parsed: dict[str, Any] = reply.raise_for_status().json()
        return parsed


@contextmanager
def running_rasa(*, actions_url: str, log: Path) -> Iterator[RasaServer]:
    """`actions_url` is the whole URL of the webhook. `/model/parse` is enabled, as it never is in service."""
    model, port = trained_model(), free_port()
    command = [str(bot_python()), "serve.py", "run", "-i", "127.0.0.1", "-p", str(port), "--enable-api"]
    command += ["--model", str(model), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=BOT, env=os.environ | {"HOTLINE_ACTIONS_URL": actions_url}, stdout=out, stderr=out
        )
        try:
            server = RasaServer(f"http://127.0.0.1:{port}", process)
            _wait(server, log=log)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(server: RasaServer, *, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if server.process.poll() is not None:
            break
        try:
            if httpx.get(f"{server.url}/status", timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            time.sleep(0.3)
    raise AssertionError(f"Rasa did not start\n{log.read_text(errors='replace')[-3000:]}")
