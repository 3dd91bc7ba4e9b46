"""One row of a roster: each cell read for itself, so that all its faults are told at once."""

from dataclasses import dataclass
from datetime import date

from hotline.timetable.reading.cells import read_day, read_number, read_span, read_time, read_yes
from hotline.timetable.reading.faults import CellFault, fault
from hotline.timetable.reading.grid import Cell
from hotline.timetable.reading.heads import Head
from hotline.timetable.reading.names import find_name, probably
from hotline.timetable.reading.words import words
from hotline.timetable.rules import LONGEST_DOCTOR, MOST_PLACES
from hotline.timetable.sitting import HalfDay, HospitalWeek, Named
from hotline.weeks import Week

_BETWEEN_DOCTORS = ("、", "，", ",", "/", ";", "；")


class Faulty(Exception):  # noqa: N818 - a noun of the trade
    """What is wrong in one row."""

    def __init__(self, faults: list[CellFault]) -> None:
        super().__init__()
        self.faults = faults


@dataclass(frozen=True)
class ReadRow:
    """`number` as Excel counts."""

    cells: list[Cell]
    half: HalfDay

    @property
    def number(self) -> int:
        return self.cells[0].row


class RowReader:
    """Takes the rows in order: the first date says of which week the table is."""

    def __init__(self, head: Head, *, week: Week, hospital: HospitalWeek, fixed: bool) -> None:
        self._head = head
        self._hospital = hospital
        self._is_settled = fixed
        self.week = week
        self._cells: list[Cell] = []
        self._faults: list[CellFault] = []

    def read(self, cells: list[Cell]) -> ReadRow:
        """Raises Faulty."""
        self._cells, self._faults = cells, []
        weekday = self._weekday()
        where = self._named("where", self._hospital.places, unknown="place_unknown")
        department = self._named("department", self._hospital.departments, unknown="department_unknown")
        doctor = self._doctor()
        starts, ends = self._hours()
        visiting, places = self._visiting(), self._places()
        if self._faults:
            raise Faulty(self._faults)
        half = HalfDay(
            weekday=weekday,
            starts=starts,
            ends=ends,
            where=where,
            department=department,
            doctor=doctor,
            visiting=visiting,
            places=places,
        )
        return ReadRow(cells, half)

    def _weekday(self) -> int:
        cell = self._filled("day")
        if cell is None:
            return 0
        found = read_day(cell, near=self.week.first)
        if isinstance(found, date):
            return self._of_date(found, cell)
        if found is None:
            self._wrong("day_unreadable", cell)
        return found or 0

    def _of_date(self, on: date, cell: Cell) -> int:
        if not self._is_settled:
            self.week, self._is_settled = Week.of(on), True
        if Week.of(on) != self.week:
            facts = {"week": str(self.week), "first": self.week.first, "last": self.week.last}
            self._wrong("other_week", cell, said=on.isoformat(), **facts)
        return on.isoweekday()

    def _named(self, key: str, among: tuple[Named, ...], *, unknown: str) -> str:
        cell = self._filled(key)
        if cell is None:
            return ""
        name = find_name(cell.text, among)
        if name is None:
            near = probably(cell.text, among)
            perhaps = words().fault("perhaps", name=near) if near else words().fault("like_none")
            self._wrong(unknown, cell, perhaps=perhaps)
        return name or ""

    def _doctor(self) -> str:
        cell = self._filled("doctor")
        if cell is None:
            return ""
        if any(sign in cell.text for sign in _BETWEEN_DOCTORS):
            self._wrong("doctor_several", cell)
        if len(cell.text) > LONGEST_DOCTOR:
            self._wrong("doctor_long", cell, most=LONGEST_DOCTOR)
        return cell.text

    def _hours(self) -> tuple[str, str]:
        """A beginning and an end; or one cell that says both."""
        cell = self._cell("starts")
        if cell is None or cell.is_blank:
            cell = self._filled("span" if "span" in self._head else "starts")
        if cell is None:
            return "", ""
        end = self._cell("ends")
        if (span := read_span(cell)) and (end is None or end.is_blank):
            starts, ends = span
        else:
            starts = self._time(cell)
            end = self._filled("ends") if end is not None else cell
            ends = self._time(end) if end is not None else ""
        if starts and ends and starts >= ends:
            self._wrong(
                "hours_backwards", end if end and not end.is_blank else cell, starts=starts, ends=ends
            )
        return starts, ends

    def _time(self, cell: Cell) -> str:
        found = read_time(cell)
        if found is None:
            self._wrong("time_unreadable", cell)
        return found or ""

    def _visiting(self) -> bool:
        cell = self._cell("visiting")
        found = read_yes(cell) if cell else False
        if cell and found is None:
            self._wrong("visiting_unreadable", cell)
        return bool(found)

    def _places(self) -> int | None:
        cell = self._cell("places")
        if cell is None or cell.is_blank:
            return None
        found = read_number(cell)
        if found is None or found > MOST_PLACES:
            self._wrong("places_unreadable", cell, most=MOST_PLACES)
        return found

    def _cell(self, key: str) -> Cell | None:
        at = self._head.get(key)
        return self._cells[at] if at is not None else None

    def _filled(self, key: str) -> Cell | None:
        cell = self._cell(key)
        if cell is not None and cell.is_blank:
            self._faults.append(fault("blank", cell=cell.name, column=words().column(key)))
            return None
        return cell

    def _wrong(self, name: str, cell: Cell, **facts: object) -> None:
        self._faults.append(fault(name, cell=cell.name, **{"said": cell.text[:30], **facts}))
