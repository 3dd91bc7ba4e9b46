"""What somebody said on a call of ours is done: no more calls, a rating, a matter taken up again."""

import logging
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.outgoing_calls.attempting import record_attempt
from hotline.outgoing_calls.call import OutgoingCall
from hotline.outgoing_calls.locking import lock_call
from hotline.outgoing_calls.refusing import refuse_calls
from hotline.outgoing_calls.vocabulary import RingOutcome
from hotline.tickets import CALLER, DeedRefused, Ticket, lock_ticket, rate_ticket, reopen_ticket

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Said:
    """By keys; None is what was not asked or not answered. `key`: what he said of what we reminded him of."""

    refuses: bool = False
    solved: bool | None = None
    score: int | None = None
    key: str | None = None


def settle_call(
    session: Session,
    *,
    call_id: UUID,
    outcome: RingOutcome,
    said: Said,
    clock: Clock,
    provider_call: str | None = None,
) -> OutgoingCall:
    """Doing it again changes nothing. Raises NoSuchCall."""
    call = lock_call(session, call_id=call_id)
    if said.refuses:
        refuse_calls(session, number=call.number, by=CALLER, clock=clock)
    if call.running is not None and call.ticket is not None and said.solved is not None:
        _rate(session, call.ticket, said, clock=clock)
    return record_attempt(session, call_id=call_id, outcome=outcome, provider_call=provider_call, clock=clock)


def _rate(session: Session, ticket: Ticket, said: Said, *, clock: Clock) -> None:
    """Not solved is taken up again even where no score was given, as on the progress page."""
    try:
        if said.score is not None:
            solved = bool(said.solved)
            rate_ticket(
                session, number=ticket.number, solved=solved, score=said.score, by=CALLER, clock=clock
            )
        elif not said.solved and lock_ticket(session, number=ticket.number).may_be_reopened:
            reopen_ticket(session, number=ticket.number, by=CALLER, reason="", clock=clock)
    except DeedRefused as refused:
        _LOG.warning("what was said of a ticket by telephone is not on it: %s", refused)
