"""What is wrong with the data, said so that its editor finds the place."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, order=True)
class Fault:
    """One fault; `entry` is empty where the file as a whole is meant."""

    file: str
    entry: str = ""
    fault: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.entry, self.fault) if part)


@dataclass(frozen=True, kw_only=True, order=True)
class Notice:
    """What somebody should look after, though it may be served; `entry` as in a fault."""

    file: str
    entry: str = ""
    notice: str


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """Every fault found, what else there is to look after, and what there is to find faults in."""

    faults: tuple[Fault, ...]
    notices: tuple[Notice, ...] = ()
    counts: Mapping[str, int]


class KnowledgeFaulty(Exception):  # noqa: N818 - a noun of the trade
    """The data cannot be served as it is."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults
