"""The hospital's duty list as timers ask it: who is on duty, who comes next, who is the manager."""

from datetime import datetime

from hotline.follow_up import OnDuty
from knowledge_base import Hospital
from knowledge_base.rota import DAYS, Shift

_WEEK = len(DAYS)


class HospitalRoster:
    """Reads the profile's rota in the hospital's own time."""

    def __init__(self, hospital: Hospital) -> None:
        self._hospital = hospital

    def on_duty(self, at: datetime) -> OnDuty:
        return self._in_order(at)[0]

    def next_after(self, name: str | None, at: datetime) -> OnDuty:
        order = self._in_order(at)
        names = [person.name for person in order]
        return order[(names.index(name) + 1) % len(order)] if name in names else order[0]

    def manager(self) -> OnDuty:
        manager = self._hospital.duty_manager
        return OnDuty(name=manager.name, username=manager.username)

    def _in_order(self, at: datetime) -> list[OnDuty]:
        """Everybody on the rota once, as they come on duty from now on around the week."""
        local = at.astimezone(self._hospital.zone)
        clock = f"{local:%H:%M}"
        shifts = self._hospital.rota.shifts
        now = next(shift for shift in shifts if shift.covers(local.isoweekday(), clock))
        starts = sorted(
            (_days_ahead(day, shift, local=local, clock=clock), shift.starts, place)
            for place, shift in enumerate(shifts)
            for day in shift.weekdays
        )
        first_seen: dict[str, OnDuty] = {}
        for shift in (now, *(shifts[place] for _, _, place in starts)):
            first_seen.setdefault(shift.name, OnDuty(name=shift.name, username=shift.username))
        return list(first_seen.values())


def _days_ahead(day: int, shift: Shift, *, local: datetime, clock: str) -> int:
    ahead = (day - local.isoweekday()) % _WEEK
    return _WEEK if ahead == 0 and shift.starts <= clock else ahead
