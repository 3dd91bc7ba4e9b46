"""What the desk shows of outgoing calls."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from hotline.outgoing_calls.call import OutgoingCall
from hotline.outgoing_calls.vocabulary import CallState, GaveUp
from hotline.tickets import Ticket

OPEN = tuple(state for state in CallState if state.is_open)


def calls_of_ticket(session: Session, *, ticket: Ticket) -> Sequence[OutgoingCall]:
    """Newest first."""
    own = select(OutgoingCall).where(OutgoingCall.ticket_id == ticket.id)
    return session.scalars(own.order_by(OutgoingCall.asked_at.desc())).all()


def calls_in(session: Session, *, states: Sequence[CallState], limit: int) -> Sequence[OutgoingCall]:
    """Those to come first by their moment, those that ended by when they did, newest first."""
    order = OutgoingCall.look_at if states[0].is_open else OutgoingCall.over_at.desc()
    wanted = select(OutgoingCall).where(_shown(states)).order_by(order).limit(limit)
    loaded = wanted.options(selectinload(OutgoingCall.attempts), selectinload(OutgoingCall.ticket))
    return session.scalars(loaded).all()


def count_calls(session: Session) -> Mapping[CallState, int]:
    """By state, of those the desk shows."""
    counted = select(OutgoingCall.state, func.count()).where(_shown(tuple(CallState)))
    return dict(session.execute(counted.group_by(OutgoingCall.state)).all())


def _shown(states: Sequence[CallState]) -> ColumnElement[bool]:
    """What somebody did meanwhile by himself is no failure, and nobody's work."""
    overtaken = OutgoingCall.gave_up.is_not(None) & (OutgoingCall.gave_up == GaveUp.OVERTAKEN)
    return OutgoingCall.state.in_(states) & ~overtaken
