"""The digest away from the desk: the same figures as a PDF, and as one file for any browser."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from desk.digest_charts import Bar, bars, day_bars, hour_rows
from desk.digest_conclusions import Conclusion, Name, conclusions
from desk.digest_words import band, paper_words, say, say_on_paper, shown, title_of
from desk.remaining import brief_span
from desk.words import Words
from hotline.digest import DepartmentRecord, Digest, figure_words
from hotline.printing import render_pdf
from knowledge_base import KnowledgeBase

TOPICS = 12
"""So many topics are drawn."""

_HERE = Path(__file__).parent


def conclusions_of(digest: Digest, *, topic: Name, words: Words) -> list[Conclusion]:
    return conclusions(digest, topic=topic, length=lambda length: brief_span(length, words=words))


def topic_names(knowledge: KnowledgeBase) -> Name:
    """As people call it; its id where it has left the knowledge base since."""
    known = {topic.id: topic.name for topic in knowledge.topics}
    return lambda id_: known.get(id_, id_)


def paper_of(digest: Digest, *, hospital: str, zone: tzinfo, topic: Name, words: Words) -> dict[str, Any]:
    """What both templates are given: `hospital` is its name, `topic` gives the name of a topic's id."""
    volume = digest.volume
    channels = [(words.name("channels", name), count) for name, count in volume.by_channel.items()]
    return {
        "hospital": hospital,
        "title": title_of(digest.week),
        "made": _made(digest, zone=zone),
        "is_empty": volume.total == 0,
        "conclusions": [
            {"text": one.text, "is_bad": one.is_bad}
            for one in conclusions_of(digest, topic=topic, words=words)
        ],
        "days": _drawn(day_bars(volume, week=digest.week)),
        "channels": _drawn(bars(channels)),
        "hours": [
            {"label": row.label, "cells": [{"count": count, "shade": shade} for count, shade in row.cells]}
            for row in hour_rows(volume.by_weekday_hour)
        ],
        "topics": _topics(digest, topic=topic, words=words),
        "figures": _figures(digest),
        "departments": [_department(one) for one in digest.departments],
        "words": dict(paper_words()),
    }


def print_digest(paper: Mapping[str, Any]) -> bytes:
    """A PDF. Blocks for some hundred milliseconds."""
    return render_pdf((_HERE / "digest.typ").read_text(encoding="utf-8"), paper)


def write_page(paper: Mapping[str, Any]) -> str:
    """One HTML file that asks for nothing from outside of itself."""
    return _jinja().get_template("digest_file.html").render(**paper)


def _made(digest: Digest, *, zone: tzinfo) -> str:
    at = digest.as_of.astimezone(zone)
    facts = {"year": at.year, "month": at.month, "day": at.day, "time": f"{at.hour}:{at:%M}"}
    made = say_on_paper("made", **facts)
    return say_on_paper("unfinished") + made if digest.as_of < digest.week.span(zone).end else made


def _drawn(found: Sequence[Bar]) -> list[dict[str, Any]]:
    return [{"label": bar.label, "count": bar.count, "size": bar.size} for bar in found]


def _topics(digest: Digest, *, topic: Name, words: Words) -> list[list[str]]:
    rows = []
    for id_, count in list(digest.volume.topics.items())[:TOPICS]:
        changed = digest.topic_changes[id_]
        rows.append([topic(id_), str(count), f"{changed.usual:.1f}", words.label(changed.trend)])
    return rows


def _figures(digest: Digest) -> list[dict[str, str]]:
    rows = []
    for name, found in digest.figures.items():
        about = figure_words()[name]
        among = say_on_paper("share_of", among=about.among) if about.among else ""
        counted = say_on_paper("counted", count=found.count, among=found.among)
        row = {"title": about.title, "shown": shown(found), "counted": counted, "band": band(found)}
        rows.append(row | {"says": about.says, "among": among})
    return rows


def _department(one: DepartmentRecord) -> list[str]:
    return [
        one.department or say("no_department"),
        *map(str, (one.tickets, one.kept, one.silent, one.returns)),
    ]


@cache
def _jinja() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
