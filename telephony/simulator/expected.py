"""What must be true when the last call of a script is over."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from hotline.outgoing_calls import CallState, GaveUp, RingOutcome
from hotline.safety import TriageGrade
from hotline.tickets import TicketKind, TicketSource, TicketState


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Strict(BaseModel):
    """A part of a script: no key but those named."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class ExpectedTicket(Strict):
    """What is not named may be anything."""

    kind: TicketKind
    grade: TriageGrade = TriageGrade.ROUTINE
    phone: bool | None = None
    source: TicketSource | None = None
    state: TicketState | None = None
    department: str | None = None
    summary: str | None = None


class ExpectedAlarm(Strict):
    """What is not named may be anything."""

    kind: str | None = None
    state: str | None = None
    phone: bool | None = None


class ExpectedCall(Strict):
    """A call of ours. What is not named may be anything."""

    state: CallState
    gave_up: GaveUp | None = None
    outcomes: tuple[RingOutcome, ...] | None = None


class Afterwards(Strict):
    """What must be true when the last call is over; `call` is about the last one kept.

    `refused`: the number wants no calls of ours. `rung_again` is how often it is rung in the time after.
    """

    tickets: tuple[ExpectedTicket, ...] = ()
    alarms: tuple[ExpectedAlarm, ...] = ()
    call: dict[str, Any] = {}
    profile: dict[str, Any] = {}
    owed: tuple[ExpectedCall, ...] = ()
    refused: bool = False
    rung_again: int = 0
    ended_by: Literal["hotline", "caller"] | None = None
    faults: Names = ()
