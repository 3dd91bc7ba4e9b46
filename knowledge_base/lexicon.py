"""What callers say, what it is called, and the medicines by every name they go by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge_base.documents import read_document
from knowledge_base.faults import Fault, KnowledgeFaulty

LEXICON = Path("lexicon.yml")
_LISTS = {"words": ("said", "means"), "medicines": ("name", "names")}


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """`words` leads from what is said to standard terms; `medicines` from a generic name to its other names."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    medicines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def terms(self, text: str) -> tuple[str, ...]:
        """Standard terms for the words a text holds, those it already says left out."""
        found = {term: None for said, terms in self.words.items() if said in text for term in terms}
        brands = {name: None for name, others in self.medicines.items() if any(one in text for one in others)}
        return tuple(term for term in found | brands if term not in text)


def load_lexicon(path: Path) -> Lexicon:
    """An absent file is an empty lexicon. Raises KnowledgeFaulty."""
    faults = lexicon_faults(path)
    if faults:
        raise KnowledgeFaulty(tuple(faults))
    content = read_document(path) if path.exists() else {}
    if isinstance(content, Fault):  # changed since it was checked
        raise KnowledgeFaulty((content,))
    words: dict[str, tuple[str, ...]] = {}
    for row in content.get("words", []):
        for said in _texts(row["said"]):
            words[said] = (*words.get(said, ()), *_texts(row["means"]))
    medicines = {row["name"]: _texts(row["names"]) for row in content.get("medicines", [])}
    return Lexicon(words=words, medicines=medicines)


def lexicon_faults(path: Path) -> list[Fault]:
    if not path.exists():
        return []
    content = read_document(path)
    if isinstance(content, Fault):
        return [content]
    return [Fault(file=path.name, fault=said) for said in _faults(content)]


def _faults(content: Mapping[str, Any]) -> Iterator[str]:
    for key in content.keys() - _LISTS.keys():
        yield f"unknown key {key!r}"
    for key, columns in _LISTS.items():
        rows = content.get(key, [])
        if not isinstance(rows, list):
            yield f"{key} must be a list"
            continue
        for at, row in enumerate(rows, start=1):
            if not _is_row(row, columns=columns):
                yield f"{key} {at}: must have exactly {' and '.join(columns)}, texts or lists of texts"


def _is_row(row: object, *, columns: tuple[str, ...]) -> bool:
    return isinstance(row, dict) and row.keys() == set(columns) and all(map(_texts, row.values()))


def _texts(value: object) -> tuple[str, ...]:
    """One text or a list of texts; nothing at all if any of it is something else."""
    items = value if isinstance(value, list) else [value]
    return tuple(items) if all(isinstance(item, str) and item for item in items) else ()
