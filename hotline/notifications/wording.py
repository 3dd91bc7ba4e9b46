"""What each kind says by each means: read from data, and checked before anybody is told anything."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from hotline.notifications.vocabulary import AtNight, Means, NoticeKind

NOTICES = Path(__file__).with_name("notices.yml")
ALWAYS = frozenset({"number", "hospital", "hotline"})

_TICKET_PAGE = "/desk/tickets/{number}"
_GAP = re.compile(r"\{(\w+)\}")
_STAFF_MEANS = (Means.DESK, Means.WEB_PUSH, Means.SMS, Means.WECOM, Means.EMAIL)
_NEEDED = {"title", "text", "sms"}
_MAY_STAND = _NEEDED | {Means.WECOM.value, Means.EMAIL.value, Means.WEB_PUSH.value}
_FRAME_GAPS = {
    "wecom": {"hospital", "title", "text", "link"},
    "email": {"hospital", "text", "link"},
    "wechat": {"text", "link"},
}


class FaultyNotices(Exception):  # noqa: N818 - a noun of the trade
    """The file of words misses a kind, or has a gap that nothing fills."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One kind. `facts` are the gaps it may have beside those always filled, with what stands in for each.

    `page` is the desk's own page of the matter, within the house.
    """

    kind: NoticeKind
    good_for: timedelta
    means: tuple[Means, ...]
    to_group: bool
    at_night: AtNight
    may_lapse: bool
    is_secret: bool
    facts: Mapping[str, str]
    staff: Mapping[str, str]
    caller: Mapping[str, str]
    page: str


@dataclass(frozen=True, kw_only=True)
class Notices:
    """All kinds; `quiet_from` and `quiet_to` are hours of the hospital's day.

    `caller_page` is the page of ours where a caller follows his matter.
    """

    kinds: Mapping[NoticeKind, Notice]
    moment: str
    frames: Mapping[str, str]
    quiet_from: time
    quiet_to: time
    caller_page: str


@cache
def shipped_notices() -> Notices:
    return load_notices(NOTICES)


@cache
def secret_kinds() -> frozenset[NoticeKind]:
    """What nobody but its receiver may read: neither shown to staff nor kept once it is over."""
    return frozenset(kind for kind, notice in shipped_notices().kinds.items() if notice.is_secret)


def load_notices(path: Path) -> Notices:
    """Raises FaultyNotices with every fault."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    faults = list(_faults(raw))
    if faults:
        raise FaultyNotices("; ".join(faults))
    kinds = {NoticeKind(name): _notice(NoticeKind(name), row) for name, row in raw["kinds"].items()}
    return Notices(
        kinds=MappingProxyType(kinds),
        moment=raw["moment"],
        frames=raw["frames"],
        quiet_from=time.fromisoformat(raw["quiet_hours"]["from"]),
        quiet_to=time.fromisoformat(raw["quiet_hours"]["to"]),
        caller_page=raw["caller_page"],
    )


def gaps(sentence: str) -> set[str]:
    return set(_GAP.findall(sentence))


def fill(sentence: str, facts: Mapping[str, str]) -> str:
    """In one pass: braces in a fact are not gaps."""
    return _GAP.sub(lambda gap: facts[gap[1]], sentence)


def _notice(kind: NoticeKind, row: dict[str, Any]) -> Notice:
    return Notice(
        kind=kind,
        good_for=timedelta(**row["good_for"]),
        means=tuple(map(Means, row.get("means", _STAFF_MEANS))),
        to_group=row.get("to_group", False),
        at_night=AtNight(row.get("at_night", AtNight.SEND)),
        may_lapse=row.get("may_lapse", False),
        is_secret=row.get("secret", False),
        facts=row.get("facts", {}),
        staff=row.get("staff", {}),
        caller=row.get("caller", {}),
        page=row.get("page", _TICKET_PAGE),
    )


def _faults(raw: dict[str, Any]) -> Iterator[str]:
    if missing := {kind.value for kind in NoticeKind} ^ set(raw["kinds"]):
        yield f"kinds that are missing or unknown: {', '.join(sorted(missing))}"
    for name, known in _FRAME_GAPS.items():
        yield from _strange(f"frames.{name}", raw["frames"][name], known)
    for kind, row in raw["kinds"].items():
        known = set(ALWAYS) | set(row.get("facts", {}))
        yield from _strange(f"{kind}.page", row.get("page", ""), known)
        for side in ("staff", "caller"):
            if side in row:
                yield from _faults_of(f"{kind}.{side}", row[side], known=known)
        if "staff" not in row and not row.get("secret"):
            yield f"{kind} has no words for staff"


def _faults_of(where: str, words: dict[str, str], *, known: set[str]) -> Iterator[str]:
    if missing := _NEEDED - set(words):
        yield f"{where} misses {', '.join(sorted(missing))}"
    if strange := set(words) - _MAY_STAND:
        yield f"{where} has unknown {', '.join(sorted(strange))}"
    for name, sentence in words.items():
        yield from _strange(f"{where}.{name}", sentence, known)


def _strange(where: str, sentence: str, known: set[str]) -> Iterator[str]:
    if strange := gaps(sentence) - known:
        yield f"{where} asks for {', '.join(sorted(strange))}"
