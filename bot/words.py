"""The names the bot must know whole, taken from the knowledge base: look-up tables, a dictionary for jieba.

Written under var/ before each training, so that a new topic needs no second list kept by hand.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

# Above every frequency in jieba's own dictionary: a name of the trade is never cut in two.
FREQUENCY = 200_000


def documents(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.rglob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(content, dict):
            yield content


def topic_names(folder: Path) -> set[str]:
    return {
        str(name)
        for topic in documents(folder)
        if "entries" in topic
        for name in [topic["name"], *(topic.get("aliases") or [])]
    }


def department_names(folder: Path) -> set[str]:
    """Departments named by topics, and those the hospital's profile lists with their other names."""
    names: set[str] = set()
    for document in documents(folder):
        if "department" in document:
            names.add(str(document["department"]))
        for department in document.get("departments") or []:
            if isinstance(department, dict) and "name" in department:
                names.update(
                    [str(department["name"]), *(str(alias) for alias in department.get("aliases") or [])]
                )
    return names


def lookup(name: str, values: Iterable[str]) -> dict[str, Any]:
    # Longest first: the extractor takes the first alternative that fits.
    ordered = sorted(values, key=lambda value: (-len(value), value))
    return {"lookup": name, "examples": "".join(f"- {value}\n" for value in ordered)}


def write(knowledge: Path, target: Path) -> None:
    """Write `target`/data/lookups.yml and `target`/jieba/words.txt from the YAML files under `knowledge`."""
    topics = topic_names(knowledge)
    departments = department_names(knowledge)
    (target / "data").mkdir(parents=True, exist_ok=True)
    (target / "jieba").mkdir(parents=True, exist_ok=True)
    tables: list[dict[str, Any]] = [lookup("topic", topics), lookup("department", departments)]
    content = yaml.safe_dump({"version": "3.1", "nlu": tables}, allow_unicode=True, sort_keys=False)
    (target / "data" / "lookups.yml").write_text(content, encoding="utf-8")
    whole = sorted(name for name in topics | departments if " " not in name)
    lines = "".join(f"{name} {FREQUENCY} n\n" for name in whole)
    (target / "jieba" / "words.txt").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
