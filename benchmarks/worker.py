"""One system of the retrieval benchmark in a process of its own.

`python -m benchmarks.worker build SYSTEM FOLDER` makes in FOLDER what the system needs of the corpus there;
`answer` opens it and asks the questions there. The last line printed is JSON. This file runs in Rasa's
environment too.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

Find = Callable[[str], Sequence[str]]
"""The ids of the best entries, best first; none where the system abstains."""
BEST = 3


class System(Protocol):
    """A module of benchmarks/systems."""

    def build(self, folder: Path) -> None: ...
    def ready(self, folder: Path) -> Find: ...


def main(step: str, name: str, folder: Path) -> dict[str, Any]:
    system, imports = _timed(lambda: import_module(f"benchmarks.systems.{name}"))
    if step == "build":
        _, seconds = _timed(lambda: system.build(folder))
        return {"build_seconds": seconds}
    find, load = _timed(lambda: system.ready(folder))
    asked = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    for text in asked["warm_up"]:
        find(text)
    answers = [ask(find, text) for text in asked["texts"]]
    return {
        "answers": answers,
        "import_seconds": imports,
        "load_seconds": load,
        "peak_bytes": peak_bytes(),
        "torch": "torch" in sys.modules,
    }


def ask(find: Find, text: str) -> dict[str, Any]:
    began = time.process_time()
    found = find(text)
    return {"found": list(found[:BEST]), "milliseconds": (time.process_time() - began) * 1e3}


def peak_bytes() -> int:
    """The most this process ever held; getrusage would count the parent it was forked from."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])), ensure_ascii=False))
