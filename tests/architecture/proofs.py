"""Which tests exist, as pytest itself collects them, and which files could leave one out."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.sizes import ROOT, tree

_SKIPPING = {"skip", "skipif", "skipTest", "skipIf", "skipUnless", "xfail", "importorskip", "expectedFailure"}


def collected(proofs: Iterable[str]) -> frozenset[str]:
    """Every test in the files of `proofs`, each with its parameters."""
    files = sorted({proof.partition("::")[0] for proof in proofs})
    there = [file for file in files if (ROOT / file).is_file()]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-o", "addopts=-p no:cacheprovider"]
    environment = {key: value for key, value in os.environ.items() if key != "PYTEST_ADDOPTS"}
    done = subprocess.run(
        [*command, *there], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return frozenset(line for line in done.stdout.splitlines() if line.startswith("tests/") and "::" in line)


def missing(proofs: Iterable[str], *, among: frozenset[str]) -> list[str]:
    """A name without brackets stands for every parameter; one with them for exactly that one."""
    plain = {test.partition("[")[0] for test in among}
    return [proof for proof in proofs if proof not in among and proof not in plain]


def skips(path: Path) -> Iterator[str]:
    """Where a test could be left out or its failure forgiven."""
    for node in ast.walk(tree(path)):
        name = node.attr if isinstance(node, ast.Attribute) else None
        if isinstance(node, ast.ImportFrom) and node.module in {"pytest", "unittest"}:
            name = next((one.name for one in node.names if one.name in _SKIPPING), None)
        if name in _SKIPPING:
            yield f"{path.relative_to(ROOT)}: {name}"
