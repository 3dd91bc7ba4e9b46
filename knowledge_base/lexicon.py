"""What callers say led back to what it is called: colloquial, dialect, misspelt and brand names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from knowledge_base.documents import read_document
from knowledge_base.faults import Fault, KnowledgeFaulty
from knowledge_base.words import SHORTEST, Words

LEXICON = Path("lexicon")
_KEYS = {"term", "words"}


@dataclass(frozen=True)
class Lexicon:
    """Standard terms, each with the words that mean it."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def terms(self, text: str) -> tuple[str, ...]:
        """The standard terms of a text's words, those it says itself left out.

        Words are found from left to right, the longest first, and a term counts as a word for itself:
        高血压高血脂 holds 高血压 and 高血脂, never 血压高.
        """
        found = dict.fromkeys(self._standard[word] for _, _, word in self._finder.found_in(text))
        return tuple(term for term in found if term not in text)

    def widened(self, text: str) -> str:
        """The caller's words, and after them the standard terms; nothing of the caller's is taken away."""
        return " ".join((text, *self.terms(text)))

    @cached_property
    def _standard(self) -> dict[str, str]:
        return {word.lower(): term for term, words in self.words.items() for word in (term, *words)}

    @cached_property
    def _finder(self) -> Words:
        return Words(self._standard)


def load_lexicon(folder: Path) -> Lexicon:
    """An absent folder is an empty lexicon. Raises KnowledgeFaulty."""
    rows, faults = _read(folder)
    if faults:
        raise KnowledgeFaulty(tuple(faults))
    return Lexicon({row["term"]: tuple(row["words"]) for row in rows})


def lexicon_faults(folder: Path) -> list[Fault]:
    return _read(folder)[1]


def _read(folder: Path) -> tuple[list[dict[str, Any]], list[Fault]]:
    """The rows of all files, and what is wrong with them; a word may stand in one file only."""
    rows: list[dict[str, Any]] = []
    faults: list[Fault] = []
    owner: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        read = read_document(path, kind=list)
        if isinstance(read, Fault):
            faults.append(read)
            continue
        for at, row in enumerate(read, start=1):
            name = str(row.get("term", f"row {at}")) if isinstance(row, dict) else f"row {at}"
            said = _row_faults(row) or list(_clashes(row, owner=owner))
            faults += [Fault(file=path.name, entry=name, fault=fault) for fault in said]
        rows += read
    return rows, faults


def _row_faults(row: object) -> list[str]:
    if not isinstance(row, dict) or row.keys() != _KEYS:
        return ["must have exactly the keys term and words"]
    words = row["words"]
    if not isinstance(row["term"], str) or not isinstance(words, list):
        return ["term must be a text, words a list"]
    if not all(isinstance(word, str) and len(word) >= SHORTEST for word in words):
        return [f"words must be texts of at least {SHORTEST} characters"]
    return []


def _clashes(row: dict[str, Any], *, owner: dict[str, str]) -> Iterator[str]:
    """A word leads to one term only."""
    for word in (row["term"], *row["words"]):
        if word.lower() in owner:
            yield f"{word!r} stands under {owner[word.lower()]!r} already"
        owner.setdefault(word.lower(), row["term"])
