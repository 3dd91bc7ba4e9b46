"""Why a deed was refused, each with the number of the ticket."""

from datetime import datetime


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


class ManagerDecides(DeedRefused):
    """After `returns` returns the duty manager decides who gets the ticket, and the decision stands."""

    def __init__(self, number: str, *, returns: int) -> None:
        super().__init__(number, f"returned {returns} times: the duty manager decides")
        self.returns = returns


class AlreadyAssists(DeedRefused):
    """The department leads or assists already."""

    def __init__(self, number: str, *, department: str) -> None:
        super().__init__(number, f"{department} works on the ticket already")
        self.department = department


class NotGraver(DeedRefused):
    """Raising a grade must make it graver."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the grade is as grave already")


class NotMilder(DeedRefused):
    """Lowering a grade must make it milder."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the grade is as mild already")


class OutcomeDoesNotFit(DeedRefused):
    """A call is not delivered, and a message is not hung up."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "this cannot come of this way of reaching somebody")


class NotReached(DeedRefused):
    """Who was not reached was not told."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the patient was not reached, so was not told of the delay")


class AlreadyFedBack(DeedRefused):
    """The promise is fulfilled: there is nothing left to delay or to take over."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the patient has had feedback already")


class PromisePassed(DeedRefused):
    """A delay is told before the time it moves has passed."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the promised time has passed already")


class NotLater(DeedRefused):
    """The new time must be later than the one the patient knows."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the new time is not later")


class TooLate(DeedRefused):
    """The new time is beyond `latest`, the last a delay may be promised for."""

    def __init__(self, number: str, *, latest: datetime) -> None:
        super().__init__(number, f"a delay may last until {latest.isoformat()} at most")
        self.latest = latest


class StillOpen(DeedRefused):
    """Only what the patient heard of, or what was closed, is rated or reopened."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the ticket is still worked on")


class AlreadyReopened(DeedRefused):
    """A ticket is reopened once."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the ticket was reopened before")


class AlreadyRated(DeedRefused):
    """A patient rates once, and once more after a reopening."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "the ticket is rated already")


class ScoreOutOfRange(DeedRefused):
    """A score is a whole number from one to five."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "a score is one to five")


class MergedAway(DeedRefused):
    """The matter goes on in the ticket `into`."""

    def __init__(self, number: str, *, into: str) -> None:
        super().__init__(number, f"the ticket was merged into {into}")
        self.into = into


class MergedIntoItself(DeedRefused):
    """A ticket is not its own duplicate."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "a ticket cannot be merged into itself")


class ChainOfMerges(DeedRefused):
    """Others were merged into this ticket: it stays the one that counts."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "other tickets were merged into this one")


class AnsweredBefore(DeedRefused):
    """The feedback of `into` was given before this ticket was opened, and does not answer it."""

    def __init__(self, number: str, *, into: str) -> None:
        super().__init__(number, f"the feedback of {into} came before this ticket")
        self.into = into


class LinkedToItself(DeedRefused):
    """A ticket is linked to another one."""

    def __init__(self, number: str) -> None:
        super().__init__(number, "a ticket cannot be linked to itself")


class AlreadyLinked(DeedRefused):
    """Two tickets are linked once."""

    def __init__(self, number: str, *, other: str) -> None:
        super().__init__(number, f"the ticket is linked to {other} already")
        self.other = other


class NumbersExhausted(Exception):  # noqa: N818 - a noun of the trade
    """No free ticket number was found for the day; carries the day's prefix."""

    def __init__(self, day: str) -> None:
        super().__init__(f"{day}: no free ticket number was found")
        self.day = day
