"""What the messages of a contact tell in the open: put together by the database, one text a contact."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, func, or_
from sqlalchemy.orm import InstrumentedAttribute

from hotline.conversations import AgeBand, Message, Missed

LINES = "\n"
"""Stands between the lines of several messages."""

_FIELDS = "\t"
_WRITTEN: tuple[InstrumentedAttribute[Any], ...] = (
    Message.missed,
    Message.guided_to,
    Message.age_band,
    Message.township,
)
_YES = "1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """The fields of Contact that come of it."""

    missed: tuple[Missed, ...] = ()
    departments: tuple[str, ...] = ()
    age_band: AgeBand | None = None
    for_other: bool = False
    township: str | None = None


NOTHING = Told()


def line_of_message(at: ColumnElement[Any]) -> ColumnElement[str | None]:
    """What one message tells, after its time in seconds; NULL where it tells nothing, as most do."""
    line: ColumnElement[str] = cast(at, String)
    for column in _WRITTEN:
        line = line + _FIELDS + func.coalesce(cast(column, String), "")
    line = line + _FIELDS + case((Message.for_other.is_(True), _YES), else_="")
    tells = or_(Message.for_other.is_(True), *(column.is_not(None) for column in _WRITTEN))
    return case((tells, line), else_=None)


def told_in(lines: str | None) -> Told:
    """Of the lines of one contact, in any order."""
    if lines is None:
        return NOTHING
    missed: set[Missed] = set()
    departments: dict[str, None] = {}
    band = township = None
    for_other = False
    for _, why, guided_to, new_band, new_township, other in sorted(map(_fields, lines.split(LINES))):
        missed.update([Missed(why)] if why else [])
        departments |= dict.fromkeys(json.loads(guided_to) if guided_to else ())
        band, township = new_band or band, new_township or township
        for_other = for_other or other == _YES
    return Told(
        missed=tuple(why for why in Missed if why in missed),
        departments=tuple(departments),
        age_band=AgeBand(band) if band else None,
        for_other=for_other,
        township=township,
    )


def _fields(line: str) -> tuple[float, str, str, str, str, str]:
    at, missed, guided_to, band, township, other = line.split(_FIELDS)
    return float(at), missed, guided_to, band, township, other
