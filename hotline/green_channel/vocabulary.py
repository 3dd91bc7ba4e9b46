"""The words an alarm is written in; their values are what the store holds."""

from enum import StrEnum


class AlarmState(StrEnum):
    """Where the alarm is on its way; arrived and called off are two ways on, and neither leads back."""

    RAISED = "raised"
    RINGING = "ringing"
    ACKNOWLEDGED = "acknowledged"
    ARRIVED = "arrived"
    CALLED_OFF = "called_off"
    CLOSED = "closed"

    @property
    def rank(self) -> int:
        """How far on its way: of two copies of an alarm the further one knows more."""
        return _RANKS[self.value]

    @property
    def calls_for_help(self) -> bool:
        """Nobody has answered yet: it goes on ringing."""
        return self in {AlarmState.RAISED, AlarmState.RINGING}

    @property
    def is_over(self) -> bool:
        return self in {AlarmState.CALLED_OFF, AlarmState.CLOSED}


class AlarmEventKind(StrEnum):
    """What happened to the alarm: its only history."""

    RAISED = "raised"
    RANG = "rang"
    RING_FAILED = "ring_failed"
    NOBODY_ANSWERED = "nobody_answered"
    TOLD_MORE = "told_more"
    CONTACT_ADDED = "contact_added"
    TICKET_NAMED = "ticket_named"
    ACKNOWLEDGED = "acknowledged"
    ARRIVED = "arrived"
    CALLED_OFF = "called_off"
    OUTCOME_RECORDED = "outcome_recorded"


class AlarmOutcome(StrEnum):
    """What it turned out to be, as the emergency department saw it."""

    CONFIRMED = "confirmed"
    OTHER_EMERGENCY = "other_emergency"
    URGENT = "urgent"
    FALSE_ALARM = "false_alarm"
    NOT_REACHED = "not_reached"

    @property
    def was_emergency(self) -> bool | None:
        """None where nobody can know: the patient was never found."""
        if self is AlarmOutcome.NOT_REACHED:
            return None
        return self in {AlarmOutcome.CONFIRMED, AlarmOutcome.OTHER_EMERGENCY}


class RingBy(StrEnum):
    """How one on the list is rung."""

    DESK = "desk"
    CALL = "call"
    SMS = "sms"


class AcknowledgedBy(StrEnum):
    """Where the answer came from: a key on the desk, or the 1 pressed on a telephone."""

    DESK = "desk"
    PHONE = "phone"


HOTLINE = "hotline"
"""Who did it, where no person did."""

RAISED_BY_STAFF = "raised_by_staff"
"""The kind of an alarm that a person raised and no rule."""

_RANKS = {"raised": 0, "ringing": 1, "acknowledged": 2, "arrived": 3, "called_off": 4, "closed": 5}
