"""The names the bot must know whole, taken from the knowledge base: look-up tables, a dictionary for jieba.

Written under var/ before each training, so that a new topic needs no second list kept by hand.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

# Above every frequency in jieba's own dictionary: a name of the trade is never cut in two.
FREQUENCY = 200_000
Names = Mapping[str, Sequence[str]]


def topics(knowledge: Path) -> Names:
    """Every topic and service with its aliases."""
    named = (topic for topic in _documents(knowledge) if "entries" in topic)
    return {topic["name"]: topic.get("aliases") or [] for topic in named}


def departments(knowledge: Path) -> Names:
    """Every department of the hospital's profile with its aliases."""
    listed = (
        one for profile in _documents(knowledge / "hospital") for one in profile.get("departments") or []
    )
    return {one["name"]: one.get("aliases") or [] for one in listed}


def tables(kind: str, names: Names) -> list[dict[str, Any]]:
    """A look-up table of all names, and each alias as a synonym of the name the knowledge base uses."""
    # Longest first: the extractor takes the first alternative that fits.
    all_names = sorted(_all(names), key=lambda name: (-len(name), name))
    synonyms = [
        {"synonym": name, "examples": _bullets(aliases)} for name, aliases in names.items() if aliases
    ]
    return [{"lookup": kind, "examples": _bullets(all_names)}, *synonyms]


def write(knowledge: Path, target: Path) -> None:
    """Write `target`/data/names.yml and `target`/jieba/words.txt from the YAML files under `knowledge`."""
    known = {"topic": topics(knowledge), "department": departments(knowledge)}
    (target / "data").mkdir(parents=True, exist_ok=True)
    (target / "jieba").mkdir(parents=True, exist_ok=True)
    nlu = [table for kind, names in known.items() for table in tables(kind, names)]
    content = yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True, sort_keys=False)
    (target / "data" / "names.yml").write_text(content, encoding="utf-8")
    whole = sorted({name for names in known.values() for name in _all(names) if " " not in name})
    lines = "".join(f"{name} {FREQUENCY} n\n" for name in whole)
    (target / "jieba" / "words.txt").write_text(lines, encoding="utf-8")


def _documents(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.rglob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(content, dict):
            yield content


def _all(names: Names) -> set[str]:
    return {*names, *(alias for aliases in names.values() for alias in aliases)}


def _bullets(lines: Sequence[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)
