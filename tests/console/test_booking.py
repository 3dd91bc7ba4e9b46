"""A visit is told as booked only after the real system booked it; whatever else it does ends with a nurse."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from console.booking import Booking
from console.booking_system import HttpBookingSystem, open_booking_system
from console.settings import Settings
from hotline.appointments import (
    AppointmentState,
    BookingOrder,
    OrderState,
    cancel,
    confirm,
    find_appointment,
)
from hotline.database import Database, Keyring, install_keyring
from hotline.notifications import Letter, NoticeKind
from hotline.tickets import CALLER, HOTLINE
from tests.console.fake_booking_system import FakeBookingSystem, running
from tests.hotline.appointments.making import SITTING, a_booking, a_visit
from tests.hotline.making import SetClock, add_member

CHOSEN = {
    "sitting_id": SITTING,
    "on": "2026-11-27",
    "starts": "08:00",
    "where": "门诊楼二楼",
    "doctor": "张医生",
}


def a_slot(**changed: object) -> dict[str, object]:
    fields = {
        "id": "S1",
        "on": "2026-11-27",
        "starts": "08:00",
        "department": "心血管内科",
        "doctor": "张医生",
        "where": "二楼3诊室",
        "left": 2,
    }
    return fields | changed


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    install_keyring(Keyring(Keyring.generate_key()))
    kept = Database(f"sqlite:///{shutil.copy(migrated, tmp_path / 'own.db')}")
    with kept.transaction() as session:
        add_member(session, "chen")
    yield kept
    kept.close()


@pytest.fixture
def system() -> Iterator[FakeBookingSystem]:
    with running(FakeBookingSystem(slots=[a_slot()])) as fake:
        yield fake


@pytest.fixture
def port(system: FakeBookingSystem) -> Iterator[HttpBookingSystem]:
    settings = Settings.model_construct(
        booking_url=system.url,
        booking_token=SecretStr(system.token),
        booking_time_limit=timedelta(milliseconds=300),
    )
    opened = open_booking_system(settings)
    assert opened is not None
    yield opened
    opened.close()


@pytest.fixture
def booking(port: HttpBookingSystem, database: Database, clock: SetClock) -> Booking:
    return Booking(port, database=database, clock=clock)


def ask(database: Database, clock: SetClock, **details: str) -> str:
    with database.transaction() as session:
        return a_booking(session, clock=clock, **CHOSEN | details).number


def state(database: Database, number: str) -> AppointmentState:
    with database.reading() as session:
        found = find_appointment(session, number=number)
        assert found is not None
        return found.state


def order(database: Database) -> tuple[OrderState, str | None]:
    with database.reading() as session:
        one = session.scalars(select(BookingOrder)).one()
        return one.state, one.fault


def letters(database: Database, kind: NoticeKind) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Letter).where(Letter.kind == kind)).all())


def test_without_an_address_there_is_no_system() -> None:
    assert open_booking_system(Settings.model_construct(booking_url=None)) is None


def test_a_chosen_half_day_is_booked_there_and_then_told(
    booking: Booking, system: FakeBookingSystem, database: Database, clock: SetClock
) -> None:
    number = ask(database, clock)
    assert booking.turn() == 1
    with database.reading() as session:
        found = find_appointment(session, number=number)
        assert found is not None
        assert found.state is AppointmentState.CONFIRMED
        assert found.ticket.events[-1].by == HOTLINE
    assert [one["ticket"] for one in system.bookings.values()] == [number]
    assert letters(database, NoticeKind.APPOINTMENT_CONFIRMED) == 1
    assert booking.turn() == 0


def test_a_wish_without_a_half_day_is_never_sent_there(
    booking: Booking, system: FakeBookingSystem, database: Database, clock: SetClock
) -> None:
    with database.transaction() as session:
        a_booking(session, clock=clock)
    assert booking.turn() == 0
    assert system.asked == []


@pytest.mark.parametrize(
    ("slots", "reason"),
    [
        ([a_slot(left=0)], "full"),
        ([a_slot(doctor="李医生")], "unknown_slot"),
        ([a_slot(starts="14:30")], "unknown_slot"),
        ([], "unknown_slot"),
    ],
)
def test_what_the_system_has_not_is_left_to_a_nurse(  # noqa: PLR0917 - fixtures
    slots: list[dict[str, object]],
    reason: str,
    booking: Booking,
    system: FakeBookingSystem,
    database: Database,
    clock: SetClock,
) -> None:
    system.slots = slots
    number = ask(database, clock)
    assert booking.turn() == 1
    assert state(database, number) is AppointmentState.ASKED
    assert order(database) == (OrderState.LEFT_TO_NURSE, reason)
    assert letters(database, NoticeKind.BOOKING_SYSTEM_FAILED) == 1
    assert letters(database, NoticeKind.APPOINTMENT_CONFIRMED) == 0
    clock.move(hours=2)
    assert booking.turn() == 0


def test_an_answer_that_is_lost_books_once(
    booking: Booking, system: FakeBookingSystem, database: Database, clock: SetClock
) -> None:
    system.loses = ["/bookings"]
    number = ask(database, clock)
    booking.turn()
    assert state(database, number) is AppointmentState.ASKED
    clock.move(minutes=6)
    booking.turn()
    assert state(database, number) is AppointmentState.CONFIRMED
    assert len(system.bookings) == 1
    assert system.slots[0]["left"] == 1


def test_a_system_that_stays_away_is_left_to_a_nurse_after_five_tries(
    booking: Booking, system: FakeBookingSystem, database: Database, clock: SetClock
) -> None:
    system.failing = [503] * 9
    number = ask(database, clock)
    tries = 0
    for _ in range(7):
        tries += booking.turn()
        clock.move(minutes=6)
    assert tries == 5
    assert order(database) == (OrderState.LEFT_TO_NURSE, "away")
    assert state(database, number) is AppointmentState.ASKED
    assert letters(database, NoticeKind.BOOKING_SYSTEM_FAILED) == 1


def test_a_late_system_holds_nobody_up(
    booking: Booking, system: FakeBookingSystem, database: Database, clock: SetClock
) -> None:
    system.slow = 0.5
    number = ask(database, clock)
    assert booking.turn() == 1
    assert state(database, number) is AppointmentState.ASKED
    assert order(database) == (OrderState.WANTED, "away")


def test_what_is_cancelled_here_is_given_back_there(
    booking: Booking, system: FakeBookingSystem, database: Database, clock: SetClock
) -> None:
    number = ask(database, clock)
    booking.turn()
    with database.transaction() as session:
        cancel(session, number=number, by=CALLER, clock=clock)
    assert booking.turn() == 1
    assert [one["state"] for one in system.bookings.values()] == ["cancelled"]
    assert order(database) == (OrderState.GIVEN_BACK, None)
    assert booking.turn() == 0


def test_what_cannot_be_given_back_is_told(
    booking: Booking, system: FakeBookingSystem, database: Database, clock: SetClock
) -> None:
    number = ask(database, clock)
    booking.turn()
    with database.transaction() as session:
        cancel(session, number=number, by=CALLER, clock=clock)
    system.failing = [403]
    booking.turn()
    assert order(database)[0] is OrderState.NOT_GIVEN_BACK
    assert letters(database, NoticeKind.BOOKING_SYSTEM_FAILED) == 1


def test_what_a_nurse_settled_meanwhile_is_not_asked_for(
    booking: Booking, system: FakeBookingSystem, database: Database, clock: SetClock
) -> None:
    number = ask(database, clock)
    with database.transaction() as session:
        confirm(session, number=number, by="chen", clock=clock, **a_visit())
    assert booking.turn() == 0
    assert system.asked == []


def test_a_wrong_token_is_a_refusal(
    booking: Booking, system: FakeBookingSystem, database: Database, clock: SetClock
) -> None:
    system.token = "another"
    ask(database, clock)
    booking.turn()
    assert order(database) == (OrderState.LEFT_TO_NURSE, "not_allowed")
