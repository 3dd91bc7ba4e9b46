"""Comma-separated text as Excel, WPS and editors in China save it."""

import csv
from io import StringIO

from hotline.timetable.reading.faults import TableFaulty
from hotline.timetable.reading.grid import MOST_ROWS, Sheet, Value, as_cells

_DELIMITERS = ",\t;，"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 2000


def read_csv(content: bytes) -> Sheet:
    """Raises TableFaulty."""
    text = _decoded(content)
    if "\x00" in text:
        raise TableFaulty.whole("not_a_table")
    head = text[:_HEAD]
    delimiter = max(_DELIMITERS, key=head.count)
    rows: list[list[Value]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            rows.append([_plain(value) for value in row])
            if len(rows) > MOST_ROWS:
                raise TableFaulty.whole("too_many_rows", most=MOST_ROWS)
    except csv.Error as error:
        raise TableFaulty.whole("damaged") from error
    width = max((len(row) for row in rows), default=0)
    return Sheet(as_cells([row + [None] * (width - len(row)) for row in rows]))


def _plain(value: str) -> str:
    """Without the quote that keeps a spreadsheet from reckoning with what we wrote."""
    return value[1:] if value[:1] == "'" and value[1:2] in "=+-@\t" else value


def _decoded(content: bytes) -> str:
    codecs = ("utf-16",) if content.startswith(_UTF_16) else ("utf-8-sig", "gb18030")
    for codec in codecs:
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    raise TableFaulty.whole("not_a_table")
