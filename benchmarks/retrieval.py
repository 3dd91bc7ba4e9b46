"""Finding the right entry: the hotline's search beside four peers, same entries, same questions, one run.

`python -m benchmarks.retrieval` (most of it Rasa's training). Each system is built from nothing in one
process with all cores and asked in a second, fresh one with one thread: memory, imports and load are what
the second needed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.corpus import Document, write_corpus
from benchmarks.scoring import Row, Run, answerable_from, report, row
from console.knowledge import read_hospital, read_knowledge
from console.paths import BOT_PYTHON, EVALUATION, ROOT
from console.preparation import Preparation
from console.settings import read_settings
from knowledge_base import KnowledgeBase
from knowledge_base.entries import TopicKind
from knowledge_base.evaluation import Question, QuestionSet, read_questions

PLAIN = (TopicKind.DISEASE, TopicKind.SERVICE)
ALL = (*PLAIN, TopicKind.MEDICINE, TopicKind.INDICATOR)
WARM_UP = 20


class WorkerFailed(Exception):  # noqa: N818 - a noun of the trade
    """A system could not be built or asked."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A row: the module that answers it, the entries it is given, and whether it can be silent.

    `every` topic of so many is given only. The hotline always searches everything.
    """

    name: str
    module: str
    kinds: Collection[TopicKind] = ALL
    python: Path = Path(sys.executable)
    abstains: bool = False
    every: int = 1


PLANS = (
    Plan(name="hotline", module="ours", abstains=True),
    # It learns an intent an entry: with all topics and services an epoch of its hundred took two minutes.
    Plan(
        name="Rasa ResponseSelector (every sixth topic or service)",
        module="rasa_selector",
        kinds=PLAIN,
        python=BOT_PYTHON,
        every=6,
    ),
    Plan(name="bm25s, jieba", module="bm25"),
    Plan(name="e5 alone", module="e5"),
    Plan(name="Haystack hybrid, e5", module="haystack_hybrid"),
)


def main(arguments: Sequence[str] = ()) -> int:
    options = _parsed(arguments)
    settings = read_settings()
    Preparation(settings, tell=print, progress=lambda *_: None).run(("model",))
    knowledge = read_knowledge(hospital=read_hospital(settings))
    questions = read_questions(EVALUATION / f"{options.questions}.yml")
    chosen = [plan for plan in PLANS if plan.module in (options.only or [plan.module])]
    plans = [plan if plan.abstains else replace(plan, every=plan.every * options.every) for plan in chosen]
    with tempfile.TemporaryDirectory() as folder:
        runs = run_all(plans, folder=Path(folder), knowledge=knowledge, questions=questions)
    rows = rows_of(plans, runs, knowledge=knowledge, questions=questions)
    print(report(f"\nFinding the entry ({options.questions} questions)", rows))
    return 0


def documents_of(knowledge: KnowledgeBase, *, plan: Plan) -> list[Document]:
    topics = [topic for topic in knowledge.topics if topic.kind in plan.kinds]
    return [
        Document(id=entry.id, names=topic.names, questions=entry.questions, answer=entry.answer)
        for topic in topics[:: plan.every]
        for entry in topic.entries
    ]


def run_all(
    plans: Sequence[Plan], *, folder: Path, knowledge: KnowledgeBase, questions: QuestionSet
) -> dict[str, Run]:
    """By module."""
    runs: dict[str, Run] = {}
    for plan in plans:
        print(f"{plan.name} ...", file=sys.stderr, flush=True)
        documents = documents_of(knowledge, plan=plan)
        texts = [one.text for one in (*questions.answerable, *(questions.outside if plan.abstains else ()))]
        workplace = _lay_out(folder / plan.module, documents=documents, texts=texts)
        built = _worker("build", plan, workplace)
        answered = _worker("answer", plan, workplace)
        runs[plan.module] = Run.read({**answered, **built}, texts=texts)
    return runs


def rows_of(
    plans: Sequence[Plan], runs: dict[str, Run], *, knowledge: KnowledgeBase, questions: QuestionSet
) -> list[Row]:
    """A row a plan; one given fewer entries is followed by the first system on those questions alone."""
    rows: list[Row] = []
    for plan in plans:
        given = [document.id for document in documents_of(knowledge, plan=plan)]
        asked = answerable_from(questions.answerable, entries=given)
        outside: Sequence[Question] = questions.outside if plan.abstains else ()
        rows.append(row(plan.name, runs[plan.module], asked=asked, outside=outside))
        if len(asked) < len(questions.answerable) and rows[0].name != plan.name:
            rows.append(row(f"{rows[0].name}, on the same questions", runs[plans[0].module], asked=asked))
    return rows


def _lay_out(workplace: Path, *, documents: Sequence[Document], texts: Sequence[str]) -> Path:
    workplace.mkdir()
    write_corpus(workplace, documents)
    # Phrasings, never the questions themselves: what is remembered of them would flatter.
    warm_up = [document.questions[0] for document in documents[:WARM_UP]]
    asked = json.dumps({"warm_up": warm_up, "texts": texts}, ensure_ascii=False)
    (workplace / "questions.json").write_text(asked, encoding="utf-8")
    return workplace


def _worker(step: str, plan: Plan, workplace: Path) -> dict[str, Any]:
    """What the worker printed last. Raises WorkerFailed with the end of what the system said of itself."""
    command = [str(plan.python), "-W", "ignore", "-m", "benchmarks.worker", step, plan.module, str(workplace)]
    environment = {**os.environ, **ENVIRONMENT, **_caches(workplace)}
    if step == "answer":
        environment |= ONE_THREAD
    log_path = workplace / f"{step}.log"
    with log_path.open("w", encoding="utf-8") as log:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, check=False, text=True
        )
    if done.returncode:
        raise WorkerFailed(f"{plan.name}: {log_path.read_text(encoding='utf-8')[-2000:]}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _caches(workplace: Path) -> dict[str, str]:
    """Nothing kept from an earlier run shortens this one."""
    return {"MPLCONFIGDIR": str(workplace), "RASA_CACHE_DIRECTORY": str(workplace / "cache")}


ENVIRONMENT = {
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_INTER_OP_PARALLELISM_THREADS": "1",
    "TF_INTRA_OP_PARALLELISM_THREADS": "1",
}


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", choices=("dev", "test"), default="test")
    parser.add_argument("--only", nargs="+", choices=[plan.module for plan in PLANS])
    parser.add_argument(
        "--every", type=int, default=1, help="give the peers each Nth topic only: a rehearsal"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
