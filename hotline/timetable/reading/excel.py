"""Excel's .xlsx, read with care: bounded before it is opened, values only, merged cells filled."""

import re
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from hotline.timetable.reading.faults import TableFaulty
from hotline.timetable.reading.grid import MOST_COLUMNS, MOST_ROWS, Cell, Grid, Sheet

LARGEST_OPENED = 16 * 1024 * 1024
"""Bytes of all parts of the file together: a small archive can hold a very large one."""

_MOST_MERGED = 20_000
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z0-9:$]+)\"")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


def is_excel(content: bytes) -> bool:
    """Raises TableFaulty where it is of the kind before 2007, or locked by a password."""
    if content.startswith(_OLD_EXCEL):
        raise TableFaulty.whole("old_excel")
    return content.startswith(_ZIP)


def read_excel(content: bytes) -> Sheet:
    """Its first sheet. Raises TableFaulty."""
    _look_first(content)
    try:
        book = load_workbook(BytesIO(content), data_only=True, keep_links=False)
    except Exception as error:
        raise TableFaulty.whole("damaged") from error
    if not book.worksheets:
        raise TableFaulty.whole("empty")
    sheet = book.worksheets[0]
    filled = [other for other in book.worksheets[1:] if other.max_row > 1]
    return Sheet(_grid(sheet), name=str(sheet.title), others=bool(filled))


def _look_first(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > LARGEST_OPENED:
                raise TableFaulty.whole("too_large")
            if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
                raise TableFaulty.whole("macros")
            if "[Content_Types].xml" not in archive.namelist():
                raise TableFaulty.whole("not_a_table")
            merged = sum(
                _merged(archive.read(part)) for part in parts if part.filename.startswith("xl/worksheets/")
            )
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise TableFaulty.whole("damaged") from error
    if merged > _MOST_MERGED:
        raise TableFaulty.whole("too_large")


def _merged(xml: bytes) -> int:
    """How many cells are part of a merged one: the library makes an object for each."""
    cells = 0
    for found in _MERGED.finditer(xml):
        first, top, last, bottom = range_boundaries(found[1].decode())
        cells += ((last or 0) - (first or 0) + 1) * ((bottom or 0) - (top or 0) + 1)
    return cells


def _grid(sheet: Any) -> Grid:
    if sheet.max_row > MOST_ROWS and any(
        cell.value not in {None, ""}
        for row in sheet.iter_rows(
            min_row=MOST_ROWS + 1, max_row=min(sheet.max_row, MOST_ROWS * 3), max_col=MOST_COLUMNS
        )
        for cell in row
    ):
        raise TableFaulty.whole("too_many_rows", most=MOST_ROWS)
    rows = min(sheet.max_row, MOST_ROWS)
    columns = min(sheet.max_column, MOST_COLUMNS)
    values = {
        (cell.row, cell.column): cell.value
        for row in sheet.iter_rows(max_row=rows, max_col=columns)
        for cell in row
    }
    for area in sheet.merged_cells.ranges:
        for at in range(area.min_row, min(area.max_row, rows) + 1):
            for column in range(area.min_col, min(area.max_col, columns) + 1):
                values[at, column] = values.get((area.min_row, area.min_col))
    return [
        [Cell(at, column, values.get((at, column))) for column in range(1, columns + 1)]
        for at in range(1, rows + 1)
    ]
