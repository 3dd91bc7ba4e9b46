"""The words a timer is written in; their values are what the store holds."""

from enum import StrEnum


class TimerKind(StrEnum):
    """What is due."""

    UNACCEPTED = "unaccepted"
    DUE_SOON = "due_soon"
    DUE_VERY_SOON = "due_very_soon"
    BREACHED = "breached"
    HANDOVER_WAITING = "handover_waiting"
    CONTACT_AGAIN = "contact_again"
    CONTACT_AGAIN_CHECK = "contact_again_check"
    SATISFACTION = "satisfaction"
    SATISFACTION_REMINDER = "satisfaction_reminder"
    REMINDER = "reminder"

    @property
    def outlives_closing(self) -> bool:
        """Follow-up is what comes after a ticket; everything else ends with it."""
        return self in _FOLLOW_UPS


_FOLLOW_UPS = frozenset({TimerKind.CONTACT_AGAIN, TimerKind.SATISFACTION, TimerKind.SATISFACTION_REMINDER})


class TimerState(StrEnum):
    """OVERTAKEN: when its moment came there was nothing to do any more. CANCELLED: a deed ended it before."""

    PLANNED = "planned"
    DONE = "done"
    OVERTAKEN = "overtaken"
    CANCELLED = "cancelled"


class TimerOutcome(StrEnum):
    """What came of it."""

    TOLD = "told"
    BREACH_CAME_FIRST = "breach_came_first"
    RECORDED_ALREADY = "recorded_already"
    TOO_LATE_TO_ASK = "too_late_to_ask"
    NOT_DUE_ANY_MORE = "not_due_any_more"
    WITHDRAWN = "withdrawn"
