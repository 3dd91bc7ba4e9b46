"""`python -m benchmarks [turn|nlu|retrieval|keystroke|voice|needs|digest|measures]`: all or those named."""

import sys
from collections.abc import Callable

from benchmarks import digest, keystroke, measures, needs, nlu, retrieval, turn, voice

_ALL: dict[str, Callable[[], object]] = {
    "turn": turn.main,
    "nlu": lambda: nlu.main([]),
    "retrieval": retrieval.main,
    "keystroke": keystroke.main,
    "voice": voice.main,
    "needs": lambda: needs.main([]),
    "digest": lambda: digest.main([]),
    "measures": lambda: measures.main([]),
}


def main(names: list[str]) -> int:
    unknown = set(names) - _ALL.keys()
    if unknown:
        print(f"No benchmark is called {', '.join(sorted(unknown))}; there are: {', '.join(_ALL)}")
        return 2
    for name in names or _ALL:
        _ALL[name]()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
