"""Why a call was not written, or stays as it is; each with its ids."""

from uuid import UUID


class CallNotAsked(Exception):  # noqa: N818 - a noun of the trade
    """Nobody will be rung; `ticket` is the number of the ticket it was asked for, if any."""

    def __init__(self, ticket: str | None, reason: str) -> None:
        super().__init__(f"{ticket or 'no ticket'}: {reason}")
        self.ticket = ticket


class CallsRefused(CallNotAsked):
    """Whoever has this number does not want to be rung."""

    def __init__(self, ticket: str | None) -> None:
        super().__init__(ticket, "this number does not want calls")


class NumberMissing(CallNotAsked):
    """There is no number to ring."""

    def __init__(self, ticket: str | None) -> None:
        super().__init__(ticket, "no number is known")


class MessageMissing(CallNotAsked):
    """This errand has nothing to tell without somebody's words."""

    def __init__(self, ticket: str | None) -> None:
        super().__init__(ticket, "nothing to tell")


class MomentPassed(CallNotAsked):
    """The call was asked for a moment that is over."""

    def __init__(self, ticket: str | None) -> None:
        super().__init__(ticket, "that moment has passed")


class AlreadyAsked(CallNotAsked):
    """The same errand of the same ticket waits already."""

    def __init__(self, ticket: str | None) -> None:
        super().__init__(ticket, "the same call waits already")


class NotForThisTicket(CallNotAsked):
    """The ticket is not where this errand makes sense: not accepted, closed, or not to be rated."""

    def __init__(self, ticket: str | None) -> None:
        super().__init__(ticket, "the errand does not fit the ticket as it stands")


class CallKept(Exception):  # noqa: N818 - a noun of the trade
    """The call stays as it is."""

    def __init__(self, call_id: UUID, reason: str) -> None:
        super().__init__(f"{call_id}: {reason}")
        self.call_id = call_id


class NoSuchCall(CallKept):
    """No outgoing call has this id."""

    def __init__(self, call_id: UUID) -> None:
        super().__init__(call_id, "there is no such call")


class CallOver(CallKept):
    """It was made, given up or withdrawn before."""

    def __init__(self, call_id: UUID) -> None:
        super().__init__(call_id, "the call is over")


class CallUnderWay(CallKept):
    """It rings, or is being held."""

    def __init__(self, call_id: UUID) -> None:
        super().__init__(call_id, "the call is under way")


class NoSuchRefusal(Exception):  # noqa: N818 - a noun of the trade
    """Nobody with this id refused calls."""

    def __init__(self, refusal_id: UUID) -> None:
        super().__init__(f"{refusal_id}: there is no such refusal")
        self.refusal_id = refusal_id
