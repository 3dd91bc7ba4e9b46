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

    @property
    def text(self) -> str:
        """All of it, for systems that index an entry as one text."""
        return "\n".join([*self.names, *self.questions, self.answer])


def write_corpus(folder: Path, documents: Sequence[Document]) -> None:
    content = json.dumps([asdict(document) for document in documents], ensure_ascii=False)
    (folder / _FILE).write_text(content, encoding="utf-8")


def read_corpus(folder: Path) -> list[Document]:
    content = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    return [
        Document(id=one["id"], names=(*one["names"],), questions=(*one["questions"],), answer=one["answer"])
        for one in content
    ]
