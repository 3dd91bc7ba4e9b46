"""A file becomes the half-days of one week, or all its faults by cell; nothing in between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hotline.timetable.reading.csv_text import read_csv
from hotline.timetable.reading.excel import is_excel, read_excel
from hotline.timetable.reading.faults import CellFault, TableFaulty, fault
from hotline.timetable.reading.grid import Sheet
from hotline.timetable.reading.heads import find_head
from hotline.timetable.reading.rows import Faulty, ReadRow, RowReader
from hotline.timetable.reading.words import words
from hotline.timetable.rules import is_elsewhere, is_twice
from hotline.timetable.sitting import HalfDay, HospitalWeek
from hotline.weeks import Week

LARGEST_FILE = 1024 * 1024
_MOST_FAULTS = 50


@dataclass(frozen=True, kw_only=True)
class ReadTable:
    """`week` is the one its dates name, or else the one it was read for; `notes` ask for a second look."""

    week: Week
    halves: tuple[HalfDay, ...]
    notes: tuple[str, ...] = ()


def read_table(content: bytes, *, week: Week, hospital: HospitalWeek, fixed: bool = False) -> ReadTable:
    """For `week`, or for that of the table's first date unless it is `fixed`. Raises TableFaulty.

    A table of weekdays only is for `week`.
    """
    if len(content) > LARGEST_FILE:
        raise TableFaulty.whole("too_large")
    sheet = read_excel(content) if is_excel(content) else read_csv(content)
    at, head = find_head(sheet.grid)
    reader = RowReader(head, week=week, hospital=hospital, fixed=fixed)
    faults: list[CellFault] = []
    rows: list[ReadRow] = []
    for cells in sheet.grid[at + 1 :]:
        if all(cell.is_blank for cell in cells):
            continue
        try:
            rows.append(reader.read(cells))
        except Faulty as faulty:
            faults += faulty.faults
    faults += _twice(rows, column=head["doctor"])
    if faults:
        raise TableFaulty(*_shown(faults))
    if not rows:
        raise TableFaulty.whole("empty")
    return ReadTable(
        week=reader.week, halves=tuple(row.half for row in rows), notes=tuple(_notes(sheet, rows))
    )


def _twice(rows: Sequence[ReadRow], *, column: int) -> Iterator[CellFault]:
    for at, row in enumerate(rows):
        earlier = next((one for one in rows[:at] if is_twice(row.half, one.half)), None)
        if earlier:
            name = row.cells[column].name
            yield fault("twice", cell=name, doctor=row.half.doctor, row=earlier.number)


def _notes(sheet: Sheet, rows: Sequence[ReadRow]) -> Iterator[str]:
    if sheet.others:
        yield words().note("other_sheets", name=sheet.name)
    for at, row in enumerate(rows):
        for earlier in rows[:at]:
            if is_elsewhere(row.half, earlier.half):
                facts = {"row": row.number, "doctor": row.half.doctor, "where": earlier.half.where}
                yield words().note("elsewhere", **facts)


def _shown(faults: Sequence[CellFault]) -> Iterator[CellFault]:
    yield from faults[:_MOST_FAULTS]
    if len(faults) > _MOST_FAULTS:
        yield CellFault("", words().fault("more", count=len(faults) - _MOST_FAULTS))
