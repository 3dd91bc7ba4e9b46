"""Finds a Python that really runs: version managers leave shims on the PATH that only look like one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from console.words import Trouble

_PROBE = "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])"


def find_interpreter(versions: tuple[str, ...], *, what: str, setting: str) -> str:
    """The path of the first interpreter of the first of `versions` that starts and can make an environment.

    One named in the variable `setting` is taken or nothing is. Raises `Trouble` where there is none.
    """
    named = os.environ.get(setting)
    for version in versions:
        for candidate in [named] if named else _candidates(version):
            if _version_of(candidate) == version:
                return candidate
    raise Trouble("no_python", wanted=" / ".join(versions), what=what, setting=setting)


def _candidates(version: str) -> list[str]:
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    uv = Path.home() / ".local" / "share" / "uv" / "python"
    places = [
        sys.executable,
        shutil.which(f"python{version}"),
        shutil.which("python3"),
        *sorted(map(str, pyenv.glob(f"versions/{version}.*/bin/python")), reverse=True),
        *sorted(map(str, uv.glob(f"cpython-{version}.*/bin/python{version}")), reverse=True),
        f"/usr/bin/python{version}",
        f"/usr/local/bin/python{version}",
    ]
    return [place for place in places if place]


def _version_of(interpreter: str) -> str:
    try:
        probe = subprocess.run(
            [interpreter, "-c", _PROBE], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return probe.stdout.strip() if probe.returncode == 0 else ""
