"""Why no reminder was made, or one stays as it is, each with what it is about."""

from uuid import UUID


class ReminderRefused(Exception):  # noqa: N818 - a noun of the trade
    """Nothing was changed."""


class MomentPassed(ReminderRefused):
    """The moment to be reminded at lies behind us, or behind what it is for."""

    def __init__(self) -> None:
        super().__init__("the moment to be reminded at has passed")


class TooFarAhead(ReminderRefused):
    """Nobody can tell who has that number by then."""

    def __init__(self) -> None:
        super().__init__("farther ahead than we remind anybody")


class NoSuchReminder(ReminderRefused):
    """No reminder has this id, or it is over."""

    def __init__(self, reminder_id: UUID) -> None:
        super().__init__(f"{reminder_id}: there is no such reminder")
        self.reminder_id = reminder_id
