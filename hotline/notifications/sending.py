"""Letters go out one at a time: taken, sent, and noted, each in a transaction of its own."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import Database
from hotline.notifications.claiming import claim_letter, is_letter_due, note_failed, note_refused, note_sent
from hotline.notifications.lapsing import end_failed, end_unsendable
from hotline.notifications.letter import Letter
from hotline.notifications.sender import (
    AddressGone,
    Enclosure,
    LetterRefused,
    OutgoingLetter,
    Senders,
    SendingFailed,
)
from hotline.notifications.telling import tell
from hotline.notifications.vocabulary import LetterFault, Means

_LOG = logging.getLogger(__name__)

CARRIED = (Means.WEB_PUSH, Means.SMS, Means.WECOM, Means.EMAIL, Means.WECHAT)
"""What somebody outside carries; the others lie where they are shown as soon as they are written."""


@dataclass(frozen=True)
class _Held:
    """A letter taken to be sent; nothing to carry where it died at once."""

    means: Means
    attempt: int
    outgoing: OutgoingLetter | None
    enclose: Callable[[], Enclosure] | None = None


def send_one_letter(
    database: Database, *, clock: Clock, senders: Senders, means: Collection[Means] = CARRIED
) -> bool:
    """Whether there was one, sent or not. Raises StorageUnavailable.

    Takes the database, not a session: the network is never waited for inside a transaction, for SQLite has
    one writer. A process that dies between sending and noting leaves a letter that goes out once more when
    its lease is over.
    """
    now = clock.now()
    with database.reading() as session:
        if not is_letter_due(session, means=means, now=now):
            return False
    with database.transaction() as session:
        letter = claim_letter(session, means=means, now=now)
        held = _take(session, letter, senders=senders, clock=clock) if letter else None
    if held is None:
        return False
    if held.outgoing is not None:
        _carry(held, held.outgoing, database=database, clock=clock, senders=senders)
    return True


def _take(session: Session, letter: Letter, *, senders: Senders, clock: Clock) -> _Held:
    if letter.means not in senders.on:
        setting = senders.missing.get(letter.means)
        on = {*senders.on, *senders.elsewhere}
        end_unsendable(session, letter, on=on, detail=setting, now=clock.now())
    elif clock.now() >= letter.good_until:
        detail = letter.fault_detail
        end_failed(session, letter, LetterFault.TOO_LATE, detail=detail, now=clock.now())
    else:
        outgoing = _outgoing(letter, senders=senders, now=clock.now())
        make = senders.enclosing.get(letter.kind)
        enclose = partial(make, dict(letter.facts)) if make else None
        return _Held(letter.means, letter.attempts, outgoing, enclose)
    return _Held(letter.means, letter.attempts, None)


def _outgoing(letter: Letter, *, senders: Senders, now: datetime) -> OutgoingLetter:
    told = tell(letter, house=senders.house)
    return OutgoingLetter(
        id=letter.id,
        ticket_number=letter.ticket_number,
        address=letter.address,
        title=told.title,
        text=told.text,
        page=told.page,
        good_for=letter.good_until - now,
    )


def _carry(
    held: _Held, outgoing: OutgoingLetter, *, database: Database, clock: Clock, senders: Senders
) -> None:
    fault = _fault_of(held, outgoing, senders=senders)
    with database.transaction() as session:
        if fault is None:
            note_sent(session, letter_id=outgoing.id, now=clock.now())
        elif isinstance(fault, LetterRefused):
            gone = isinstance(fault, AddressGone)
            note_refused(
                session,
                letter_id=outgoing.id,
                attempt=held.attempt,
                detail=str(fault),
                is_address_gone=gone,
                now=clock.now(),
            )
        else:
            note_failed(
                session, letter_id=outgoing.id, attempt=held.attempt, detail=str(fault), now=clock.now()
            )


def _fault_of(
    held: _Held, outgoing: OutgoingLetter, *, senders: Senders
) -> LetterRefused | SendingFailed | None:
    try:
        enclosed = held.enclose() if held.enclose else None
        senders.on[held.means].send(replace(outgoing, enclosed=enclosed))
    except (LetterRefused, SendingFailed) as fault:
        _LOG.error("a letter by %s did not go: %s", held.means.value, fault)
        return fault
    except Exception as error:  # noqa: BLE001 - a sender is somebody else's code
        _LOG.error("a sender of %s broke: %s", held.means.value, type(error).__name__)
        return SendingFailed(type(error).__name__)
    return None
