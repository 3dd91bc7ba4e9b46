"""The words a caller's reminder is written in; their values are what the store holds."""

from enum import StrEnum


class ReminderKind(StrEnum):
    """What is to be done on the day."""

    VISIT = "visit"
    FASTING = "fasting"
    RECHECK = "recheck"
    REFILL = "refill"
    VACCINATION = "vaccination"


class ReminderState(StrEnum):
    """WAITING until it is told; LAPSED: too late to be told, so that nobody was."""

    WAITING = "waiting"
    TOLD = "told"
    DONE = "done"
    STOPPED = "stopped"
    LAPSED = "lapsed"

    @property
    def is_open(self) -> bool:
        """Whether anything may still come of it."""
        return self in {ReminderState.WAITING, ReminderState.TOLD}


class ReminderMeans(StrEnum):
    """How somebody prefers to be reminded; NONE: not at all."""

    CALL = "call"
    SMS = "sms"
    WECHAT = "wechat"
    NONE = "none"
