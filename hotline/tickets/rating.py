"""What the patient thought of it: solved or not, one to five, once a round."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

BEST_SCORE = 5
_POOR_SCORE = 2


class RatingLed(StrEnum):
    """What a rating led to."""

    NOTHING = "nothing"
    CLOSED = "closed"
    REOPENED = "reopened"
    ESCALATED = "escalated"


@dataclass(frozen=True, kw_only=True)
class Rating:
    """`round` is the promise it was given for: 1, or 2 after a reopening."""

    solved: bool
    score: int
    round: int
    at: datetime
    by: str
    led_to: RatingLed

    @property
    def is_satisfied(self) -> bool:
        return is_satisfied(solved=self.solved, score=self.score)


def is_satisfied(*, solved: bool, score: int) -> bool:
    return solved and score > _POOR_SCORE
