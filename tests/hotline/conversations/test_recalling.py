"""Who was told an answer is found, and called back once."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from hotline.conversations import (
    ToldConversation,
    ToldEntry,
    call_back,
    entries_told,
    record_exchanges,
    told_since,
)
from hotline.database import Database
from hotline.tickets import HOTLINE, Outcome, Ticket, open_ticket, queue
from tests.hotline.making import MORNING, SetClock, a_request, add_member, an_exchange

BEER = "gout.beer"


def tell(
    database: Database, conversation: str, *entries: str, version: str = "v1", at: datetime = MORNING
) -> None:
    told = tuple(ToldEntry(entry=entry, version=version) for entry in entries)
    with database.transaction() as session:
        record_exchanges(session, [an_exchange(conversation_id=conversation, told=told, received_at=at)])


def found(
    session: Session, *, since: datetime = MORNING, version: str | None = None
) -> list[ToldConversation]:
    return told_since(session, entry=BEER, since=since, version=version)


def recall(database: Database, clock: SetClock, *, since: datetime = MORNING) -> list[str]:
    """Numbers of the tickets that answer for each conversation."""
    with database.transaction() as session:
        return [
            call_back(
                session, one, request=a_request(conversation_id=one.conversation_id), clock=clock
            ).number
            for one in found(session, since=since)
        ]


def tickets(database: Database) -> list[str]:
    with database.reading() as session:
        return [ticket.conversation_id for ticket in queue(session)]


def close(database: Database, number: str) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        ticket = next(one for one in queue(session) if one.number == number)
        ticket.accept("chen", at=MORNING)
        ticket.close(by="chen", outcome=Outcome.MISTAKEN, at=MORNING)


def test_who_was_told_the_entry_since_then_is_found_and_nobody_else(any_database: Database) -> None:
    tell(any_database, "before", BEER, at=MORNING - timedelta(seconds=1))
    tell(any_database, "later", BEER, at=MORNING + timedelta(hours=1))
    tell(any_database, "first", "gout.diet", BEER)
    tell(any_database, "other", "gout.diet")
    with any_database.transaction() as session:
        assert [one.conversation_id for one in found(session)] == ["first", "later"]
        assert entries_told(session) == {BEER, "gout.diet"}


def test_a_conversation_is_one_however_often_it_was_told(any_database: Database) -> None:
    tell(any_database, "talk", BEER)
    tell(any_database, "talk", BEER, version="v2", at=MORNING + timedelta(days=1))
    with any_database.transaction() as session:
        (one,) = found(session)
        assert [telling.entry_version for telling in one.tellings] == ["v1", "v2"]
        assert one.channel == "web"
        (newer,) = found(session, version="v2")
        assert len(newer.tellings) == 1
        assert found(session, version="v3") == []


def test_the_number_is_the_one_left_last_in_the_conversation(any_database: Database, clock: SetClock) -> None:
    tell(any_database, "talk", BEER)
    tell(any_database, "silent", BEER)
    with any_database.transaction() as session:
        for phone in ("13800008000", "13900009000", None):
            open_ticket(session, request=a_request(conversation_id="talk", phone=phone), clock=clock)
            clock.move(minutes=1)
        open_ticket(session, request=a_request(conversation_id="silent", phone=None), clock=clock)
    with any_database.transaction() as session:
        contacts = {one.conversation_id: one.contact for one in found(session)}
        assert contacts["talk"] is not None
        assert contacts["talk"].phone == "13900009000"
        assert contacts["silent"] is None


def test_recalling_twice_opens_nothing_twice(any_database: Database, clock: SetClock) -> None:
    tell(any_database, "a", BEER)
    tell(any_database, "b", BEER)
    first = recall(any_database, clock)
    assert recall(any_database, clock) == first
    assert recall(any_database, clock, since=MORNING - timedelta(days=1)) == first
    assert sorted(tickets(any_database)) == ["a", "b"]


def test_what_is_told_while_the_call_back_waits_belongs_to_it(
    any_database: Database, clock: SetClock
) -> None:
    tell(any_database, "a", BEER)
    first = recall(any_database, clock)
    later = MORNING + timedelta(days=1)
    tell(any_database, "a", BEER, at=later)
    assert recall(any_database, clock, since=later) == first
    assert tickets(any_database) == ["a"]


@pytest.mark.parametrize(("told_again", "opened"), [(False, 0), (True, 1)])
def test_after_the_call_back_only_a_new_telling_opens_another(
    any_database: Database, clock: SetClock, told_again: object, opened: int
) -> None:
    tell(any_database, "a", BEER)
    (number,) = recall(any_database, clock)
    close(any_database, number)
    if told_again:
        tell(any_database, "a", BEER, at=MORNING + timedelta(days=1))
    recall(any_database, clock)
    assert len(tickets(any_database)) == opened


def test_a_call_back_is_a_ticket_of_the_conversation(any_database: Database, clock: SetClock) -> None:
    tell(any_database, "a", BEER)
    recall(any_database, clock)
    with any_database.reading() as session:
        ticket: Ticket = queue(session)[0]
        assert (ticket.conversation_id, ticket.events[0].by) == ("a", HOTLINE)
        (one,) = found(session)
        assert one.called_back is not None
        assert one.called_back.id == ticket.id
