"""Why a deed was refused, each with the number of the ticket."""


class DeedRefused(Exception):  # noqa: N818 - a noun of the trade
    """A move the ticket does not allow."""

    def __init__(self, number: str, reason: str) -> None:
        super().__init__(f"{number}: {reason}")
        self.number = number
        self.reason = reason


class NoSuchTicket(DeedRefused):
    """No ticket bears this number."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "there is no such ticket")


class TicketClosed(DeedRefused):
    """Nothing more is done to a closed ticket."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the ticket is closed")


class NotAccepted(DeedRefused):
    """Nobody answers for the ticket yet: it must be accepted first."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "nobody has accepted the ticket yet")


class AlreadyAccepted(DeedRefused):
    """Somebody holds the ticket already: `by`."""

    def __init__(self, number: str, *, by: str) -> None:
        super().__init__(number, f"{by} has accepted the ticket")
        self.by = by


class AlreadyHolds(DeedRefused):
    """A ticket is not handed over to the one who holds it: `staff`."""

    def __init__(self, number: str, *, staff: str) -> None:
        super().__init__(number, f"{staff} holds the ticket already")
        self.staff = staff


class HandoverPending(DeedRefused):
    """The handover to `to` must be accepted or returned first."""

    def __init__(self, number: str, *, to: str) -> None:
        super().__init__(number, f"the handover to {to} is not settled")
        self.to = to


class NoHandover(DeedRefused):
    """There is no handover to accept or return."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "no handover is waiting")


class NotTheReceiver(DeedRefused):
    """The handover waits for `to` and nobody else."""

    def __init__(self, number: str, *, to: str) -> None:
        super().__init__(number, f"the handover waits for {to}")
        self.to = to


class NotFedBack(DeedRefused):
    """A ticket is not solved before the patient has heard from us."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the patient has not been reached yet")


class NeverAttempted(DeedRefused):
    """Nobody is unreachable whom nobody has tried to reach."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "nobody has tried to reach the patient")


class AlreadyResolved(DeedRefused):
    """A ticket is resolved once."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the ticket is resolved already")


class NumbersExhausted(Exception):  # noqa: N818 - a noun of the trade
    """No free ticket number was found for the day; carries the day's prefix."""

    def __init__(self, day: str) -> None:
        super().__init__(f"{day}: no free ticket number was found")
        self.day = day
