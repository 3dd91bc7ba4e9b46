"""The whole-journey sheets of one ticket: those given, and the one its words ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desk.desk import Desk
from desk.names import Names
from hotline.notifications.writing import WEB_CHAT, WECHAT
from hotline.sheets import GivenSheet, sheets_of_ticket
from hotline.tickets import Ticket, conversations_of
from knowledge_base.journeys import Journeys, NoSuchJourney


@dataclass(frozen=True, kw_only=True)
class TicketSheet:
    """`title` and `count` are None where the sheet was taken back; `by` where the bot gave it."""

    code: str
    title: str | None
    count: int | None
    done: int
    given_at: datetime
    by: str | None
    is_over: bool


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A journey with the traits it is fitted to; `from_ticket` where nobody has chosen yet."""

    journey: str
    traits: frozenset[str]
    from_ticket: bool = False


def read_ticket_sheets(
    session: Session, *, ticket: Ticket, desk: Desk, names: Names
) -> tuple[TicketSheet, ...]:
    conversations = tuple(conversations_of(session, ticket=ticket))
    given = sheets_of_ticket(session, number=ticket.number, conversations=conversations)
    return tuple(_shown(one, desk=desk, names=names) for one in given)


def proposed(journeys: Journeys, *, said: Sequence[str]) -> Chosen | None:
    """The journey of the first words that name one, fitted to all that was said."""
    named = (journeys.for_text(text) for text in said)
    wanted = next((one for one in named if one is not None), None)
    if wanted is None:
        return None
    return Chosen(journey=wanted.journey, traits=journeys.traits_in(" ".join(said)), from_ticket=True)


def can_send(ticket: Ticket) -> bool:
    """Whether there is any way to the caller for a link."""
    return bool(ticket.phone) or ticket.channel in {WEB_CHAT, WECHAT}


def _shown(given: GivenSheet, *, desk: Desk, names: Names) -> TicketSheet:
    try:
        sheet = desk.journeys.sheet(given.journey, traits=given.traits)
    except NoSuchJourney:
        sheet = None
    return TicketSheet(
        code=given.code,
        title=sheet.title if sheet else None,
        count=len(sheet.items) if sheet else None,
        done=len(set(given.ticked) & set(sheet.items)) if sheet else 0,
        given_at=given.given_at,
        by=names.of(given.given_by) if given.given_by else None,
        is_over=given.good_until <= desk.clock.now(),
    )
