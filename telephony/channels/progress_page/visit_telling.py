"""A visit in plain sentences: when, where, and what its caller can still do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hotline.appointments import BookedVisit
from telephony.channels.progress_page.visiting import has_begun


@dataclass(frozen=True, kw_only=True)
class ToldVisit:
    """`may_change`: whether it can still be cancelled, or another day be asked for."""

    headline: str
    when: str
    where: str
    who: str
    now: str
    may_change: bool


def tell_visit(visit: BookedVisit, *, words: Mapping[str, Any], zone: ZoneInfo, now: datetime) -> ToldVisit:
    state = visit.state.value
    if has_begun(visit, now=now):
        state = "begun"
    elif visit.is_wished_otherwise:
        state = "wished_otherwise"
    return ToldVisit(
        headline=words["visit"][state]["headline"],
        when=_when(visit, words=words, zone=zone, now=now),
        where=visit.where or "",
        who=words["visit_joint"].join(part for part in (visit.department, visit.doctor) if part),
        now=words["visit"][state]["now"],
        may_change=visit.is_open and state != "begun",
    )


def _when(visit: BookedVisit, *, words: Mapping[str, Any], zone: ZoneInfo, now: datetime) -> str:
    if visit.on is None:
        return ""
    ahead = (visit.on - now.astimezone(zone).date()).days
    facts = {
        "near": words["near"].get(ahead, ""),
        "month": visit.on.month,
        "day": visit.on.day,
        "weekday": words["weekdays"][visit.on.isoweekday()],
        "time": visit.starts or "",
    }
    return str(words["visit_when"]).format(**facts).strip()
