"""Why a deed on an alarm was refused, each with the alarm's id."""

from uuid import UUID


class AlarmRefused(Exception):  # noqa: N818 - a noun of the trade
    """A move the alarm does not allow."""

    def __init__(self, alarm_id: UUID, reason: str) -> None:
        super().__init__(f"{alarm_id}: {reason}")
        self.alarm_id = alarm_id
        self.reason = reason


class NoSuchAlarm(AlarmRefused):
    """No alarm bears this id."""

    def __init__(self, alarm_id: UUID) -> None:
        super().__init__(alarm_id, "there is no such alarm")


class AlreadyAcknowledged(AlarmRefused):
    """Somebody answers for the alarm already: `by`."""

    def __init__(self, alarm_id: UUID, *, by: str) -> None:
        super().__init__(alarm_id, f"{by} has acknowledged the alarm")
        self.by = by


class NotAcknowledged(AlarmRefused):
    """Nobody has answered yet: it is acknowledged, or called off, first."""

    def __init__(self, alarm_id: UUID) -> None:
        super().__init__(alarm_id, "nobody has acknowledged the alarm")


class AlreadyArrived(AlarmRefused):
    """The patient is here: what it was is an outcome, and nothing is called off any more."""

    def __init__(self, alarm_id: UUID) -> None:
        super().__init__(alarm_id, "the patient has arrived")


class AlarmOver(AlarmRefused):
    """The alarm was called off or closed."""

    def __init__(self, alarm_id: UUID) -> None:
        super().__init__(alarm_id, "the alarm is over")


class ReasonMissing(AlarmRefused):
    """An alarm is never lowered without a reason."""

    def __init__(self, alarm_id: UUID) -> None:
        super().__init__(alarm_id, "no reason was given")
