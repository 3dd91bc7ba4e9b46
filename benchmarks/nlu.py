"""How well the bot tells its intents apart, beside two plainer pipelines, on messages never trained on.

Each pipeline is trained, then loaded afresh, in processes of the Rasa environment; nothing outside a
temporary folder is written. This file runs in both environments: it imports Rasa where it needs it.
"""

import argparse
import asyncio
import json
import logging
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
BOT = ROOT / "bot"
HELDOUT = ROOT / "tests" / "bot" / "heldout.yml"
# bot/data/rules.yml sends these to the search, whichever of them was guessed.
HEALTH = {"ask_health_question", "ask_medicine", "read_report", "describe_symptoms"}
SEARCHED = HEALTH | {"ask_insurance", "ask_service", "out_of_scope", "nlu_fallback"}
# Who asks for one of these and gets an article instead has to ask again.
DEEDS = {"book_visit", "request_person", "check_ticket", "complain"}
WARM_UP = 20


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`guessed` is the classifier's first choice, `decided` what the fallback left of it."""

    text: str
    wanted: str
    guessed: str
    decided: str
    milliseconds: float


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one pipeline cost and achieved; shares between 0 and 1."""

    pipeline: str
    verdicts: tuple[Verdict, ...]
    train_seconds: float
    model_bytes: int
    resident_bytes: int

    @property
    def accuracy(self) -> float:
        return share(verdict.guessed == verdict.wanted for verdict in self.verdicts)

    @property
    def macro_f1(self) -> float:
        return statistics.fmean(f1(self.verdicts, intent) for intent in {v.wanted for v in self.verdicts})

    @property
    def fallback(self) -> float:
        return share(verdict.decided == "nlu_fallback" for verdict in self.verdicts)

    @property
    def health_lost(self) -> list[Verdict]:
        """Health questions that never reach the search: the only costly mistake."""
        return [v for v in self.verdicts if v.wanted in HEALTH and v.decided not in SEARCHED]

    @property
    def deeds_missed(self) -> list[Verdict]:
        return [v for v in self.verdicts if v.wanted in DEEDS and v.decided != v.wanted]

    def latency(self, percentile: int) -> float:
        return statistics.quantiles((v.milliseconds for v in self.verdicts), n=100)[percentile - 1]

    def among(self, found: Sequence[Verdict], intents: set[str]) -> str:
        return f"{len(found)}/{sum(verdict.wanted in intents for verdict in self.verdicts)}"


def share(hits: Iterable[bool]) -> float:
    return statistics.fmean(hits)


def f1(verdicts: Sequence[Verdict], intent: str) -> float:
    right = sum(v.wanted == v.guessed == intent for v in verdicts)
    named = sum(v.guessed == intent for v in verdicts) + sum(v.wanted == intent for v in verdicts)
    return 2 * right / named


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def pipelines(words: Path) -> dict[str, list[dict[str, Any]]]:
    """Ours as it is, and two peers with the same dictionary and the same thresholds."""
    ours = read(BOT / "config.yml")["pipeline"]
    jieba = {"name": "JiebaTokenizer", "dictionary_path": str(words)}
    fallback = next(step for step in ours if step["name"] == "FallbackClassifier")
    return {
        "bot/config.yml": [jieba if step["name"] == "JiebaTokenizer" else step for step in ours],
        "jieba words + LR": [
            jieba,
            {"name": "CountVectorsFeaturizer"},
            {"name": "LogisticRegressionClassifier"},
            fallback,
        ],
        # What `rasa init` writes, but for the tokenizer.
        "DIET, stock": [
            jieba,
            {"name": "RegexFeaturizer"},
            {"name": "LexicalSyntacticFeaturizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
            {"name": "DIETClassifier", "epochs": 100},
            {"name": "EntitySynonymMapper"},
            {"name": "ResponseSelector", "epochs": 100},
            fallback,
        ],
    }


def lay_out(folder: Path, *, python: str) -> None:
    """The training data and the names from the knowledge base, gathered under `folder`."""
    code = "import pathlib, sys, words; words.write(*map(pathlib.Path, sys.argv[1:]))"
    subprocess.run([python, "-c", code, str(ROOT / "knowledge_base"), str(folder)], check=True, cwd=BOT)
    for path in (BOT / "data").rglob("*.yml"):
        if "nlu" in read(path):
            shutil.copy(path, folder / "data")


def measure(pipeline: str, *, folder: Path, python: str) -> Figures:
    """Train, then load and ask in a second process, whose memory is that of a serving bot."""
    workplace = Path(tempfile.mkdtemp(dir=folder))
    config = {**read(BOT / "config.yml"), "pipeline": pipelines(folder / "jieba")[pipeline]}
    (workplace / "config.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": str(BOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(workplace / "cache"),
        "MPLCONFIGDIR": str(folder / "matplotlib"),
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    for step in ("train", "parse"):
        command = [python, "-W", "ignore", str(Path(__file__)), "--step", step, "--folder", str(workplace)]
        subprocess.run(command, check=True, cwd=BOT, env=environment, stdout=sys.stderr)
    costs = json.loads((workplace / "train.json").read_text())
    answers = json.loads((workplace / "parse.json").read_text())
    verdicts = tuple(Verdict(**verdict) for verdict in answers.pop("verdicts"))
    return Figures(pipeline=pipeline, verdicts=verdicts, **costs, **answers)


def train(folder: Path) -> dict[str, Any]:
    from rasa.model_training import train_nlu  # noqa: PLC0415  (the application's environment has no Rasa)

    started = time.perf_counter()
    model = train_nlu(str(folder / "config.yml"), str(folder.parent / "data"), str(folder), "model")
    seconds = time.perf_counter() - started
    return {"train_seconds": seconds, "model_bytes": Path(model).stat().st_size}


async def parse(folder: Path) -> dict[str, Any]:
    from rasa.core.agent import Agent  # noqa: PLC0415  (the application's environment has no Rasa)

    agent = Agent.load(str(folder / "model.tar.gz"))
    messages = [(intent, text) for intent, texts in read(HELDOUT).items() for text in texts]
    for _, text in messages[:WARM_UP]:
        await agent.parse_message(text)
    verdicts = [await judge(agent, text=text, wanted=intent) for intent, text in messages]
    # The kernel counts in KiB.
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"verdicts": verdicts, "resident_bytes": resident}


async def judge(agent: Any, *, text: str, wanted: str) -> dict[str, Any]:
    started = time.perf_counter()
    parsed = await agent.parse_message(text)
    milliseconds = (time.perf_counter() - started) * 1000
    guesses = [guess["name"] for guess in parsed["intent_ranking"] if guess["name"] != "nlu_fallback"]
    decided = parsed["intent"]["name"]
    guessed = guesses[0] if guesses else decided
    verdict = Verdict(text=text, wanted=wanted, guessed=guessed, decided=decided, milliseconds=milliseconds)
    return asdict(verdict)


def work(step: str, *, folder: Path) -> None:
    import jieba  # noqa: PLC0415  (the application's environment has neither)
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415

    # A serving bot writes no debug line for each message either.
    configure_structlog(logging.ERROR)
    jieba.dt.tmp_dir = str(folder)
    result = train(folder) if step == "train" else asyncio.run(parse(folder))
    (folder / f"{step}.json").write_text(json.dumps(result), encoding="utf-8")


COLUMNS: dict[str, Callable[[Figures], str]] = {
    "accuracy": lambda row: f"{row.accuracy:.3f}",
    "macro-F1": lambda row: f"{row.macro_f1:.3f}",
    "fallback": lambda row: f"{row.fallback:.1%}",
    "health not searched": lambda row: row.among(row.health_lost, HEALTH),
    "deeds missed": lambda row: row.among(row.deeds_missed, DEEDS),
    "p50 ms": lambda row: f"{row.latency(50):.1f}",
    "p95 ms": lambda row: f"{row.latency(95):.1f}",
    "training s": lambda row: f"{row.train_seconds:.1f}",
    "model MB": lambda row: f"{row.model_bytes / 1e6:.2f}",
    "peak memory MB": lambda row: f"{row.resident_bytes / 1e6:.0f}",
}


def table(rows: Sequence[Figures]) -> str:
    head = [["pipeline", *COLUMNS], ["---"] * (len(COLUMNS) + 1)]
    body = [[row.pipeline, *(cell(row) for cell in COLUMNS.values())] for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in head + body)


def errors(row: Figures) -> str:
    wrong = (v for v in row.verdicts if v.decided != v.wanted)
    return "\n".join(f"{row.pipeline}: {v.wanted} -> {v.decided}: {v.text}" for v in wrong)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=str(BOT / ".venv" / "bin" / "python"), help="Rasa's interpreter")
    parser.add_argument("--errors", action="store_true", help="also list each message that was misjudged")
    parser.add_argument("--step", choices=("train", "parse"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.step:
        work(options.step, folder=options.folder)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(folder, python=options.python)
        rows = [measure(each, folder=folder, python=options.python) for each in pipelines(folder / "jieba")]
    print(f"{len(rows[0].verdicts)} held-out messages\n\n{table(rows)}")
    if options.errors:
        print("\n".join(map(errors, rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
