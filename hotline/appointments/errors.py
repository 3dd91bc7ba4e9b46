"""Why a deed on an appointment was refused, each with the number of its ticket."""

from hotline.tickets import DeedRefused


class NoSuchAppointment(DeedRefused):
    """This ticket has no appointment."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "there is no appointment")


class AppointmentOver(DeedRefused):
    """It was cancelled, kept or missed: nothing more is arranged about it."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the appointment is over")


class AlreadyConfirmed(DeedRefused):
    """It stands already; another day is a change."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the appointment is confirmed")


class NotYetConfirmed(DeedRefused):
    """Nobody was promised a visit that could be moved, kept or missed."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the appointment is not confirmed")


class NothingChanged(DeedRefused):
    """The same day, hour, place and doctor again."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "nothing would change")


class DayPassed(DeedRefused):
    """A visit is arranged for today or later."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the day has passed")


class DayToCome(DeedRefused):
    """Nobody kept or missed what is still to come."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the day is still to come")


class NoPlaceLeft(DeedRefused):
    """Every place of the sitting that this patient may have is held."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "no place is left in this sitting")
