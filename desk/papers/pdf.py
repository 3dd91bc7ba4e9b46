"""A paper printed: A4, its font inside it."""

from dataclasses import asdict
from functools import cache
from pathlib import Path

from desk.papers.paper import Paper
from hotline.printing import render_pdf

_TEMPLATE = Path(__file__).with_name("paper.typ")


def print_paper(paper: Paper) -> bytes:
    """A PDF. Blocks for some hundred milliseconds."""
    return render_pdf(_template(), asdict(paper))


@cache
def _template() -> str:
    return _TEMPLATE.read_text(encoding="utf-8")
