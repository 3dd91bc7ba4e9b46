"""What every system of the retrieval benchmark is given: the same entries and phrasings, as plain JSON.

This file runs in Rasa's environment too.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = "corpus.json"


@dataclass(frozen=True, kw_only=True)
class Document:
    """An entry with its phrasings and the names of its topic, medicine or indicator."""

    id: str
    names: tuple[str, ...]
    questions: tuple[str, ...]
    answer: str


def write_corpus(folder: Path, documents: Sequence[Document]) -> None:
    content = json.dumps([asdict(document) for document in documents], ensure_ascii=False)
    (folder / _FILE).write_text(content, encoding="utf-8")


def read_corpus(folder: Path) -> list[Document]:
    content = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    return [
        Document(id=one["id"], names=(*one["names"],), questions=(*one["questions"],), answer=one["answer"])
        for one in content
    ]


def read_owners(folder: Path) -> list[str]:
    """The entry of each phrasing, in the order of the corpus."""
    return [document.id for document in read_corpus(folder) for _ in document.questions]
