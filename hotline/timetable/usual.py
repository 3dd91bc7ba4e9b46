"""The usual week laid on a calendar: public holidays leave no sittings in it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from hotline.timetable.sitting import HalfDay, Sitting
from hotline.weeks import Week


def usual_id(on: date, name: str) -> str:
    return f"usual:{on.isoformat()}:{name}"


def date_of_usual(known_as: str) -> date | None:
    """On which date a sitting of a usual week is; None where the id is none of theirs."""
    kind, _, rest = known_as.partition(":")
    try:
        return date.fromisoformat(rest.partition(":")[0]) if kind == "usual" else None
    except ValueError:
        return None


def usual_sittings(
    usual: Mapping[str, HalfDay], *, week: Week, holidays: Collection[date]
) -> Iterator[Sitting]:
    for name, half in usual.items():
        on = week.days[half.weekday - 1]
        if on not in holidays:
            yield Sitting.made_of(half, known_as=usual_id(on, name), on=on)
