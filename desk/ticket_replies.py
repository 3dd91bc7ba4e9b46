"""Ready words for a patient by situation: data, with the ticket's own facts in their gaps."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from desk.words import fill

_TABLE = Path(__file__).with_name("reply_templates.yml")
_GAP = re.compile(r"\{(\w+)\}")
GAPS = frozenset({"caller", "hotline", "hospital", "department", "number", "code", "due"})
PLACES = frozenset({"feedback", "delay"})


class FaultyReplies(Exception):  # noqa: N818 - a noun of the trade
    """A ready answer has an unknown gap or belongs nowhere."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """`place` is the form whose text it fills."""

    name: str
    place: str
    text: str

    def told(self, facts: Mapping[str, str]) -> str:
        return fill(self.text, **facts)


@cache
def load_replies(path: Path = _TABLE) -> tuple[Reply, ...]:
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    replies = tuple(Reply(name=row["name"], place=row["place"], text=row["text"].strip()) for row in rows)
    for reply in replies:
        unknown = set(_GAP.findall(reply.text)) - GAPS
        if unknown or reply.place not in PLACES:
            raise FaultyReplies(f"{reply.name}: {', '.join(sorted(unknown)) or reply.place}")
    return replies
