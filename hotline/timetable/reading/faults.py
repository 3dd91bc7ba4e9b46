"""What is wrong with a roster, all of it at once."""

from dataclasses import dataclass

from hotline.timetable.reading.words import words


@dataclass(frozen=True)
class CellFault:
    """`cell` as Excel names it, such as C5; empty where it is about the whole file."""

    cell: str
    sentence: str


class TableFaulty(Exception):  # noqa: N818 - a noun of the trade
    """Nothing was taken of it."""

    def __init__(self, *faults: CellFault) -> None:
        super().__init__("; ".join(fault.sentence for fault in faults))
        self.faults = faults

    @classmethod
    def whole(cls, name: str, /, **facts: object) -> "TableFaulty":
        return cls(CellFault("", words().fault(name, **facts)))


def fault(name: str, /, *, cell: str, **facts: object) -> CellFault:
    return CellFault(cell, words().fault(name, cell=cell, **facts))
