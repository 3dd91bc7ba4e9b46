"""Where the head of a roster is, and which column says what."""

from collections.abc import Mapping

from hotline.timetable.reading.cells import plain
from hotline.timetable.reading.faults import TableFaulty, fault
from hotline.timetable.reading.grid import Cell, Grid
from hotline.timetable.reading.words import words

_LOOKED_AT = 10
"""Titles and notes may stand above the head."""

_HEAD_HAS = 3
_ROTATED_HAS = 3
_SHOWN = 12
_NEEDED = ("day", "where", "department", "doctor")

Head = Mapping[str, int]
"""The column, counted from 0, of each thing a row says."""


def find_head(grid: Grid) -> tuple[int, Head]:
    """Its row, counted from 0. Raises TableFaulty where this is no roster we can read."""
    filled = [row for row in grid if any(not cell.is_blank for cell in row)]
    if not filled:
        raise TableFaulty.whole("empty")
    for at, row in enumerate(grid[:_LOOKED_AT]):
        named = [(key, cell) for cell in row if (key := _key_of(cell))]
        if len({key for key, _ in named}) >= _HEAD_HAS:
            return at, _head(named, row=at + 1)
    for row in grid[:_LOOKED_AT]:
        said = {plain(cell.text) for cell in row}
        if sum(any(name in one for one in said) for name in _weekday_names()) >= _ROTATED_HAS:
            raise TableFaulty.whole("rotated")
    found = "、".join(cell.text for cell in filled[0][:_SHOWN] if not cell.is_blank)
    raise TableFaulty.whole("unknown_shape", wanted="、".join(words().names("template")), found=found[:80])


def _head(named: list[tuple[str, Cell]], *, row: int) -> Head:
    head: dict[str, int] = {}
    twice = []
    for key, cell in named:
        if key in head:
            twice.append(fault("column_twice", cell=cell.name, said=cell.text))
        head.setdefault(key, cell.column - 1)
    if twice:
        raise TableFaulty(*twice)
    missing = [key for key in _NEEDED if key not in head]
    if "span" not in head and "starts" not in head:
        missing.append("starts")
    if missing:
        names = "、".join(words().column(key) for key in missing)
        raise TableFaulty.whole("columns_missing", row=row, missing=names)
    return head


def _key_of(cell: Cell) -> str | None:
    said = plain(cell.text).rstrip("*:")
    return next((key for key, names in words().columns.items() if said in names), None)


def _weekday_names() -> list[str]:
    return [name for day in words().names("weekdays") for name in (day, day.replace("周", "星期"))]
