"""The lines of saying.yml, filled: a sitting, a place, a day as they are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.clinics.finding import Standing
from knowledge_base.profile import Hospital
from knowledge_base.sittings import Sitting
from knowledge_base.townships import NearPlace


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """For the eye, or `aloud`; `today` is the hospital's."""

    hospital: Hospital
    today: date
    aloud: bool

    def line(self, name: str, /, **facts: object) -> str:
        forms = _lines()[name]
        form = forms if isinstance(forms, str) else forms.get(self._form, forms["chat"])
        return str(form).format(**facts)

    def word(self, name: str) -> Any:
        """What no fact is filled into."""
        return _lines()[name]

    @property
    def most_rows(self) -> int:
        rows: int = _lines()["most_rows"][self._form]
        return rows

    def date(self, day: date, *, plain: bool = False) -> str:
        ahead = (day - self.today) // timedelta(days=1)
        name = "date" if plain else {0: "today", 1: "tomorrow"}.get(ahead, "date")
        weekday = _lines()["weekdays"][day.weekday()]
        return self.line(name, month=day.month, day=day.day, weekday=weekday)

    def place(self, name: str) -> str:
        return self.hospital.short_name if name == self.hospital.name else name

    def facts(self, sitting: Sitting) -> dict[str, str]:
        return {
            "date": self.date(sitting.on),
            "hours": self.line("hours", starts=sitting.starts, ends=sitting.ends),
            "department": sitting.department,
            "doctor": sitting.doctor,
            "where": self.place(sitting.where),
        }

    def rows(self, sittings: Sequence[Sitting]) -> list[str]:
        told = [self.line("row", **self.facts(one)) for one in sittings[: self.most_rows]]
        if len(told) > 1:
            told = [self.line("numbered", position=n, row=row) for n, row in enumerate(told, start=1)]
        rest = len(sittings) - len(told)
        return [*told, self.line("more", count=rest)] if rest > 0 else told

    def spot(self, sittings: Sequence[Sitting]) -> list[str]:
        """Where exactly, where all of them are in one place."""
        if len({(one.where, one.department) for one in sittings}) != 1:
            return []
        where, department = sittings[0].where, sittings[0].department
        branch = next((one for one in self.hospital.branches if one.name == where), None)
        if branch:
            return [self.line("at_branch", where=where, spot=branch.address, line=branch.line)]
        own = next((one for one in self.hospital.departments if one.name == department), None)
        return [self.line("at_county", where=self.place(where), spot=own.where)] if own else []

    def cancelled(self, sittings: Sequence[Sitting]) -> list[str]:
        return [
            self.line(
                "cancelled",
                **self.facts(one),
                reason=self.line("reason", reason=one.reason) if one.reason else "",
            )
            for one in sittings[:2]
        ]

    def standing(self, standing: Sequence[Standing], *, name: str) -> str:
        """The floor of the county hospital is told; a branch is found by its name."""
        places = [self.line(self._standing_form(one), **_told(one)) for one in standing[: self.most_rows]]
        return self.line(name, places=self.line("joint").join(places))

    def _standing_form(self, one: Standing) -> str:
        return "standing_place" if one.place == self.hospital.short_name else "standing_branch"

    def standing_alone(self, one: Standing) -> str:
        return self.line("standing", **_told(one), line=one.line)

    def near(self, place: NearPlace, *, department: str | None, has_day: bool) -> str:
        """`has_day`: whoever sits on the day asked about is told even where it is always open."""
        kilometres = max(1, round(place.road_kilometres))
        when = self._near_when(place, department=department, has_day=has_day)
        return self.line("near_row", name=self.place(place.name), kilometres=kilometres, when=when)

    def _near_when(self, place: NearPlace, *, department: str | None, has_day: bool) -> str:
        if place.sitting is not None and (has_day or not place.is_open):
            return self.line("near_sitting", **self.facts(place.sitting))
        own = next((one for one in self.hospital.departments if one.name == department), None)
        if place.is_county and own:
            return self.line("near_county", spot=own.where, hours=own.hours)
        return self.line("near_hours", hours=place.hours)

    @property
    def _form(self) -> str:
        return "aloud" if self.aloud else "chat"


def _told(one: Standing) -> dict[str, str]:
    return {"place": one.place, "department": one.department, "spot": one.spot, "hours": one.hours}


@cache
def _lines() -> dict[str, Any]:
    lines: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("saying.yml").read_text(encoding="utf-8"))
    return lines
