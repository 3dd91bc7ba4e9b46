"""Seals cover every event once, also while others are being kept; forgotten words break nothing."""

import threading

import pytest

from hotline.audit import verify
from hotline.database import Database
from hotline.tickets import (
    accept_ticket,
    add_note,
    export_audit,
    get_ticket,
    last_seal,
    open_ticket,
    seal_events,
)
from tests.hotline.making import SetClock, a_request, add_member


@pytest.fixture
def number(any_database: Database, clock: SetClock) -> str:
    with any_database.transaction() as session:
        add_member(session, "chen")
        number = open_ticket(session, request=a_request(), clock=clock).number
        accept_ticket(session, number=number, staff="chen", clock=clock)
        add_note(session, number=number, by="chen", text="孙女在家", clock=clock)
    return number


def exported(database: Database, *, with_private: bool = False) -> list[bytes]:
    with database.reading() as session:
        return list(export_audit(session, with_private=with_private))


def test_what_was_kept_since_the_last_seal_gets_one(
    any_database: Database, clock: SetClock, number: str
) -> None:
    with any_database.transaction() as session:
        first = seal_events(session, clock=clock)
        assert first is not None
        assert (first.number, first.events, first.previous) == (1, 3, "")
        assert seal_events(session, clock=clock) is None
        add_note(session, number=number, by="chen", text="再记一笔", clock=clock)
        second = seal_events(session, clock=clock)
        assert second is not None
        assert (second.number, second.events, second.previous) == (2, 1, first.hash)
        assert last_seal(session) is second
    assert verify(exported(any_database)).head == second.hash


def test_an_empty_history_is_unbroken(any_database: Database, clock: SetClock) -> None:
    with any_database.transaction() as session:
        assert seal_events(session, clock=clock) is None
    assert verify(exported(any_database)).head == ""


def test_a_later_export_begins_with_the_lines_of_an_earlier_one(
    any_database: Database, clock: SetClock, number: str
) -> None:
    with any_database.transaction() as session:
        seal_events(session, clock=clock)
    earlier = exported(any_database)
    with any_database.transaction() as session:
        add_note(session, number=number, by="chen", text="再记一笔", clock=clock)
        seal_events(session, clock=clock)
    assert exported(any_database)[: len(earlier) - 1] == earlier[:-1]


def test_private_words_can_be_forgotten_without_breaking_the_chain(
    any_database: Database, clock: SetClock, number: str
) -> None:
    with any_database.transaction() as session:
        seal_events(session, clock=clock)
    before = exported(any_database)
    assert "孙女在家".encode() in b"".join(exported(any_database, with_private=True))
    with any_database.transaction() as session:
        for event in get_ticket(session, number=number).events:
            event.forget_private()
    assert exported(any_database) == before
    forgotten = exported(any_database, with_private=True)
    assert forgotten == before
    verify(forgotten)


def test_half_a_character_breaks_no_digest(any_database: Database, clock: SetClock, number: str) -> None:
    with any_database.transaction() as session:
        add_note(session, number=number, by="chen", text="半个字\ud83d", clock=clock)
        seal_events(session, clock=clock)
    verify(exported(any_database, with_private=True))


def test_seals_set_while_events_are_kept_cover_each_event_once(
    any_database: Database, clock: SetClock, number: str
) -> None:
    start = threading.Barrier(5)
    faults: list[BaseException] = []
    with any_database.transaction() as session:
        numbers = [open_ticket(session, request=a_request(), clock=clock).number for _ in range(3)]
        for one in numbers:
            accept_ticket(session, number=one, staff="chen", clock=clock)

    def write(one: str) -> None:
        start.wait()
        for count in range(8):
            with any_database.transaction(durable=False) as session:
                add_note(session, number=one, by="chen", text=f"第{count}次", clock=clock)

    def seal() -> None:
        start.wait()
        for _ in range(6):
            with any_database.transaction(durable=False) as session:
                seal_events(session, clock=clock)

    def watched(work: object, *facts: str) -> None:
        try:
            work(*facts)  # type: ignore[operator]
        except BaseException as fault:  # noqa: BLE001 - told by the assertion below
            faults.append(fault)

    threads = [threading.Thread(target=watched, args=(write, one)) for one in numbers]
    threads += [threading.Thread(target=watched, args=(seal,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with any_database.transaction() as session:
        seal_events(session, clock=clock)
    assert verify(exported(any_database)).events == 3 + 3 * 2 + 3 * 8
