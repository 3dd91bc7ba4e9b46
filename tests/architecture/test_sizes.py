"""Files and functions stay short: above these sizes the design is changed, not the limit."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = (
    "hotline",
    "knowledge_base",
    "actions",
    "telephony",
    "desk",
    "console",
    "bot",
    "benchmarks",
    "tests",
)
LONGEST_FILE = 400
LONGEST_FUNCTION = 45
MEDIAN_FILE = 90
MEDIAN_FUNCTION = 10


def files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if ".venv" not in path.parts and path.read_text(encoding="utf-8").strip():
                yield path


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_too_long() -> None:
    assert {str(path): length(path) for path in files(*FOLDERS) if length(path) > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    sizes = dict(pair for path in files(*FOLDERS) for pair in functions(path))
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_the_medians_stay_small() -> None:
    product = list(files(*FOLDERS[:-1]))
    assert statistics.median(length(path) for path in product) <= MEDIAN_FILE
    assert statistics.median(size for path in product for _, size in functions(path)) <= MEDIAN_FUNCTION


def test_every_file_opens_with_the_sentence_that_justifies_it() -> None:
    silent = [
        path for path in files(*FOLDERS) if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert [str(path.relative_to(ROOT)) for path in silent] == []
