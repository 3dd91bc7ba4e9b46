"""What is kept of one person as two files: JSON for programs, a page for people; owner only."""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from hotline.privacy import retention

Rows = list[dict[str, Any]]
_HERE = Path(__file__).parent
_OWNER_ONLY = 0o600


def write_person(file: Path, *, told: Mapping[str, Rows], at: datetime) -> Path:
    """FILE holds the JSON; gives the page beside it."""
    whole = {"written_at": at.isoformat(), "tables": told}
    _write(file, json.dumps(whole, ensure_ascii=False, indent=2))
    page = file.with_suffix(".html")
    _write(page, _page(told, at=at))
    return page


def _page(told: Mapping[str, Rows], *, at: datetime) -> str:
    words: dict[str, Any] = yaml.safe_load((_HERE / "person.yml").read_text(encoding="utf-8"))
    pages = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = pages.get_template("person.html")
    return template.render(words=words, tables=told, at=at, rules=retention().kinds)


def _write(file: Path, text: str) -> None:
    partial = file.with_name(f"{file.name}.partial")
    partial.unlink(missing_ok=True)
    with os.fdopen(
        os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "w", encoding="utf-8"
    ) as out:
        out.write(text)
    partial.replace(file)
