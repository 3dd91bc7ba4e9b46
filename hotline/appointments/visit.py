"""A visit as it is arranged: on which day, at what hour, where and by whom."""

from dataclasses import dataclass
from datetime import date, datetime, time

from hotline.hospital_time import HOSPITAL_TIME


@dataclass(frozen=True, kw_only=True)
class Visit:
    """`starts` is "HH:MM" by the hospital's clock; `places` of the sitting are None where nobody counts."""

    on: date
    starts: str
    where: str
    department: str
    doctor: str | None = None
    sitting_id: str | None = None
    places: int | None = None

    def facts(self) -> dict[str, str]:
        """For the history: words of the hospital's own timetable, nothing of the patient's."""
        told = {
            "on": self.on.isoformat(),
            "starts": self.starts,
            "where": self.where,
            "department": self.department,
            "doctor": self.doctor,
            "sitting": self.sitting_id,
        }
        return {name: value for name, value in told.items() if value}


def visit_at(on: date, starts: str) -> datetime:
    """As an instant."""
    return datetime.combine(on, time.fromisoformat(starts), tzinfo=HOSPITAL_TIME)
