"""A leave in the timetable reaches those booked, with other days; who did not come is asked."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from console.appointments import BookedListen, FollowUps
from console.paths import KNOWLEDGE
from console.timetable import hospital_week
from hotline.appointments import AppointmentState, confirm, find_appointment, mark_missed
from hotline.database import Database, Keyring, install_keyring
from hotline.notifications import Letter, NoticeKind
from hotline.timetable import Hand, Sitting, cancel_sitting, sittings
from knowledge_base import Hospital
from knowledge_base.profile import PROFILE, load_hospital
from tests.hotline.appointments.making import a_booking, a_confirmed
from tests.hotline.making import SetClock, add_member

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    install_keyring(Keyring(Keyring.generate_key()))
    kept = Database(f"sqlite:///{shutil.copy(migrated, tmp_path / 'own.db')}")
    yield kept
    kept.close()


@pytest.fixture
def hospital() -> Iterator[Hospital]:
    found = load_hospital(KNOWLEDGE / PROFILE)
    with BookedListen(found):
        yield found


def sitting_of(database: Database, hospital: Hospital, *, department: str) -> Sitting:
    with database.reading() as session:
        found = sittings(session, first=TUESDAY, last=TUESDAY, hospital=hospital_week(hospital))
    return next(one for one in found if one.department == department)


def test_a_doctors_leave_tells_the_booked_once_with_the_next_day_of_the_same_doctor(
    database: Database, clock: SetClock, hospital: Hospital
) -> None:
    sitting = sitting_of(database, hospital, department="骨科")
    with database.transaction() as session:
        for name in ("chen", "wu"):
            add_member(session, name)
        number = a_booking(session, clock=clock).number
        confirm(
            session,
            number=number,
            on=sitting.on,
            starts=sitting.starts,
            where=sitting.where,
            department=sitting.department,
            doctor=sitting.doctor,
            sitting_id=sitting.id,
            by="chen",
            clock=clock,
        )
    hand = Hand(by="wu", clock=clock, hospital=hospital_week(hospital))
    with database.transaction() as session:
        cancel_sitting(session, known_as=sitting.id, reason="进修", hand=hand)
    with database.reading() as session:
        found = find_appointment(session, number=number)
        assert found is not None
        assert found.state is AppointmentState.ASKED
        kind = NoticeKind.APPOINTMENT_FELL_THROUGH
        letters = session.scalars(select(Letter).where(Letter.kind == kind)).all()
        (told,) = [one for one in letters if one.is_to_caller]
        assert "12月1日14:30" in told.facts["proposals"]


def test_mornings_ask_whoever_did_not_come(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock).ticket_number
        clock.move(days=4)
        mark_missed(session, number=number, by="chen", clock=clock)
    follow_ups = FollowUps(database=database, clock=clock)
    assert follow_ups.turn() == 0
    clock.move(days=1)
    assert [follow_ups.turn(), follow_ups.turn()] == [1, 0]
