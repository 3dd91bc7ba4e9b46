"""When and for how long callers are reminded, as rules.yml says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from hotline.hospital_time import HOSPITAL_TIME, hospital_day
from hotline.notifications.quiet_hours import wait_until
from hotline.notifications.wording import shipped_notices
from hotline.outgoing_calls import Errand
from hotline.reminders.vocabulary import ReminderKind

_FILE = Path(__file__).with_name("rules.yml")
_LONGEST_PAUSE = timedelta(hours=6)


class FaultyReminderRules(Exception):  # noqa: N818 - a noun of the trade
    """The file misses a kind, or knows one that is none."""


@dataclass(frozen=True, kw_only=True)
class KindRule:
    """`before`: the hour on the day before; None where nothing is made of an appointment."""

    good_for: timedelta
    errand: Errand
    before: time | None
    told: str


@dataclass(frozen=True, kw_only=True)
class ReminderRules:
    """See rules.yml for what each means."""

    day: str
    moment: str
    at: time
    evening: time
    most_ahead: timedelta
    again_in: timedelta
    replies_within: timedelta
    pause: timedelta
    fasting_before: time
    fasting_names: tuple[str, ...]
    kinds: Mapping[ReminderKind, KindRule]

    def said_day(self, on: date) -> str:
        return self.day.format(month=on.month, day=on.day)

    def said_moment(self, at: datetime) -> str:
        local = at.astimezone(HOSPITAL_TIME)
        return self.moment.format(month=local.month, day=local.day, hour=local.hour, minute=local.minute)

    def moment_on(self, on: date, at: time | None = None) -> datetime:
        """At the hour at which people are reminded, where none was said."""
        return datetime.combine(on, at or self.at, tzinfo=HOSPITAL_TIME)

    def permitted(self, at: datetime, *, good_until: datetime) -> datetime:
        """`at`, but in the quiet hours the morning after, or the evening before where that is too late."""
        morning = after_quiet_hours(at)
        if morning < good_until or morning == at:
            return morning
        day = hospital_day(morning) - timedelta(days=1)
        return self.moment_on(day, self.evening)

    def may_be_fasting(self, department: str | None, *, starts: str | None) -> bool:
        """Whether a visit there, at that hour, may want an empty stomach."""
        is_early = starts is not None and time.fromisoformat(starts) < self.fasting_before
        return is_early and any(name in (department or "") for name in self.fasting_names)

    def pause_after(self, tries: int) -> timedelta:
        doubled: timedelta = self.pause * 2 ** min(tries - 1, 10)
        return min(doubled, _LONGEST_PAUSE)


def after_quiet_hours(at: datetime) -> datetime:
    notices = shipped_notices()
    return wait_until(at, quiet_from=notices.quiet_from, quiet_to=notices.quiet_to, zone=HOSPITAL_TIME)


@cache
def rules() -> ReminderRules:
    return load_rules(_FILE)


def load_rules(path: Path) -> ReminderRules:
    """Raises FaultyReminderRules."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if strange := {kind.value for kind in ReminderKind} ^ set(raw["kinds"]):
        raise FaultyReminderRules(f"kinds missing or unknown: {', '.join(sorted(strange))}")
    return ReminderRules(
        day=raw["day"],
        moment=raw["moment"],
        at=time.fromisoformat(raw["at"]),
        evening=time.fromisoformat(raw["evening"]),
        most_ahead=timedelta(**raw["most_ahead"]),
        again_in=timedelta(**raw["again_in"]),
        replies_within=timedelta(**raw["replies_within"]),
        pause=timedelta(**raw["pause"]),
        fasting_before=time.fromisoformat(raw["fasting"]["before"]),
        fasting_names=tuple(raw["fasting"]["names"]),
        kinds=MappingProxyType({ReminderKind(name): _kind(row) for name, row in raw["kinds"].items()}),
    )


def _kind(row: dict[str, Any]) -> KindRule:
    return KindRule(
        good_for=timedelta(**row["good_for"]),
        errand=Errand(row["errand"]),
        before=time.fromisoformat(row["before"]) if "before" in row else None,
        told=row["told"],
    )
