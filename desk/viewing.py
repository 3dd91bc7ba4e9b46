"""Every look at a patient's details is kept before the page is sent."""

import logging
from collections.abc import Iterable
from uuid import UUID

from starlette.requests import Request

from desk.desk import Desk
from desk.signing_in import SignedIn
from hotline.green_channel import LiveAlarm
from hotline.ledger import JournalUnavailable
from hotline.staff import ViewDeed, ViewedThing, Viewing, address_hash, log_view

_LOG = logging.getLogger(__name__)


def viewing(
    desk: Desk,
    request: Request,
    *,
    me: SignedIn,
    what: ViewedThing,
    number: str,
    deed: ViewDeed = ViewDeed.OPENED,
) -> Viewing:
    return Viewing(
        by=me.member.username,
        what=what,
        deed=deed,
        number=number,
        at=desk.clock.now(),
        address_hash=address_hash(request.client.host if request.client else ""),
    )


def log_ticket(desk: Desk, request: Request, *, me: SignedIn, number: str) -> None:
    """Raises StorageUnavailable: then the page is not shown."""
    looked = viewing(desk, request, me=me, what=ViewedThing.TICKET, number=number)
    with desk.database.transaction() as session:
        log_view(session, viewing=looked)


def log_tickets(desk: Desk, request: Request, *, me: SignedIn, numbers: Iterable[str]) -> None:
    """Those of a list that names patients. Raises StorageUnavailable: then the page is not shown."""
    looked = [
        viewing(desk, request, me=me, what=ViewedThing.TICKET, number=number)
        for number in dict.fromkeys(numbers)
    ]
    with desk.database.transaction() as session:
        for one in looked:
            log_view(session, viewing=one)


def log_talk(desk: Desk, request: Request, *, me: SignedIn, talk_id: UUID) -> None:
    """Raises StorageUnavailable: then the page is not shown."""
    looked = viewing(desk, request, me=me, what=ViewedThing.CONVERSATION, number=str(talk_id))
    with desk.database.transaction() as session:
        log_view(session, viewing=looked)


def log_alarm(desk: Desk, request: Request, *, me: SignedIn, alarm: LiveAlarm) -> None:
    """Never keeps the sheet from who needs it: with database and disk away, the process's log tells of it."""
    looked = viewing(desk, request, me=me, what=ViewedThing.ALARM, number=str(alarm.id))
    try:
        desk.ledger.log_view(looked)
    except JournalUnavailable as error:
        _LOG.critical("%s looked at alarm %s, kept nowhere: %s", looked.by, looked.number, error)
