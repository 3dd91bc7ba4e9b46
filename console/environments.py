"""Makes the two environments from their lock files, with the standard library alone.

`python3 -m console.environments [--dev]` is the first thing `make up` and `make test` run.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from console.disk import no_disk, require_disk
from console.interpreters import find_interpreter
from console.words import Trouble, say

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "var" / "log"
_NEEDED_GB = {"app": 3.0, "bot": 2.5}
_NO_NETWORK = (
    "name resolution",
    "Connection refused",
    "Network is unreachable",
    "NewConnectionError",
    "timed out",
)
_TELL_EVERY = 15.0
_NO_DISK = "No space left on device"


class Environment:
    """One virtual environment: where it is, which Python it wants and what pip installs, in order."""

    def __init__(
        self, name: str, *, folder: Path, pythons: tuple[str, ...], installs: list[list[str]]
    ) -> None:
        self.name = name
        self.folder = folder
        self.what = say("application_environment" if name == "app" else "bot_environment")
        self.setting = "HOTLINE_PYTHON" if name == "app" else "HOTLINE_BOT_PYTHON"
        self.pythons = pythons
        self.installs = installs
        self.log = LOGS / f"install-{name}.log"
        self.seen = 0
        self.total = sum(len(_lines(arg)) for install in installs for arg in install if arg.endswith(".lock"))
        self.trouble: Trouble | None = None

    def fingerprint(self, interpreter: str) -> str:
        """Changes whenever the environment has to be made anew."""
        parts = [interpreter, *(arg for install in self.installs for arg in install)]
        parts += [Path(arg).read_text(encoding="utf-8") for arg in parts if arg.endswith(".lock")]
        if self.name == "app":
            # What is installed of ourselves; the settings of linters below it change nothing.
            parts.append((ROOT / "pyproject.toml").read_text(encoding="utf-8").split("\n[tool.")[0])
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def is_ready(self, fingerprint: str) -> bool:
        stamp = self.folder / ".made-from"
        return (
            stamp.is_file() and stamp.read_text() == fingerprint and (self.folder / "bin" / "python").exists()
        )

    def make(self, interpreter: str, *, fingerprint: str) -> None:
        """Install everything; the stamp comes last, so that an interrupted run is made again."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        require_disk(self.folder.parent, needed=_NEEDED_GB[self.name])
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.write_text("", encoding="utf-8")
        self._run([interpreter, "-m", "venv", "--clear", str(self.folder)])
        pip = [str(self.folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
        for install in self.installs:
            self._run([*pip, "install", "--progress-bar", "off", "--no-input", *install])
        (self.folder / ".made-from").write_text(fingerprint)

    def _run(self, command: list[str]) -> None:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        with self.log.open("a", encoding="utf-8") as log:
            for line in process.stdout or ():
                log.write(line)
                if line.lstrip().startswith(("Collecting ", "Processing ", "Obtaining ")):
                    self.seen += 1
        if process.wait() != 0:
            raise self._explain()

    def _explain(self) -> Trouble:
        text = self.log.read_text(encoding="utf-8", errors="replace")
        if _NO_DISK in text:
            return no_disk(self.folder.parent, needed=_NEEDED_GB[self.name])
        if any(sign in text for sign in _NO_NETWORK):
            return Trouble("no_network", what=self.what, log=self.log)
        return Trouble("install_failed", what=self.what, log=self.log, tail="\n".join(text.splitlines()[-6:]))


def environments(*, dev: bool) -> list[Environment]:
    """The application's and the dialogue's environment; `dev` adds what the checks and tests need."""
    lock = str(ROOT / ("requirements-dev.lock" if dev else "requirements.lock"))
    torch = next(
        line for line in Path(lock).read_text(encoding="utf-8").splitlines() if line.startswith("torch==")
    )
    app = Environment(
        "app",
        folder=ROOT / ".venv",
        pythons=("3.11", "3.12"),
        # torch first and alone: resolved with the rest, pip may take a newer build with CUDA libraries.
        installs=[[torch], ["--no-deps", "-r", lock], ["--no-deps", "-e", str(ROOT)]],
    )
    bot = Environment(
        "bot",
        folder=ROOT / "bot" / ".venv",
        pythons=("3.10", "3.11"),
        installs=[["--no-deps", "--ignore-requires-python", "-r", str(ROOT / "bot" / "requirements.lock")]],
    )
    return [app, bot]


def make_environments(*, dev: bool) -> None:
    """Make what is missing or out of date, both at once, and tell how far they are."""
    jobs = []
    for environment in environments(dev=dev):
        interpreter = find_interpreter(
            environment.pythons, what=environment.what, setting=environment.setting
        )
        fingerprint = environment.fingerprint(interpreter)
        if environment.is_ready(fingerprint) or (not dev and _made_for_dev(environment, interpreter)):
            print(say("environment_ready", what=environment.what), flush=True)
            continue
        jobs.append(
            (
                environment,
                threading.Thread(target=_make, args=(environment, interpreter, fingerprint), daemon=True),
            )
        )
    for _, thread in jobs:
        thread.start()
    _watch(jobs)
    for environment, _ in jobs:
        if environment.trouble:
            raise environment.trouble
        print(say("environment_ready", what=environment.what), flush=True)


def _made_for_dev(environment: Environment, interpreter: str) -> bool:
    # An environment made for the tests holds all that the service needs: `make up` does not tear it down.
    fuller = next(other for other in environments(dev=True) if other.name == environment.name)
    return fuller.is_ready(fuller.fingerprint(interpreter))


def _make(environment: Environment, interpreter: str, fingerprint: str) -> None:
    try:
        environment.make(interpreter, fingerprint=fingerprint)
    except Trouble as trouble:
        environment.trouble = trouble
    except OSError as fault:
        environment.trouble = Trouble(
            "install_failed", what=environment.what, log=environment.log, tail=fault
        )


def _watch(jobs: list[tuple[Environment, threading.Thread]]) -> None:
    tty = sys.stdout.isatty()
    told_at = 0.0
    while any(thread.is_alive() for _, thread in jobs):
        time.sleep(0.5)
        if tty or time.monotonic() - told_at > _TELL_EVERY:
            told_at = time.monotonic()
            parts = " · ".join(f"{job.what} {min(job.seen, job.total)}/{job.total}" for job, _ in jobs)
            print(say("installing", parts=parts), end="\r" if tty else "\n", flush=True)
    if tty and jobs:
        print()


def _lines(lock: str) -> list[str]:
    return [line for line in Path(lock).read_text(encoding="utf-8").splitlines() if line[:1].isalnum()]


def main() -> int:
    os.environ.setdefault("PIP_NO_WARN_SCRIPT_LOCATION", "1")
    try:
        make_environments(dev="--dev" in sys.argv[1:])
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\n{say('stopped')}", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
