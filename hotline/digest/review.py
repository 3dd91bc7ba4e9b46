"""The review of one day, for the morning meeting: what went wrong, who waits, and what falls due today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.digest.collecting import seldom_collected
from hotline.digest.contact import Contact
from hotline.digest.counting import Counting, Volume
from hotline.digest.emergencies import Emergency, emergencies_of
from hotline.digest.figures import (
    CONTACT_FIGURES,
    EMERGENCY_FIGURES,
    PROMISE_FIGURES,
    RATING_FIGURES,
    tallied,
)
from hotline.digest.intervals import Change, Share, change, weeks_open
from hotline.digest.promises import Fared, Promise, promises_due, promises_of
from hotline.digest.ratings import judged_in
from hotline.digest.reading import contacts_of
from hotline.spans import Span
from hotline.tickets import EventKind, Ticket, TicketEvent
from hotline.weeks import span_of_day

BEFORE = 4
"""So many of the same weekday a day is compared with."""

AHEAD = timedelta(hours=24)
"""What falls due so soon after the day stands in its review."""

_BROKEN = (Fared.SILENT, Fared.LATE_BUT_TOLD)
_TRIED = (EventKind.NOT_REACHED, EventKind.FED_BACK)


@dataclass(frozen=True, kw_only=True)
class Review:
    """`usual` is against the same weekday of the four weeks before.

    `broken` are the promises that passed on the day unkept, those in silence first, the longest first;
    `due` those that pass within 24 hours after the day and are still open, the next first; `returned` the
    tickets of which a handover was given back on the day. Of `lost_calls` nobody has tried to ring back
    `not_called_back`. `missed` are the contacts that could not be helped, oldest first.
    """

    day: date
    as_of: datetime
    volume: Volume
    usual: Change
    figures: Mapping[str, Share]
    emergencies: tuple[Emergency, ...]
    broken: tuple[Promise, ...]
    due: tuple[Promise, ...]
    returned: tuple[str, ...]
    lost_calls: int
    not_called_back: int
    missed: tuple[Contact, ...]


@seldom_collected()
def compile_review(session: Session, *, day: date, zone: tzinfo, as_of: datetime) -> Review:
    """What happened after `as_of` is not looked at: a day told again as of the same instant is the same."""
    span, counting = span_of_day(day, zone), Counting(zone=zone)
    lost: list[Contact] = []
    missed: list[Contact] = []
    for contact in contacts_of(session, span=span, as_of=as_of):
        counting.take(contact)
        if CONTACT_FIGURES["abandoned_calls"].counts(contact):
            lost.append(contact)
        if CONTACT_FIGURES["not_helped"].counts(contact):
            missed.append(contact)
    emergencies = tuple(emergencies_of(session, span=span, as_of=as_of))
    figures = counting.tally.shares()
    figures |= tallied(promises_of(session, span=span, as_of=as_of), PROMISE_FIGURES)
    figures |= tallied(emergencies, EMERGENCY_FIGURES)
    figures |= tallied(judged_in(session, span=span, as_of=as_of), RATING_FIGURES)
    before = [_count(session, span_of_day(one, zone), as_of=as_of) for one in _same_days(day)]
    return Review(
        day=day,
        as_of=as_of,
        volume=counting.volume(),
        usual=change(counting.total, before=before[: weeks_open(before)]),
        figures=figures,
        emergencies=emergencies,
        broken=_broken(session, span=span, as_of=as_of),
        due=_due(session, span=Span(span.end, span.end + AHEAD), as_of=as_of),
        returned=_returned(session, span=span, as_of=as_of),
        lost_calls=len(lost),
        not_called_back=_not_called_back(session, lost, as_of=as_of),
        missed=tuple(sorted(missed, key=lambda one: (one.begun_at, one.conversation_id))),
    )


def _same_days(day: date) -> list[date]:
    return [day - timedelta(weeks=back) for back in range(1, BEFORE + 1)]


def _count(session: Session, span: Span, *, as_of: datetime) -> int:
    return sum(1 for _ in contacts_of(session, span=span, as_of=as_of, follows=False))


def _broken(session: Session, *, span: Span, as_of: datetime) -> tuple[Promise, ...]:
    found = [one for one in promises_due(session, span=span, as_of=as_of) if one.fared in _BROKEN]
    return tuple(sorted(found, key=lambda one: (_BROKEN.index(one.fared), one.due_at, one.number)))


def _due(session: Session, *, span: Span, as_of: datetime) -> tuple[Promise, ...]:
    """By the morning of the meeting the first of them may have passed: that one is open all the same."""
    found = [one for one in promises_due(session, span=span, as_of=as_of) if one.is_open]
    return tuple(sorted(found, key=lambda one: (one.due_at, one.number)))


def _returned(session: Session, *, span: Span, as_of: datetime) -> tuple[str, ...]:
    given_back = (
        select(Ticket.number)
        .join(TicketEvent, TicketEvent.ticket_id == Ticket.id)
        .where(
            TicketEvent.kind == EventKind.HANDOVER_RETURNED,
            TicketEvent.at >= span.start,
            TicketEvent.at < span.end,
            TicketEvent.at <= as_of,
        )
        .order_by(TicketEvent.at, Ticket.number)
    )
    return tuple(dict.fromkeys(session.scalars(given_back)))


def _not_called_back(session: Session, lost: Sequence[Contact], *, as_of: datetime) -> int:
    """Who left no number has no ticket and was not rung either."""
    numbers = sorted({one.number for contact in lost for one in contact.opened})
    tried = (
        select(Ticket.number)
        .join(TicketEvent, TicketEvent.ticket_id == Ticket.id)
        .where(Ticket.number.in_(numbers), TicketEvent.kind.in_(_TRIED), TicketEvent.at <= as_of)
    )
    rung = set(session.scalars(tried))
    return sum(rung.isdisjoint(one.number for one in contact.opened) for contact in lost)
