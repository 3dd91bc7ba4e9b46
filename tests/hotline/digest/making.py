"""A week as it happened, written through the same services that write it in earnest."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from hotline.calls import CallOutcome, PhoneCall
from hotline.conversations import ToldEntry, record_exchanges
from hotline.database import Database, installed_keyring
from hotline.digest import AspectOf, Contact, Digest, compile_digest
from hotline.digest.counting import no_aspect
from hotline.digest.reading import contacts_of
from hotline.green_channel import AlarmOutcome, do_deed, raise_alarm
from hotline.green_channel import deed as deeds
from hotline.handoff import LiveTalk
from hotline.handoff.talk import TalkRequest
from hotline.handoff.vocabulary import HandoffReason, TalkOutcome
from hotline.tickets import open_ticket
from hotline.weeks import Week
from tests.hotline.making import SetClock, a_call, a_request, an_exchange

ZONE = ZoneInfo("Asia/Shanghai")
WEEK = Week.parse("2026-W47")
MONDAY = WEEK.span(ZONE).start
LATER = MONDAY + timedelta(days=30)


def at(*, day: int = 0, hour: float = 9) -> datetime:
    """So many days after Monday, at this local hour."""
    return MONDAY + timedelta(days=day, hours=hour)


def say(database: Database, conversation: str, when: datetime, *entries: str, **changed: object) -> None:
    told = tuple(ToldEntry(entry=entry, version="v1") for entry in entries)
    exchange = an_exchange(conversation_id=conversation, received_at=when, told=told, **changed)
    with database.transaction() as session:
        record_exchanges(session, [exchange])


def ticket(database: Database, conversation: str, when: datetime, **changed: object) -> str:
    with database.transaction() as session:
        request = a_request(conversation_id=conversation, **changed)
        return open_ticket(session, request=request, clock=SetClock(when)).number


def ring(
    database: Database,
    when: datetime,
    outcome: CallOutcome,
    *,
    phone: str | None = None,
    solved: bool | None = None,
) -> str:
    conversation = f"call-{uuid4()}"
    with database.transaction() as session:
        session.add(
            PhoneCall(
                id=uuid4(),
                conversation_id=conversation,
                call=conversation,
                direction="inbound",
                phone=phone,
                phone_hash=installed_keyring().lookup_hash(phone) if phone else None,
                began_at=when,
                ended_at=when + timedelta(minutes=2),
                outcome=outcome,
                solved=solved,
                reached_person=False,
                emergency=False,
                repeats=0,
                timeouts=0,
                unclear=0,
            )
        )
    return conversation


def ask_person(
    database: Database,
    conversation: str,
    when: datetime,
    *,
    number: str,
    after: timedelta | None = timedelta(0),
    lasts: timedelta | None = None,
    by: str,
) -> None:
    """Somebody who is there already comes after a while, or nobody; after so long the talk is over."""
    request = TalkRequest(
        conversation_id=conversation,
        channel="web",
        ticket_number=number,
        reason=HandoffReason.ASKED,
        summary="想找护士",
    )
    with database.transaction() as session:
        talk = LiveTalk.ask(request, at=when)
        if after is not None:
            talk.take(by, at=when + after)
        if after is not None and lasts is not None:
            talk.end(by, outcome=TalkOutcome.ANSWERED, at=when + after + lasts)
        session.add(talk)


def digest(
    database: Database, *, as_of: datetime = LATER, week: Week = WEEK, aspect_of: AspectOf = no_aspect
) -> Digest:
    with database.reading() as session:
        return compile_digest(session, week=week, zone=ZONE, as_of=as_of, aspect_of=aspect_of)


def alarm(database: Database, when: datetime, *, outcome: AlarmOutcome | None = None) -> None:
    """Rung after ten seconds, acknowledged after thirty, over after an hour where it ever was."""
    with database.transaction() as session:
        id_ = raise_alarm(session, call=a_call(raised_at=when)).id
        second = timedelta(seconds=1)
        do_deed(
            session,
            deed=deeds.ring(
                id_, by="hotline", rung=1, name="急诊科", next_ring_at=None, at=when + 10 * second
            ),
        )
        do_deed(session, deed=deeds.acknowledge(id_, by="wu", at=when + 30 * second))
        if outcome is not None:
            over = when + timedelta(hours=1)
            do_deed(session, deed=deeds.record_outcome(id_, by="wu", outcome=outcome, at=over))


def contacts(database: Database, *, as_of: datetime = LATER) -> list[Contact]:
    """Of the week, oldest first."""
    with database.reading() as session:
        found = contacts_of(session, span=WEEK.span(ZONE), as_of=as_of)
        return sorted(found, key=lambda one: (one.begun_at, one.conversation_id))
