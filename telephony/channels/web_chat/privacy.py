"""The page that says what is kept, how long, who sees it, and how to have it deleted."""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from hotline.privacy import retention
from knowledge_base import Hospital
from telephony.notice import notice

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)


def privacy_page(hospital: Hospital) -> str:
    """The notice with this hospital's name and numbers, and the periods the purge really goes by."""
    facts = _facts(hospital)
    shown = notice()
    sections = [
        {"title": one.title, "says": [sentence.format_map(facts) for sentence in one.says]}
        for one in shown.sections
    ]
    page = _PAGES.get_template("privacy.html")
    return page.render(notice=shown, sections=sections, hospital=hospital.name)


def _facts(hospital: Hospital) -> Mapping[str, object]:
    kinds = retention().kinds.items()
    years = {f"{kind}_years": rule.keep.years for kind, rule in kinds}
    days = {f"{kind}_days": rule.keep.days for kind, rule in kinds}
    return {"hospital": hospital.name, "hotline": hospital.placeholders["hotline"], **years, **days}
