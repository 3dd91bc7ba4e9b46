"""When and how often people are rung, as rules.yml says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from hotline.hospital_time import HOSPITAL_TIME
from hotline.outgoing_calls.hours import Window, is_permitted, next_permitted
from hotline.outgoing_calls.vocabulary import Errand, RingOutcome

_FILE = Path(__file__).with_name("rules.yml")


class FaultyRules(Exception):  # noqa: N818 - a noun of the trade
    """The file misses an errand, or a window that begins after its end, or has none."""


@dataclass(frozen=True, kw_only=True)
class ErrandRule:
    """How long a call is worth making, and the pauses between attempts nobody answered."""

    good_for: timedelta
    pauses: tuple[timedelta, ...]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """See rules.yml for what each means."""

    windows: tuple[Window, ...]
    rings: timedelta
    most_faults: int
    fault_pause: timedelta
    ringing: timedelta
    answered: timedelta
    busy: timedelta
    errands: Mapping[Errand, ErrandRule]

    def permitted(self, at: datetime) -> datetime:
        return next_permitted(at, windows=self.windows, zone=HOSPITAL_TIME)

    def is_permitted(self, at: datetime) -> bool:
        return is_permitted(at, windows=self.windows, zone=HOSPITAL_TIME)

    def next_try(
        self, errand: Errand, *, outcomes: tuple[RingOutcome, ...], now: datetime
    ) -> datetime | None:
        """When to ring again after `outcomes`, the last of which is new; None where often enough."""
        faults = outcomes.count(RingOutcome.FAILED)
        if outcomes[-1] is RingOutcome.FAILED:
            return self.permitted(now + self.fault_pause) if faults <= self.most_faults else None
        pauses, tries = self.errands[errand].pauses, len(outcomes) - faults
        if tries > len(pauses):
            return None
        pause = self.busy if outcomes[-1] is RingOutcome.BUSY else pauses[tries - 1]
        return self.permitted(now + pause)


@cache
def rules() -> Rules:
    return load_rules(_FILE)


def load_rules(path: Path) -> Rules:
    """Raises FaultyRules."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if missing := {errand.value for errand in Errand} ^ set(raw["errands"]):
        raise FaultyRules(f"errands missing or unknown: {', '.join(sorted(missing))}")
    return Rules(
        windows=_windows(raw["hours"]),
        rings=timedelta(**raw["rings"]),
        most_faults=raw["faults"]["most"],
        fault_pause=timedelta(**raw["faults"]["pause"]),
        ringing=timedelta(**raw["silence"]["ringing"]),
        answered=timedelta(**raw["silence"]["answered"]),
        busy=timedelta(**raw["busy"]),
        errands=MappingProxyType({Errand(name): _errand(row) for name, row in raw["errands"].items()}),
    )


def _windows(rows: list[dict[str, str]]) -> tuple[Window, ...]:
    windows = tuple(Window(time.fromisoformat(row["from"]), time.fromisoformat(row["to"])) for row in rows)
    if not windows or any(window.start >= window.end for window in windows):
        raise FaultyRules("hours: each window begins before it ends, and there is one")
    return windows


def _errand(row: dict[str, Any]) -> ErrandRule:
    pauses = tuple(timedelta(**pause) for pause in row["pauses"])
    return ErrandRule(good_for=timedelta(**row["good_for"]), pauses=pauses)
