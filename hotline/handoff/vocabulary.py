"""The words a live talk is written in; their values are what the store holds."""

from enum import StrEnum


class HandoffReason(StrEnum):
    """Why the bot passes a conversation on."""

    ASKED = "asked"
    UNANSWERED = "unanswered"


class TalkState(StrEnum):
    """Where the talk is on its way; the last three are its ends."""

    WAITING = "waiting"
    TAKEN = "taken"
    HANDED_BACK = "handed_back"
    ENDED = "ended"
    TIMED_OUT = "timed_out"

    @property
    def is_open(self) -> bool:
        return self in {TalkState.WAITING, TalkState.TAKEN}


class TalkOutcome(StrEnum):
    """How a nurse ended it; the first two were said to the patient, who was there to read them."""

    ANSWERED = "answered"
    COME_IN = "come_in"
    CALL_BACK = "call_back"
    LEFT = "left"

    @property
    def reached(self) -> bool:
        return self in {TalkOutcome.ANSWERED, TalkOutcome.COME_IN}
