"""The few numbers of the ranking, found on the development set and written by `hotline guide learn`."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import yaml

from knowledge_base.documents import read_document
from knowledge_base.faults import Fault, KnowledgeFaulty

NUMBERS = Path(__file__).with_name("calibration.yml")
_HEAD = "# rules, temperature: found by `hotline guide learn` on development cases; the others by hand.\n"


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """`rules`: how much rules weigh beside what was taught; `temperature` makes shares of belief honest.

    A question is asked where the first share is below `sure` and should rise by the part `gain`;
    nothing is told where the share of belief in no complaint reaches `nothing`.
    """

    rules: float = 0.5
    temperature: float = 1.0
    sure: float = 0.75
    gain: float = 0.12
    nothing: float = 0.6

    @classmethod
    def read(cls, path: Path = NUMBERS) -> Self:
        """Raises KnowledgeFaulty."""
        read = read_document(path, kind=dict)
        if isinstance(read, Fault):
            raise KnowledgeFaulty((read,))
        return cls(**read)

    def write(self, path: Path = NUMBERS) -> None:
        path.write_text(_HEAD + yaml.safe_dump(asdict(self), sort_keys=False), encoding="utf-8")
