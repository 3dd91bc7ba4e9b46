"""How soon the hotline looks again at what nobody has done: the table of pauses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from hotline.safety import TriageGrade

_TABLE = Path(__file__).with_name("pace.yml")
_ENOUGH_DOUBLINGS = 20


class FaultyPace(Exception):  # noqa: N818 - a noun of the trade
    """The table misses a grade, or a pause has no length."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Each pause under the name of what it comes before; see pace.yml."""

    unaccepted: Mapping[TriageGrade, timedelta]
    manager_from: int
    very_soon: Mapping[TriageGrade, timedelta]
    handover: timedelta
    contact_again_rules: frozenset[str]
    contact_again_at: time
    contact_again_not_before: timedelta
    contact_again_check: timedelta
    ask_after: timedelta
    remind_after: timedelta
    ask_at_most: timedelta
    first_pause: timedelta
    longest_pause: timedelta

    @property
    def longest_unaccepted(self) -> timedelta:
        return max(self.unaccepted.values())

    def pause(self, tries: int) -> timedelta:
        """How long to leave alone what has failed so many times."""
        doubled: int = 2 ** min(tries - 1, _ENOUGH_DOUBLINGS)
        return min(self.first_pause * doubled, self.longest_pause)


@cache
def shipped_pace() -> Pace:
    return load_pace(_TABLE)


def load_pace(path: Path) -> Pace:
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    again, satisfaction = raw["again"], raw["satisfaction"]
    contact = raw["contact_again"]
    return Pace(
        unaccepted=_by_grade(raw["unaccepted"]["wait"], of="unaccepted"),
        manager_from=raw["unaccepted"]["manager_from"],
        very_soon=_by_grade(raw["very_soon"], of="very_soon"),
        handover=_pause(raw["handover"]["wait"], of="handover"),
        contact_again_rules=frozenset(contact["rules"]),
        contact_again_at=time.fromisoformat(contact["at"]),
        contact_again_not_before=_pause(contact["not_before"], of="not_before"),
        contact_again_check=_pause(contact["check_after"], of="check_after"),
        ask_after=_pause(satisfaction["ask_after"], of="ask_after"),
        remind_after=_pause(satisfaction["remind_after"], of="remind_after"),
        ask_at_most=_pause(satisfaction["at_most"], of="at_most"),
        first_pause=_pause(again["first"], of="first"),
        longest_pause=_pause(again["longest"], of="longest"),
    )


def _by_grade(rows: dict[str, Any], *, of: str) -> Mapping[TriageGrade, timedelta]:
    missing = {grade.value for grade in TriageGrade} ^ set(rows)
    if missing:
        raise FaultyPace(f"{of}: grades missing or unknown: {', '.join(sorted(missing))}")
    return MappingProxyType({TriageGrade(name): _pause(row, of=of) for name, row in rows.items()})


def _pause(row: dict[str, float], *, of: str) -> timedelta:
    pause = timedelta(**row)
    if pause <= timedelta(0):
        raise FaultyPace(f"{of}: a pause lasts some time")
    return pause
