"""The words an outgoing call is written in; their values are what the store holds."""

from enum import StrEnum


class Errand(StrEnum):
    """Why somebody is rung. An emergency's call back is no errand: it waits for no permitted hour."""

    FEEDBACK = "feedback"
    VISIT = "visit"
    RECHECK = "recheck"
    REFILL = "refill"
    SATISFACTION = "satisfaction"
    FOLLOW_UP = "follow_up"

    @property
    def needs_message(self) -> bool:
        """Somebody must write what is to be told; the others have words of their own."""
        return self in {Errand.FEEDBACK, Errand.VISIT, Errand.RECHECK}


class CallState(StrEnum):
    """Where a call is on its way. OVER: it was heard out; GIVEN_UP and WITHDRAWN: nobody rings any more."""

    WAITING = "waiting"
    RINGING = "ringing"
    ANSWERED = "answered"
    OVER = "over"
    GIVEN_UP = "given_up"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        return self in {CallState.WAITING, CallState.RINGING, CallState.ANSWERED}


class RingOutcome(StrEnum):
    """What came of one attempt. MACHINE: picked up, and nobody reacted; HUNG_UP: before he heard us out.

    DIVERTED: he wanted something else first, and got it, but not what we rang for.
    """

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    FAILED = "failed"
    MACHINE = "machine"
    HUNG_UP = "hung_up"
    DIVERTED = "diverted"
    WRONG_NUMBER = "wrong_number"


class GaveUp(StrEnum):
    """Why a call was given up."""

    TRIES_USED = "tries_used"
    TOO_LATE = "too_late"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"
    WRONG_NUMBER = "wrong_number"
    FAULTY = "faulty"
