"""Each department's week, and by when in it a ticket should be handled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import yaml

from hotline.safety import TriageGrade
from hotline.working_time.calendar import SpecialDay, WorkingCalendar
from hotline.working_time.counting import after
from hotline.working_time.week import NeverWorks, WorkingWeek

_TARGETS = Path(__file__).with_name("targets.yml")


class FaultyTargets(Exception):  # noqa: N818 - a noun of the trade
    """A grade has no line in the table of targets, or one that asks for no time at all."""


@cache
def load_working_targets(path: Path = _TARGETS) -> Mapping[TriageGrade, timedelta]:
    """Working time by grade; a grade that goes by the clock alone is left out. Raises FaultyTargets."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    if set(rows) != {grade.value for grade in TriageGrade}:
        raise FaultyTargets(f"one line for each grade, not {sorted(rows)}")
    targets = {TriageGrade(name): timedelta(**row) for name, row in rows.items() if row is not None}
    if any(target <= timedelta(0) for target in targets.values()):
        raise FaultyTargets("a target is longer than nothing")
    return MappingProxyType(targets)


@dataclass(frozen=True, kw_only=True)
class DepartmentsTime:
    """`usual` is the week of every department that has none of its `own`."""

    usual: WorkingWeek
    own: Mapping[str, WorkingWeek] = field(default_factory=dict)
    zone: ZoneInfo
    targets: Mapping[TriageGrade, timedelta] = field(default_factory=load_working_targets)

    def calendar(self, department: str, *, days: Iterable[SpecialDay]) -> WorkingCalendar:
        week = self.own.get(department, self.usual)
        return WorkingCalendar(week=week, zone=self.zone).with_days(days)

    def due_at(
        self, department: str, *, grade: TriageGrade, start: datetime, days: Iterable[SpecialDay]
    ) -> datetime | None:
        """None where the grade goes by the clock alone, or the department never works so long."""
        target = self.targets.get(grade)
        if target is None:
            return None
        try:
            return after(self.calendar(department, days=days), start, target)
        except NeverWorks:
            return None
