"""Giving a sheet: the same one again where it was given before, with what was ticked on it."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.sheets.given_sheet import LASTS, GivenSheet


def give_sheet(
    session: Session,
    *,
    journey: str,
    traits: Collection[str] = (),
    ticket_number: str | None = None,
    conversation_id: str | None = None,
    clock: Clock,
    by: str | None = None,
    version: str = "",
) -> GivenSheet:
    """`journey`, `traits` and `version` are the knowledge base's; `by` is who of the staff gives it."""
    given = _given_before(session, ticket_number=ticket_number, conversation_id=conversation_id, clock=clock)
    for one in given:
        if one.is_for(journey, traits=traits):
            one.ticket_number = one.ticket_number or ticket_number
            return one
    sheet = GivenSheet.of(
        journey,
        version=version,
        traits=traits,
        ticket_number=ticket_number,
        conversation_id=conversation_id,
        by=by,
        at=clock.now(),
    )
    session.add(sheet)
    session.flush()
    return sheet


def sheets_of_ticket(
    session: Session, *, number: str, conversations: Collection[str] = ()
) -> Sequence[GivenSheet]:
    """Those of the ticket and of its conversations, the newest first."""
    mine = or_(GivenSheet.ticket_number == number, GivenSheet.conversation_id.in_(conversations))
    return session.scalars(select(GivenSheet).where(mine).order_by(GivenSheet.given_at.desc())).all()


def _given_before(
    session: Session, *, ticket_number: str | None, conversation_id: str | None, clock: Clock
) -> Sequence[GivenSheet]:
    ways = [
        column == value
        for column, value in (
            (GivenSheet.ticket_number, ticket_number),
            (GivenSheet.conversation_id, conversation_id),
        )
        if value
    ]
    if not ways:
        return ()
    fresh = GivenSheet.given_at > clock.now() - LASTS
    return session.scalars(select(GivenSheet).where(or_(*ways), fresh)).all()
