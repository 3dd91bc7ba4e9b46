"""The usual week laid on a calendar: public holidays leave no sittings in it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from hotline.timetable.sitting import HalfDay, Sitting
from hotline.timetable.week import Week


def usual_id(on: date, name: str) -> str:
    return f"usual:{on.isoformat()}:{name}"


def usual_sittings(
    usual: Mapping[str, HalfDay], *, week: Week, holidays: Collection[date]
) -> Iterator[Sitting]:
    for name, half in usual.items():
        on = week.day(half.weekday)
        if on not in holidays:
            yield Sitting.made_of(half, known_as=usual_id(on, name), on=on)
