"""The promise in figures: how soon a caller hears from us, for each grade."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from hotline.safety import TriageGrade

_TABLE = Path(__file__).with_name("sla.yml")


class FaultySlaTable(Exception):  # noqa: N818 - a noun of the trade
    """The table of targets misses a grade, or a target warns before it begins."""


@dataclass(frozen=True, kw_only=True)
class SlaTarget:
    """Feedback `within` so long by the clock; due soon from `warn_before` the end.

    A patient who is told of a delay may be given a new time at most `delay_at_most` after the promised one.
    """

    grade: TriageGrade
    within: timedelta
    warn_before: timedelta
    delay_at_most: timedelta


def load_targets(path: Path = _TABLE) -> Mapping[TriageGrade, SlaTarget]:
    rows: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    targets = {TriageGrade(name): _read_target(TriageGrade(name), row) for name, row in rows.items()}
    missing = [grade.value for grade in TriageGrade if grade not in targets]
    if missing:
        raise FaultySlaTable(f"no target for {', '.join(missing)}")
    return MappingProxyType(targets)


@cache
def target_for(grade: TriageGrade) -> SlaTarget:
    return load_targets()[grade]


def _read_target(grade: TriageGrade, row: dict[str, Any]) -> SlaTarget:
    target = SlaTarget(
        grade=grade,
        within=timedelta(**row["within"]),
        warn_before=timedelta(**row["warn_before"]),
        delay_at_most=timedelta(**row["delay_at_most"]),
    )
    if not timedelta(0) < target.warn_before < target.within:
        raise FaultySlaTable(f"{grade.value}: the warning must lie within the target")
    return target
