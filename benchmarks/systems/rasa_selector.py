"""Rasa's ResponseSelector as its documentation sets up an FAQ: a retrieval intent an entry, 100 epochs.

This file runs in Rasa's environment alone.
"""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jieba
import yaml
from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from rasa.utils.log_utils import configure_structlog

from benchmarks.corpus import Document, read_corpus
from benchmarks.worker import Find

_PIPELINE = [
    {"name": "JiebaTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "ResponseSelector", "epochs": 100, "constrain_similarities": True},
]


def build(folder: Path) -> None:
    _quiet(folder)
    _write(folder / "config.yml", {"recipe": "default.v1", "language": "zh", "pipeline": _PIPELINE})
    _write(folder / "nlu.yml", _training_data(read_corpus(folder)))
    train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder), "selector")


def ready(folder: Path) -> Find:
    _quiet(folder)
    agent = Agent.load(str(folder / "selector.tar.gz"))
    loop = asyncio.new_event_loop()
    entries = {_intent(document): document.id for document in read_corpus(folder)}

    def find(text: str) -> list[str]:
        parsed = loop.run_until_complete(agent.parse_message(text))
        ranking = parsed["response_selector"]["default"]["ranking"]
        return [entries[one["intent_response_key"]] for one in ranking]

    return find


def _training_data(documents: Sequence[Document]) -> dict[str, Any]:
    return {
        "version": "3.1",
        "nlu": [
            {"intent": _intent(one), "examples": "".join(f"- {question}\n" for question in one.questions)}
            for one in documents
        ],
        "responses": {f"utter_{_intent(one)}": [{"text": one.answer}] for one in documents},
    }


def _intent(document: Document) -> str:
    return f"faq/{document.id.replace('.', '_')}"


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _quiet(folder: Path) -> None:
    # A serving bot writes no debug line for each message either.
    configure_structlog(logging.ERROR)
    jieba.dt.tmp_dir = str(folder)
