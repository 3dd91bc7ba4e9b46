"""A line of the journal becomes rows, once, however often it is tried."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

import hotline.appointments
import hotline.follow_up  # noqa: F401 - a ticket is kept with its timers wherever it is kept
from hotline.conversations import record_exchanges
from hotline.database import Database, StorageUnavailable
from hotline.green_channel import do_deed, raise_alarm
from hotline.handoff import keep_line
from hotline.ledger.alarm_tickets import follow_alarm
from hotline.ledger.consenting import obey_consents
from hotline.ledger.line import (
    AlarmLine,
    ContactLine,
    ExchangeLine,
    JournalLine,
    SpokenLine,
    TicketLine,
    ViewLine,
)
from hotline.ledger.own import with_bound_phone
from hotline.staff import log_view
from hotline.tickets import EventKind, Ticket, keep_told_opening, lock_ticket, lock_ticket_by_id


def keep_lines(
    database: Database,
    lines: Sequence[JournalLine],
    *,
    reject: Callable[[JournalLine, str], None],
    durable: bool = True,
) -> int:
    """Keep all in one transaction, or, where one of them is faulty, each in its own.

    Gives how many were kept; raises StorageUnavailable with an unknown part of them kept.
    """
    try:
        with database.transaction(durable=durable) as session:
            _keep_all(session, lines)
    except StorageUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 - the ledger's edge: one faulty line must not hold up the rest
        if len(lines) == 1:
            reject(lines[0], type(error).__name__)
            return 0
        return sum(keep_lines(database, [line], reject=reject, durable=durable) for line in lines)
    return len(lines)


def _keep_all(session: Session, lines: Sequence[JournalLine]) -> None:
    exchanges = [line.exchange for line in lines if isinstance(line, ExchangeLine)]
    record_exchanges(session, obey_consents(session, exchanges))
    for line in lines:
        if isinstance(line, TicketLine):
            request = with_bound_phone(session, line.request)
            keep_told_opening(session, request=request, opening=line.opening)
        elif isinstance(line, ContactLine):
            keep_contact(session, line)
        elif isinstance(line, AlarmLine):
            keep_alarm(session, line)
        elif isinstance(line, ViewLine):
            log_view(session, viewing=line.viewing)
        elif isinstance(line, SpokenLine):
            keep_line(session, line=line.line_said, holding=False)


def keep_alarm(session: Session, line: AlarmLine) -> None:
    if line.call is not None:
        raise_alarm(session, call=line.call)
    for deed in line.deeds:
        follow_alarm(session, do_deed(session, deed=deed), deed=deed)


def keep_contact(session: Session, line: ContactLine) -> None:
    ticket = _ticket_of(session, line)
    if not any(event.kind is EventKind.CONTACT_ADDED and event.at == line.at for event in ticket.events):
        ticket.add_contact(phone=line.phone, caller_name=line.caller_name, at=line.at)


def _ticket_of(session: Session, line: ContactLine) -> Ticket:
    if line.ticket_id is not None:
        return lock_ticket_by_id(session, ticket_id=line.ticket_id)
    return lock_ticket(session, number=line.number)
