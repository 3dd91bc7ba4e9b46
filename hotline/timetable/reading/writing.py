"""A week as a file that our own reading understands, and the template to fill in."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.styles import Font

from hotline.timetable.reading.words import words
from hotline.timetable.sitting import HalfDay

_RECKONED = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet, whoever wrote it."""

_WIDTHS = (14, 18, 18, 22, 10, 10, 10, 8)
_MARK = "\ufeff"


def csv_of(halves: Iterable[HalfDay], *, remarks: Sequence[str] = ()) -> str:
    """With the mark that makes Excel read Chinese. `remarks`, one each, are not read again."""
    text = StringIO()
    writer = csv.writer(text)
    head = [words().remark] if remarks else []
    writer.writerow([*words().names("template"), *head])
    for at, half in enumerate(halves):
        writer.writerow([*_row(half), *(_safe(remark) for remark in remarks[at : at + 1])])
    return _MARK + text.getvalue()


def template_csv(example: Sequence[HalfDay]) -> bytes:
    return csv_of(example).encode()


def template_excel(example: Sequence[HalfDay]) -> bytes:
    book = Workbook()
    sheet = book.active
    if sheet is None:  # a new workbook has one
        raise LookupError("a workbook without a sheet")
    sheet.append(list(words().names("template")))
    for half in example:
        sheet.append(_row(half))
    for at, (width, cell) in enumerate(zip(_WIDTHS, sheet[1], strict=True)):
        sheet.column_dimensions[chr(ord("A") + at)].width = width
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _row(half: HalfDay) -> list[str]:
    said = words()
    return [
        said.names("weekdays")[half.weekday - 1],
        _safe(half.where),
        _safe(half.department),
        _safe(half.doctor),
        half.starts,
        half.ends,
        said.shown(visiting=half.visiting),
        "" if half.places is None else str(half.places),
    ]


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_RECKONED) else text
