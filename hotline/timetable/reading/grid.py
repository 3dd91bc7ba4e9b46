"""A sheet as rows of cells that know their names."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | date | datetime | time | timedelta | None
MOST_ROWS = 1000
MOST_COLUMNS = 26


@dataclass(frozen=True)
class Cell:
    """`row` and `column` count from 1."""

    row: int
    column: int
    value: Value

    @property
    def name(self) -> str:
        return f"{chr(ord('A') + self.column - 1)}{self.row}"

    @property
    def is_blank(self) -> bool:
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())

    @property
    def text(self) -> str:
        """As somebody wrote it, with single spaces."""
        value = self.value
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else " ".join(str(value).split())


Grid = list[list[Cell]]


@dataclass(frozen=True)
class Sheet:
    """Of a workbook its first sheet; `others` where there are more."""

    grid: Grid
    name: str = ""
    others: bool = False


def as_cells(rows: list[list[Value]]) -> Grid:
    return [
        [Cell(at, column, value) for column, value in enumerate(row[:MOST_COLUMNS], start=1)]
        for at, row in enumerate(rows, start=1)
    ]
