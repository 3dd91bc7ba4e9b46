"""A hit is an acceptable entry among the first; silence is a miss inside and right outside."""

import pytest

from benchmarks.scoring import Answer, Run, answerable_from, report, row
from knowledge_base.evaluation import Question


def question(text: str, *entries: str) -> Question:
    return Question(text=text, entries=frozenset(entries), topic=None)


def run(milliseconds: float = 2.0, /, **found: tuple[str, ...]) -> Run:
    return Run(
        answers={text: Answer(found=ids, milliseconds=milliseconds) for text, ids in found.items()},
        build_seconds=1.0,
        import_seconds=0.5,
        load_seconds=0.25,
        peak_bytes=100_000_000,
        torch=False,
    )


ASKED = [
    question("first", "a", "b"),
    question("third", "c"),
    question("fourth", "e"),
    question("silent", "f"),
]


@pytest.fixture
def ours() -> Run:
    found = {"first": ("b",), "third": ("a", "b", "c"), "fourth": ("a", "b", "c", "e"), "silent": ()}
    return run(**found, weather=(), stocks=("a",))


def test_any_acceptable_entry_is_a_hit_and_only_the_first_three_count(ours: Run) -> None:
    scored = row("ours", ours, asked=ASKED)

    assert (scored.hit_at_1, scored.hit_at_3) == (0.25, 0.5)
    assert scored.outside is None


def test_silence_is_a_miss_inside_and_right_outside(ours: Run) -> None:
    scored = row(
        "ours", ours, asked=[question("silent", "f")], outside=[question("weather"), question("stocks")]
    )

    assert scored.hit_at_3 == 0
    assert scored.outside == 0.5


def test_the_median_is_that_of_the_questions_asked() -> None:
    times = {"first": 1.0, "third": 5.0, "fourth": 2.0}
    answers = {text: Answer(found=(), milliseconds=took) for text, took in times.items()}

    scored = row("ours", Run(**{**vars(run()), "answers": answers}), asked=ASKED[:3])

    assert scored.milliseconds == 2.0


def test_a_system_is_asked_only_what_it_was_given_an_entry_for() -> None:
    assert answerable_from(ASKED, entries=["b", "e"]) == [ASKED[0], ASKED[2]]


def test_ratios_compare_with_the_first_row(ours: Run) -> None:
    slow = run(8.0, first=("a",), third=("c",), fourth=("x",), silent=("x",))

    text = report("Finding", [row("ours", ours, asked=ASKED), row("slow", slow, asked=ASKED)])

    title, head, _, first, second = text.splitlines()
    assert title == "Finding"
    cells = dict(zip(head.split("|"), second.split("|"), strict=True))
    shown = {name.strip(): cell.strip() for name, cell in cells.items()}
    assert shown["hit@1"] == "0.500"
    assert shown["misses"] == "×0.67"
    assert shown["CPU"] == "×4"
    assert shown["outside abstained"] == "–"
    assert "×1 " in first


def test_a_workers_answers_stand_in_the_order_of_the_texts() -> None:
    content = {
        "answers": [{"found": ["a"], "milliseconds": 1.0}, {"found": [], "milliseconds": 2.0}],
        "build_seconds": 9.0,
        "import_seconds": 0.1,
        "load_seconds": 0.2,
        "peak_bytes": 3,
        "torch": True,
    }

    read = Run.read(content, texts=["one", "two"])

    assert read.answers["one"] == Answer(found=("a",), milliseconds=1.0)
    assert read.answers["two"].found == ()
    assert (read.build_seconds, read.peak_bytes, read.torch) == (9.0, 3, True)
