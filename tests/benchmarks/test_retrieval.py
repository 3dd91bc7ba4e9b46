"""Who is given what, and which rows come of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import retrieval
from benchmarks.corpus import read_corpus
from benchmarks.retrieval import PLAIN, PLANS, Plan, WorkerFailed, documents_of, rows_of, run_all
from knowledge_base import KnowledgeBase, load_hospital, load_knowledge
from knowledge_base.evaluation import Question, QuestionSet
from tests.knowledge_base.samples import folder, medicines, topic, write

Worker = Callable[[str, Plan, Path], Mapping[str, Any]]


@pytest.fixture
def knowledge(tmp_path: Path) -> KnowledgeBase:
    root = folder(tmp_path / "kb", topic("hypertension"))
    write(root / "medicines" / "blockers.yml", medicines())
    return load_knowledge(root, hospital=load_hospital(root / "hospital" / "profile.yml"))


def question(text: str, *entries: str) -> Question:
    return Question(text=text, entries=frozenset(entries), topic=None)


QUESTIONS = QuestionSet(
    answerable=(question("diet", "hypertension.diet"), question("pill", "amlodipine.missed_dose")),
    gaps=(),
    refused=(),
    follow_ups=(),
    outside=(question("weather"),),
)
FIRST = Plan(name="first", module="first", abstains=True)
FEWER = Plan(name="fewer", module="fewer", kinds=PLAIN)


def test_peers_are_given_framed_entries_with_their_names_spelt_out(knowledge: KnowledgeBase) -> None:
    everything = documents_of(knowledge, plan=FIRST)
    plain = documents_of(knowledge, plan=FEWER)

    assert [document.id for document in plain] == ["hypertension.diet"]
    framed = next(document for document in everything if document.id.startswith("amlodipine."))
    assert framed.names == ("氨氯地平", "络活喜")
    assert all("氨氯地平" in phrasing for phrasing in framed.questions)


def test_a_rehearsal_leaves_topics_out(knowledge: KnowledgeBase) -> None:
    rehearsed = documents_of(knowledge, plan=replace(FIRST, every=2))

    assert {document.names[0] for document in rehearsed} == {"高血压"}


def test_who_is_given_fewer_entries_is_asked_fewer_questions_and_so_are_we(
    knowledge: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, int] = {}

    def work(step: str, plan: Plan, workplace: Path) -> Mapping[str, Any]:
        if step == "build":
            return {"build_seconds": 2.0}
        seen[plan.module] = len(read_corpus(workplace))
        texts = 2 + plan.abstains
        answers = [{"found": ["hypertension.diet"], "milliseconds": 1.0}] * texts
        return {
            "answers": answers,
            "import_seconds": 0.0,
            "load_seconds": 0.0,
            "peak_bytes": 1,
            "torch": False,
        }

    monkeypatch.setattr(retrieval, "_worker", work)
    runs = run_all([FIRST, FEWER], folder=tmp_path, knowledge=knowledge, questions=QUESTIONS)

    assert seen["fewer"] == 1 < seen["first"]
    assert "weather" in runs["first"].answers
    assert "weather" not in runs["fewer"].answers

    rows = rows_of([FIRST, FEWER], runs, knowledge=knowledge, questions=QUESTIONS)
    shown = [(one.name, one.asked, one.hit_at_1, one.outside) for one in rows]
    assert shown == [
        ("first", 2, 0.5, 0.0),
        ("fewer", 1, 1.0, None),
        ("first, on the same questions", 1, 1.0, None),
    ]


def test_a_failing_worker_says_why(tmp_path: Path) -> None:
    with pytest.raises(WorkerFailed, match=r"benchmarks\.systems\.nobody"):
        retrieval._worker("build", Plan(name="nobody", module="nobody"), tmp_path)


def test_the_hotline_comes_first_and_only_systems_with_silence_are_asked_outside() -> None:
    assert PLANS[0].module == "ours"
    assert [plan.module for plan in PLANS if plan.abstains] == ["ours"]
