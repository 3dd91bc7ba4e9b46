"""Keeps the hotline's processes running: starts, restarts with back-off, stops them together."""

import ctypes
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from console.words import Trouble, say

_SHORTEST_REST = 1.0
_LONGEST_REST = 30.0
_LARGEST_LOG = 20_000_000
_SOUND_AFTER = 60.0
"""Seconds after which a child counts as healthy again and its rests begin anew."""


_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """Runs in the child: a supervisor that is killed must not leave children on its ports."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(frozen=True, kw_only=True)
class ChildSpec:
    """How one process is started, and where what it prints is kept."""

    name: str
    command: list[str]
    folder: Path
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)


class Child:
    """One running process and its restarts."""

    def __init__(self, spec: ChildSpec, *, tell: Callable[[str], None]) -> None:
        self.spec = spec
        self._tell = tell
        self._process: subprocess.Popen[bytes] | None = None
        self._rest = _SHORTEST_REST
        self._started_at = 0.0
        self._due_at = 0.0

    def start(self) -> None:
        _make_room(self.spec.log)
        with self.spec.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.spec.command,
                cwd=self.spec.folder,
                env={**os.environ, **self.spec.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - one call into libc, no lock taken
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which stops them in order
            )
        self._started_at = time.monotonic()

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        return self._process

    def look_after(self) -> None:
        """Restart it when it died, not before its rest is over."""
        if self._process is None:
            if time.monotonic() >= self._due_at:
                self.start()
            return
        code = self._process.poll()
        if code is None:
            return
        if time.monotonic() - self._started_at > _SOUND_AFTER:
            self._rest = _SHORTEST_REST
        self._tell(say("child_died", what=self.spec.name, code=code, delay=self._rest, log=self.spec.log))
        self._process = None
        self._due_at = time.monotonic() + self._rest
        self._rest = min(self._rest * 2, _LONGEST_REST)

    def stop(self, *, patience: float = 8.0) -> None:
        """Ask it to end, and end its whole group where it does not."""
        if self._process is None or self._process.poll() is not None:
            return
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            try:
                os.killpg(self._process.pid, number)
            except ProcessLookupError:
                return


def _make_room(log: Path) -> None:
    """Set a grown log aside, one generation back: the hotline runs for months on a small disk."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > _LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))


def supervise(children: list[Child], *, until: threading.Event, stopping: Callable[[], None]) -> None:
    """Look after the children until told to stop; then say so and stop them, the last started first."""
    try:
        for child in children:
            child.start()
        while not until.wait(0.3):
            for child in children:
                child.look_after()
    finally:
        stopping()
        for child in reversed(children):
            child.stop()


def require_free_port(port: int, *, host: str, what: str, setting: str) -> None:
    """Raise `Trouble` where another program already listens."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise Trouble("port_taken", port=port, what=what, setting=setting) from fault
