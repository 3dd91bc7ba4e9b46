"""A paper as one file for any browser, which asks for nothing from outside of itself."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from desk.papers.paper import Paper

_HERE = Path(__file__).parent


def write_page(paper: Paper) -> str:
    return _template().render(paper=paper)


@cache
def _template() -> Template:
    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("paper.html")
