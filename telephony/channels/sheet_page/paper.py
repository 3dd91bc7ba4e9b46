"""The sheet as a PDF, in our template and with our font."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hotline.printing import render_pdf
from knowledge_base import Hospital
from telephony.channels.sheet_page.door import ShownSheet

_HERE = Path(__file__).parent


@cache
def sheet_words() -> dict[str, str]:
    words: dict[str, str] = yaml.safe_load((_HERE / "words.yml").read_text(encoding="utf-8"))
    return words


def print_sheet(shown: ShownSheet, *, hospital: Hospital) -> bytes:
    """Blocks for some tens of milliseconds."""
    return render_pdf(_template(), paper_of(shown, hospital=hospital))


def paper_of(shown: ShownSheet, *, hospital: Hospital) -> dict[str, Any]:
    """What the template is given: texts, and nothing that says whose sheet it is."""
    words, sheet, day = sheet_words(), shown.sheet, shown.given_at
    foot = words["foot"].format(hotline=hospital.placeholders["hotline"])
    return {
        "hospital": hospital.name,
        "title": sheet.title,
        "situation": words["label_joint"].join(shown.situation),
        "parts": [
            {
                "title": part.title,
                "items": [
                    {"text": item.text, "where": item.where, "done": item.id in shown.done}
                    for item in part.items
                ],
            }
            for part in sheet.parts
        ],
        "sources": words["citation_joint"].join(source.citation for source in sheet.sources),
        "review": sheet.review,
        "given": words["given"].format(year=day.year, month=day.month, day=day.day),
        "words": {**words, "foot": foot},
    }


@cache
def _template() -> str:
    return (_HERE / "sheet.typ").read_text(encoding="utf-8")
