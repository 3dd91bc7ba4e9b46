"""bm25s over jieba's words: a document an entry, its names, phrasings and answer."""

from pathlib import Path

import bm25s
import jieba

from benchmarks.corpus import read_corpus
from benchmarks.worker import BEST, Find


def build(folder: Path) -> None:
    retriever = bm25s.BM25()
    retriever.index(
        [words(document.text, kept_in=folder) for document in read_corpus(folder)], show_progress=False
    )
    retriever.save(str(folder / "bm25"))


def ready(folder: Path) -> Find:
    retriever = bm25s.BM25.load(str(folder / "bm25"))
    ids = [document.id for document in read_corpus(folder)]
    best = min(BEST, len(ids))
    words("", kept_in=folder)  # jieba reads its dictionary at the first text

    def find(text: str) -> list[str]:
        rows, _ = retriever.retrieve([words(text, kept_in=folder)], k=best, show_progress=False)
        return [ids[row] for row in rows[0]]

    return find


def words(text: str, *, kept_in: Path) -> list[str]:
    """Jieba's words without blanks and punctuation; its own cache lies in the folder."""
    jieba.setLogLevel("ERROR")
    jieba.dt.tmp_dir = str(kept_in)
    return [word for word in jieba.lcut(text.lower()) if any(map(str.isalnum, word))]
