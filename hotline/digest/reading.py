"""The contacts of a span of time, read in one stream: a year costs no more memory than a day."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy.orm import Session

from hotline.digest.contact import SILENCE, Contact
from hotline.digest.going_on import GoingOn
from hotline.digest.happenings import Kind, happenings
from hotline.digest.returning import came_back
from hotline.spans import Span

_PAGE = 500
"""Contacts that are followed at once."""

_LONGEST = timedelta(hours=24)
"""How far past the span a contact that began in it is followed."""

_BEGINS = {Kind.SAID, Kind.CALLED}
_ADDING = {
    Kind.CALLED: GoingOn.ring,
    Kind.SAID: GoingOn.say,
    Kind.TOLD: GoingOn.tell,
    Kind.OPENED: GoingOn.open_ticket,
    Kind.ASKED: GoingOn.ask_person,
}
_SWEPT_EVERY = timedelta(minutes=30)


def contacts_of(session: Session, *, span: Span, as_of: datetime, follows: bool = True) -> Iterator[Contact]:
    """Those that began in the span, in no order of note; nothing after `as_of` is looked at.

    `came_back` is looked for where it `follows` them.
    """
    contacts = (one for one in _ended(session, span=span, as_of=as_of) if one.begun_at in span)
    return _followed(session, contacts, as_of=as_of) if follows else contacts


def _ended(session: Session, *, span: Span, as_of: datetime) -> Iterator[Contact]:
    """Those that go on are held, no others: as many as turn to us in a few hours."""
    going: dict[str, GoingOn] = {}
    swept_at = span.start
    # From a silence before the span on, so that what only goes on in it is not taken for its beginning.
    read = Span(span.start - SILENCE, span.end + _LONGEST)
    for happening in happenings(session, span=read, as_of=as_of):
        conversation, at, kind = happening[0], happening[1], happening[2]
        if at >= swept_at:
            yield from _swept(going, at=at)
            swept_at = at + _SWEPT_EVERY
            if at >= span.end and not going:
                return
        contact = going.get(conversation)
        if contact is not None and contact.until <= at:
            yield going.pop(conversation).contact()
            contact = None
        if contact is None:
            if kind not in _BEGINS or at >= span.end:
                continue
            contact = going[conversation] = GoingOn.since(conversation, at, as_of=as_of)
        _ADDING[kind](contact, happening)
    for contact in going.values():
        yield contact.contact()


def _swept(going: dict[str, GoingOn], *, at: datetime) -> Iterator[Contact]:
    over = [conversation for conversation, contact in going.items() if contact.until <= at]
    for conversation in over:
        yield going.pop(conversation).contact()


def _followed(session: Session, contacts: Iterable[Contact], *, as_of: datetime) -> Iterator[Contact]:
    stream = iter(contacts)
    while page := list(islice(stream, _PAGE)):
        back = came_back(session, page, as_of=as_of)
        for contact in page:
            yield replace(contact, came_back=True) if contact.key in back else contact
