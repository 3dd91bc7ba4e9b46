"""A timetable a test fills by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hotline.timetable import Sitting

FRIDAY = date(2026, 11, 27)


@dataclass
class SetTimetable:
    """Says what was put into it."""

    known: list[Sitting] = field(default_factory=list)

    def sittings(self, *, first: date, last: date) -> Sequence[Sitting]:
        fitting = [one for one in self.known if first <= one.on <= last]
        return sorted(fitting, key=lambda one: one.in_order)


def a_sitting(**changed: Any) -> Sitting:
    fields: dict[str, Any] = {
        "id": "sitting-1",
        "on": FRIDAY,
        "starts": "08:00",
        "ends": "11:30",
        "where": "乔仁分院",
        "department": "心血管内科",
        "doctor": "总院林主任（示例）",
        "visiting": True,
        "places": 2,
    }
    return Sitting(**fields | changed)
