"""The supervisor against real processes."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from console.paths import ROOT
from console.supervisor import Child, ChildSpec, require_free_port, supervise
from console.words import Trouble

pytestmark = pytest.mark.whole  # real processes, and waiting for them

LONG_ENOUGH = 20.0


def spec(tmp_path: Path, *, script: str, name: str = "child") -> ChildSpec:
    return ChildSpec(
        name=name,
        command=[sys.executable, "-c", script],
        folder=tmp_path,
        log=tmp_path / "log" / f"{name}.log",
    )


def until(condition: object, *, what: str) -> None:
    ends = time.monotonic() + LONG_ENOUGH
    while time.monotonic() < ends:
        if callable(condition) and condition():
            return
        time.sleep(0.05)
    pytest.fail(f"never happened: {what}")


def started(tmp_path: Path) -> int:
    marks = tmp_path / "marks"
    return len(marks.read_text()) if marks.exists() else 0


MARK = "import pathlib; p = pathlib.Path('marks'); p.open('a').write('x'); "


def test_a_crashed_child_is_started_again_and_it_is_said(tmp_path: Path) -> None:
    told: list[str] = []
    child = Child(spec(tmp_path, script=MARK + "raise SystemExit(3)"), tell=told.append)
    stop = threading.Event()
    watcher = threading.Thread(
        target=supervise, args=([child],), kwargs={"until": stop, "stopping": lambda: None}
    )
    watcher.start()
    until(lambda: started(tmp_path) >= 2, what="a second start")
    stop.set()
    watcher.join()
    assert "child" in told[0]
    assert "3" in told[0]


def test_each_rest_is_longer_than_the_one_before(tmp_path: Path) -> None:
    told: list[str] = []
    child = Child(spec(tmp_path, script="raise SystemExit(1)"), tell=told.append)
    for _ in range(2):
        child.start()
        assert child.process is not None
        child.process.wait()
        child.look_after()
    assert told[0] != told[1]


def test_stopping_ends_the_grandchildren_too(tmp_path: Path) -> None:
    script = (
        "import subprocess, sys, pathlib, time; "
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); "
        "pathlib.Path('grandchild').write_text(str(p.pid)); time.sleep(600)"
    )
    child = Child(spec(tmp_path, script=script), tell=lambda _: None)
    child.start()
    until((tmp_path / "grandchild").exists, what="the grandchild's start")
    pid = int((tmp_path / "grandchild").read_text())
    child.stop()
    until(lambda: not _runs(pid), what="the grandchild's end")


def test_a_child_that_will_not_end_is_ended(tmp_path: Path) -> None:
    script = (
        "import signal, pathlib, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "pathlib.Path('deaf').touch(); time.sleep(600)"
    )
    child = Child(spec(tmp_path, script=script), tell=lambda _: None)
    child.start()
    until((tmp_path / "deaf").exists, what="the child's start")
    child.stop(patience=0.2)
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_a_killed_supervisor_leaves_no_child_behind(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib, time; from console.supervisor import Child, ChildSpec; "
        "spec = ChildSpec(name='c', command=[sys.executable, '-c', 'import time; time.sleep(600)'], "
        "folder=pathlib.Path('.'), log=pathlib.Path(sys.argv[1]) / 'log'); "
        "child = Child(spec, tell=print); child.start(); "
        "(pathlib.Path(sys.argv[1]) / 'pid').write_text(str(child.process.pid)); time.sleep(600)"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT)
    until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text(), what="the child's start")
    supervisor.kill()
    supervisor.wait()
    until(lambda: not _runs(int((tmp_path / "pid").read_text())), what="the child's end")


def test_a_taken_port_is_said_with_its_setting() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Trouble, match="HOTLINE_PORT"):
            require_free_port(port, host="127.0.0.1", what="hotline", setting="HOTLINE_PORT")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
