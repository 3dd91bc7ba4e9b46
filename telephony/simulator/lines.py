"""The lines of a hospital in a script, and what becomes of each when it is rung."""

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import timedelta

from pydantic import Field, model_validator

from knowledge_base import Hospital
from telephony.simulator.acting import Callee, Ringing
from telephony.simulator.expected import Strict

ANY = "any"
"""Stands for each line that is not named."""
_SAME_LINE = 7
"""Digits at the end by which two ways of writing a number are one."""


class Answer(Strict):
    """What becomes of a line, once; a word alone is its `does`."""

    does: Ringing = Ringing.ANSWERS
    after: float = Field(default=4, gt=0)
    presses: str = "1"
    talks: float = Field(default=60, ge=0)
    caller_ends: bool = False
    caller_leaves: float | None = None

    @model_validator(mode="before")
    @classmethod
    def _word(cls, value: object) -> object:
        return {"does": value} if isinstance(value, str) else value

    @property
    def callee(self) -> Callee:
        leaves = None if self.caller_leaves is None else timedelta(seconds=self.caller_leaves)
        return Callee(
            does=self.does,
            after=timedelta(seconds=self.after),
            presses=self.presses,
            talks=timedelta(seconds=self.talks),
            caller_ends=self.caller_ends,
            caller_leaves=leaves,
        )


def line_names(hospital: Hospital) -> Mapping[str, str]:
    """The hospital's lines, `emergency_line`, and `duty_1` and so on of those rung in an emergency."""
    lines = {name: line.number for name, line in hospital.lines.items()}
    lines |= {f"duty_{place}": rung.line for place, rung in enumerate(hospital.green_channel, start=1)}
    return lines | {"emergency_line": hospital.placeholders["emergency_line"]}


class Lines:
    """What becomes of each line, one answer after another; the last counts for good."""

    def __init__(self, answers: Mapping[str, Iterable[Answer]], *, numbers: Mapping[str, str]) -> None:
        self._names = {_end(number): name for name, number in numbers.items()}
        self._answers = {name: deque(listed) for name, listed in answers.items()}
        self.rung: list[str] = []

    def name(self, line: str) -> str:
        return self._names.get(_end(line), line)

    def rung_by(self, line: str) -> Callee:
        name = self.name(line)
        self.rung.append(name)
        left = self._answers.get(name) or self._answers.get(ANY)
        if not left:
            return Callee()
        return (left.popleft() if len(left) > 1 else left[0]).callee


def _end(line: str) -> str:
    return "".join(character for character in line if character.isdigit())[-_SAME_LINE:]
