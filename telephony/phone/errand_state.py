"""What is known of a call of ours while it lasts, and what came of it when it is over."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from hotline.outgoing_calls import Errand, RingOutcome, Said
from telephony.phone.errand_words import ErrandWords

_SLOWLY = 3
"""Characters that a slow voice says in a second."""


class Stage(StrEnum):
    """What was asked last."""

    OPENING = "opening"
    TELLING = "telling"
    SOLVED = "solved"
    SCORE = "score"
    HOW = "how"
    REMINDED = "reminded"
    MORE = "more"


@dataclass
class ErrandState:
    """One call of ours that was taken. `told_at` is when the last prompt began; `is_told`: he heard us.

    `reminds`: he is asked what became of what we reminded him of, and `answered` is the key.
    """

    errand: Errand
    words: ErrandWords
    message: str | None
    told_at: datetime
    stage: Stage = Stage.OPENING
    parts: list[str] = field(default_factory=list)
    place: int = 0
    misses: int = 0
    repeats: int = 0
    reacted: bool = False
    confirmed: bool = False
    is_told: bool = False
    handed_over: bool = False
    refuses: bool = False
    is_wrong: bool = False
    solved: bool | None = None
    score: int | None = None
    reminds: bool = False
    answered: str | None = None
    said: int = 0
    """Characters of what was told last."""

    @property
    def results(self) -> Said:
        return Said(refuses=self.refuses, solved=self.solved, score=self.score, key=self.answered)


def outcome(state: ErrandState, *, now: datetime) -> RingOutcome:
    """What came of the call, now that it is over.

    Feedback is heard where somebody said who he is and stayed on the line for as long as it takes to tell it.
    """
    spoken = timedelta(seconds=state.said / _SLOWLY)
    is_last_part = state.stage is Stage.TELLING and state.place == len(state.parts) - 1
    if state.is_told or state.refuses or (is_last_part and now - state.told_at >= spoken):
        return RingOutcome.ANSWERED
    if state.is_wrong:
        return RingOutcome.WRONG_NUMBER
    if state.handed_over:
        return RingOutcome.DIVERTED
    return RingOutcome.HUNG_UP if state.reacted else RingOutcome.MACHINE
