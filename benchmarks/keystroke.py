"""Looking an answer up while typing: the letters at each keystroke beside the whole search, in one run.

`python -m benchmarks.keystroke` (under a minute; needs the model and the kept vectors).
"""

import statistics
import time
from collections.abc import Callable, Sequence

from benchmarks.load import table
from console.knowledge import open_search, read_hospital, read_knowledge
from console.paths import EVALUATION
from console.settings import read_settings
from desk.knowledge import MOST_FOUND
from desk.knowledge_look import Shelf
from knowledge_base import Entry
from knowledge_base.evaluation import Question, read_questions

SENTENCES = 40
COLUMNS = ("look-up", "keystrokes", "median", "p95", "longest", "right one among 8 (%)")


def main() -> None:
    settings = read_settings()
    knowledge = read_knowledge(hospital=read_hospital(settings))
    began = time.perf_counter()
    shelf = Shelf(knowledge).read()
    built = time.perf_counter() - began
    search = open_search(settings, knowledge=knowledge)
    asked = _asked()

    def by_meaning(text: str) -> Sequence[Entry]:
        return [hit.entry for hit in search.find(text, limit=MOST_FOUND).nearest]

    rows = [
        _row("letters, at each keystroke", lambda text: shelf.find(text, limit=MOST_FOUND), asked),
        _row("the whole search, at each keystroke", by_meaning, asked),
    ]
    print(f"{len(knowledge.entries)} entries; their letters are read once, in {built:.2f} s")
    print(table("\nA keystroke (milliseconds)", columns=COLUMNS, rows=rows))


def _asked() -> Sequence[Question]:
    """Of the development set, evenly over its topics."""
    answerable = read_questions(EVALUATION / "dev.yml").answerable
    return answerable[:: max(1, len(answerable) // SENTENCES)][:SENTENCES]


def _row(name: str, look_up: Callable[[str], Sequence[Entry]], asked: Sequence[Question]) -> list[str]:
    """Every beginning of every question, as it is typed; right or wrong is told at its end."""
    took: list[float] = []
    right = 0
    look_up(asked[0].text)
    for question in asked:
        for end in range(1, len(question.text) + 1):
            began = time.perf_counter()
            found = look_up(question.text[:end])
            took.append((time.perf_counter() - began) * 1e3)
        right += any(entry.id in question.entries for entry in found)
    p95 = statistics.quantiles(took, n=20)[-1]
    times = (statistics.median(took), p95, max(took))
    return [name, str(len(took)), *(f"{one:.1f}" for one in times), f"{100 * right / len(asked):.0f}"]


if __name__ == "__main__":
    main()
