"""How commands take questions: as arguments, or one a line from standard input where `-` is given."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import click


def lines_of(words: tuple[str, ...]) -> Iterator[str]:
    """The questions asked: the words together, or each non-empty line of standard input for `-`."""
    if words != ("-",):
        yield " ".join(words)
        return
    for line in sys.stdin.buffer:
        if text := line.decode("utf-8", errors="replace").strip():
            yield text


def show_json(record: dict[str, Any]) -> None:
    """One JSON object a line, Chinese readable, flushed so that a reading program need not wait."""
    click.echo(json.dumps(record, ensure_ascii=False))
    sys.stdout.flush()
