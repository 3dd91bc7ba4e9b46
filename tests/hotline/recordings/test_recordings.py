"""The sound of a voicemail goes on its day, is tried again where it did not go, and its text stays."""

from datetime import timedelta

import pytest

from hotline.database import Database
from hotline.recordings import (
    DeletionFailed,
    NoStore,
    Recording,
    delete_one_recording,
    keep_recording,
    recordings_of_ticket,
)
from hotline.tickets import Outcome, accept_ticket, close_ticket, get_ticket, open_ticket
from tests.hotline.making import SetClock, a_request, add_member

SAID = "请给我回个电话，我想问降压药"


class ToldStore:
    """Notes what it deleted; fails where told to."""

    def __init__(self) -> None:
        self.deleted: list[str] = []
        self.fault: Exception | None = None

    def delete(self, name: str) -> None:
        if self.fault:
            raise self.fault
        self.deleted.append(name)


@pytest.fixture
def store() -> ToldStore:
    return ToldStore()


def keep(database: Database, clock: SetClock, *, number: str | None = None, text: str | None = None) -> None:
    with database.transaction() as session:
        keep_recording(
            session,
            name="RE1",
            call="CA1",
            conversation_id="phone-1",
            made_at=clock.now(),
            lasted=timedelta(seconds=21.4),
            ticket_number=number,
            transcript=text,
        )


def kept(database: Database) -> Recording:
    with database.reading() as session:
        (recording,) = session.query(Recording).all()
        return recording


def opened(database: Database, clock: SetClock) -> str:
    with database.transaction() as session:
        add_member(session, "chen")
        number = open_ticket(session, request=a_request(), clock=clock).number
        accept_ticket(session, number=number, staff="chen", clock=clock)
        return number


def test_it_is_kept_once_and_what_comes_later_is_added(any_database: Database, clock: SetClock) -> None:
    number = opened(any_database, clock)
    keep(any_database, clock)
    keep(any_database, clock, number=number, text=SAID)
    with any_database.transaction() as session:
        (found,) = recordings_of_ticket(session, ticket=get_ticket(session, number=number))
        assert (found.transcript, found.seconds) == (SAID, 21)
        stored = session.connection().exec_driver_sql("SELECT transcript FROM recordings").scalar_one()
        assert SAID not in stored


def test_its_sound_goes_on_its_day_and_its_text_stays(
    database: Database, clock: SetClock, store: ToldStore
) -> None:
    keep(database, clock, text=SAID)
    clock.move(days=29, hours=23)
    assert delete_one_recording(database, store=store, clock=clock) is None
    clock.move(hours=1)
    assert delete_one_recording(database, store=store, clock=clock)
    assert delete_one_recording(database, store=store, clock=clock) is None
    assert store.deleted == ["RE1"]
    assert (kept(database).deleted_at, kept(database).transcript) == (clock.at, SAID)


@pytest.mark.parametrize("fault", [DeletionFailed("HTTP 503"), RuntimeError("broken")])
def test_what_did_not_go_is_tried_again_with_longer_pauses(
    database: Database, clock: SetClock, store: ToldStore, fault: Exception
) -> None:
    keep(database, clock)
    store.fault = fault
    clock.move(days=30)
    for pause in (30, 60, 120):
        assert delete_one_recording(database, store=store, clock=clock) is False
        clock.move(minutes=pause - 1)
        assert delete_one_recording(database, store=store, clock=clock) is None
        clock.move(minutes=1)
    assert kept(database).fault in {"HTTP 503", "RuntimeError"}
    store.fault = None
    assert delete_one_recording(database, store=store, clock=clock)
    assert (kept(database).fault, kept(database).tries) == (None, 3)


def test_one_whose_ticket_is_open_waits_for_its_end_but_not_for_ever(
    database: Database, clock: SetClock, store: ToldStore
) -> None:
    number = opened(database, clock)
    keep(database, clock, number=number)
    clock.move(days=30)
    assert delete_one_recording(database, store=store, clock=clock) is False
    assert store.deleted == []
    clock.move(days=150)
    assert delete_one_recording(database, store=store, clock=clock)


def test_one_left_before_its_ticket_was_opened_belongs_to_it(
    database: Database, clock: SetClock, store: ToldStore
) -> None:
    keep(database, clock)
    with database.transaction() as session:
        add_member(session, "chen")
        ticket = open_ticket(session, request=a_request(conversation_id="phone-1"), clock=clock)
        assert len(recordings_of_ticket(session, ticket=ticket)) == 1
    clock.move(days=30)
    assert delete_one_recording(database, store=store, clock=clock) is False
    assert store.deleted == []


def test_one_whose_ticket_was_closed_goes_the_next_day(
    database: Database, clock: SetClock, store: ToldStore
) -> None:
    number = opened(database, clock)
    keep(database, clock, number=number)
    clock.move(days=30)
    assert delete_one_recording(database, store=store, clock=clock) is False
    with database.transaction() as session:
        close_ticket(session, number=number, by="chen", outcome=Outcome.WITHDRAWN, clock=clock)
    clock.move(days=1)
    assert delete_one_recording(database, store=store, clock=clock)


def test_where_no_provider_is_configured_nothing_is_called_deleted(
    database: Database, clock: SetClock
) -> None:
    keep(database, clock)
    clock.move(days=31)
    assert delete_one_recording(database, store=NoStore(), clock=clock) is False
    assert kept(database).deleted_at is None
