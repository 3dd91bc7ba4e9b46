"""How long our files and functions are; `python -m tests.architecture.sizes` prints the longest."""

import ast
import os
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("hotline", "knowledge_base", "actions", "telephony", "desk", "console", "bot", "benchmarks")
ALL = (*PRODUCT, "tests")


def files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for place, inside, names in os.walk(ROOT / folder):
            inside[:] = sorted(set(inside) - {".venv", "__pycache__"})  # an environment holds thousands
            for name in sorted(names):
                path = Path(place, name)
                if path.suffix == ".py" and path.read_text(encoding="utf-8").strip():
                    yield path


@dataclass(frozen=True)
class Parsed:
    """What is asked of a file. Its tree is let go: a thousand of them slow whatever else runs beside."""

    functions: tuple[tuple[str, int], ...]
    opens_with_a_sentence: bool


@cache
def parsed(path: Path) -> Parsed:
    told = tree(path)
    nodes = (node for node in ast.walk(told) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return Parsed(
        functions=tuple(
            (f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
            for node in nodes
        ),
        opens_with_a_sentence=bool(ast.get_docstring(told)),
    )


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> tuple[tuple[str, int], ...]:
    return parsed(path).functions


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def main() -> None:
    product = {str(path.relative_to(ROOT)): length(path) for path in files(*PRODUCT)}
    bodies = dict(pair for path in files(*PRODUCT) for pair in functions(path))
    for what, sizes in (("files", product), ("functions", bodies)):
        median = statistics.median(sizes.values())
        print(f"{len(sizes)} {what}, median {median:.0f} lines; the longest:")
        for name, size in sorted(sizes.items(), key=lambda item: -item[1])[:10]:
            print(f"  {size:4}  {name}")


if __name__ == "__main__":
    main()
