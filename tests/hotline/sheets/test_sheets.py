"""A sheet is found by its code alone, keeps what was ticked, ends in time and goes with its person."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import text

from hotline.database import Database
from hotline.privacy import delete_person, find_person
from hotline.privacy.purging import purge_batch
from hotline.sheets import (
    NoSuchItem,
    NoSuchSheet,
    SheetExpired,
    get_sheet,
    give_sheet,
    new_code,
    sheets_of_ticket,
    tick,
    untick,
)
from hotline.tickets import open_ticket
from tests.hotline.making import SetClock, a_request

TALK = "web-1234567890"


def give(database: Database, clock: SetClock, *, journey: str = "mri", **more: object) -> str:
    with database.transaction() as session:
        given = give_sheet(
            session,
            journey=journey,
            traits=("old", "diabetic"),
            clock=clock,
            **more,  # type: ignore[arg-type]
        )
        return given.code


def ticked(database: Database, clock: SetClock, code: str) -> set[str]:
    with database.reading() as session:
        return set(get_sheet(session, code=code, clock=clock).ticked)


def test_a_sheet_is_found_by_its_code_however_it_was_typed(any_database: Database, clock: SetClock) -> None:
    code = give(any_database, clock, conversation_id=TALK)
    with any_database.reading() as session:
        found = get_sheet(session, code=f" {code.upper()}", clock=clock)
        assert found.journey == "mri"
        assert found.traits == {"old", "diabetic"}
        with pytest.raises(NoSuchSheet):
            get_sheet(session, code=new_code(), clock=clock)


def test_items_are_ticked_and_unticked_and_the_first_time_counts(
    any_database: Database, clock: SetClock
) -> None:
    code = give(any_database, clock)
    with any_database.transaction() as session:
        first = dict(tick(session, code=code, item="papers", clock=clock).ticked)
    clock.move(hours=1)
    with any_database.transaction() as session:
        assert dict(tick(session, code=code, item="papers", clock=clock).ticked) == first
        tick(session, code=code, item="fast", clock=clock)
    assert ticked(any_database, clock, code) == {"papers", "fast"}
    with any_database.transaction() as session:
        untick(session, code=code, item="papers", clock=clock)
    assert ticked(any_database, clock, code) == {"fast"}


def test_two_hands_ticking_at_once_lose_nothing(any_database: Database, clock: SetClock) -> None:
    code, items, ready = give(any_database, clock), ["one", "two", "three"], Barrier(3)

    def work(item: str) -> None:
        ready.wait()
        with any_database.transaction() as session:
            tick(session, code=code, item=item, clock=clock)

    hands = [Thread(target=work, args=(item,)) for item in items]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert ticked(any_database, clock, code) == set(items)


def test_what_is_no_name_of_an_item_is_not_kept(database: Database, clock: SetClock) -> None:
    code = give(database, clock)
    for item in ("", "身份证 110101", "x" * 80):
        with database.transaction() as session, pytest.raises(NoSuchItem):
            tick(session, code=code, item=item, clock=clock)
    assert ticked(database, clock, code) == set()


def test_a_sheet_ends_after_ninety_days(database: Database, clock: SetClock) -> None:
    code = give(database, clock)
    clock.move(days=90, seconds=-1)
    assert ticked(database, clock, code) == set()
    clock.move(seconds=1)
    with database.reading() as session, pytest.raises(SheetExpired):
        get_sheet(session, code=code, clock=clock)


def test_asked_for_again_it_is_the_same_sheet_while_it_lasts(database: Database, clock: SetClock) -> None:
    code = give(database, clock, conversation_id=TALK)
    assert give(database, clock, conversation_id=TALK) == code
    assert give(database, clock, conversation_id=TALK, journey="admission") != code
    assert give(database, clock, conversation_id="web-another") != code
    clock.move(days=90)
    assert give(database, clock, conversation_id=TALK) != code


def test_without_anybody_it_could_belong_to_each_sheet_is_new(database: Database, clock: SetClock) -> None:
    assert give(database, clock) != give(database, clock)


def test_a_ticket_shows_what_was_given_on_it_and_in_its_conversation(
    any_database: Database, clock: SetClock
) -> None:
    mine = {give(any_database, clock, ticket_number="T-1", by="wang"), give(any_database, clock)}
    said = give(any_database, clock, conversation_id=TALK, journey="admission")
    with any_database.reading() as session:
        found = {one.code for one in sheets_of_ticket(session, number="T-1", conversations=(TALK,))}
    assert said in found
    assert len(found & mine) == 1


def test_neither_code_nor_situation_can_be_read_on_the_disk(database: Database, clock: SetClock) -> None:
    code = give(database, clock)
    with database.reading() as session:
        row = " ".join(map(str, session.execute(text("select * from given_sheets")).one()))
    assert code not in row
    assert "diabetic" not in row


def test_a_sheet_goes_with_its_person_and_after_half_a_year(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        ticket = open_ticket(session, request=a_request(phone="13800008000"), clock=clock)
        number, talk = ticket.number, ticket.conversation_id
    give(database, clock, ticket_number=number)
    give(database, clock, conversation_id=talk, journey="admission")
    kept = give(database, clock)
    with database.transaction() as session:
        person = find_person(session, phone="13800008000")
        done = delete_person(session, person=person, by="wang", reason="本人要求", clock=clock).done
    assert done["given_sheets"] == 2
    assert ticked(database, clock, kept) == set()
    clock.move(days=181)
    with database.transaction() as session:
        purge_batch(session, kind="given_sheets", clock=clock)
        assert session.scalar(text("select count(*) from given_sheets")) == 0
