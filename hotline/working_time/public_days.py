"""The shipped table of public holidays, a year a notice."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from hotline.working_time.calendar import ONE_DAY, DayKind, SpecialDay

_TABLE = Path(__file__).with_name("public_days.yml")


class FaultyTable(Exception):  # noqa: N818 - a noun of the trade
    """A row that cannot be: outside its year, backwards, or a day named twice."""


def load_public_days(path: Path = _TABLE) -> Mapping[int, tuple[SpecialDay, ...]]:
    """The days of each year in the table, by date. Raises FaultyTable."""
    years: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {row["year"]: _days_of(row) for row in years}


def _days_of(row: Mapping[str, Any]) -> tuple[SpecialDay, ...]:
    days = sorted((day for one in row["days"] for day in _read(one)), key=lambda day: day.on)
    faulty = [day.on for day in days if day.on.year != row["year"]]
    if faulty or len({day.on for day in days}) != len(days):
        raise FaultyTable(f"{row['year']}: {faulty or 'a day is named twice'}")
    return tuple(days)


def _read(row: Mapping[str, Any]) -> Iterator[SpecialDay]:
    first, last = row["holiday"]
    if last < first:
        raise FaultyTable(f"{row['name']}: {first} to {last}")
    for number in range((last - first) // ONE_DAY + 1):
        yield SpecialDay(on=first + timedelta(days=number), kind=DayKind.HOLIDAY, name=row["name"])
    workdays: list[date] = row.get("workday", [])
    for day in workdays:
        yield SpecialDay(on=day, kind=DayKind.WORKDAY, name=row["name"])
