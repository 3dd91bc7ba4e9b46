"""Every new ticket of a department gets the target of its own week."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from console.working_time import departments_time, working_target
from hotline.calendar_days import add_days
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.ledger import Ledger
from hotline.safety import TriageGrade
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    Ticket,
    accept_ticket,
    get_ticket,
    open_ticket,
    rate_ticket,
    record_attempt,
    reopen_ticket,
)
from hotline.working_time import DayKind
from knowledge_base import Hospital, load_hospital
from tests.hotline.making import SetClock, a_request, add_member
from tests.knowledge_base import samples

ROOT = Path(__file__).parents[2]
ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = SetClock(datetime(2026, 11, 23, 9, 30, tzinfo=ZONE))


@pytest.fixture
def database(tmp_path: Path) -> Database:
    install_keyring(Keyring(Keyring.generate_key()))
    url = f"sqlite:///{tmp_path / 'hotline.db'}"
    migrate(url, folder=ROOT / "migrations")
    return Database(url)


@pytest.fixture
def hospital() -> Hospital:
    return load_hospital(ROOT / "knowledge_base" / "hospital" / "profile.yml")


def due(database: Database, hospital: Hospital, department: str | None) -> str | None:
    target = working_target(departments_time(hospital), database=database)
    found = target(a_request(department=department), MONDAY.now())
    return f"{found.astimezone(ZONE):%m-%d %H:%M}" if found else None


def test_the_shipped_profile_counts_lunch_nights_and_half_days(
    database: Database, hospital: Hospital
) -> None:
    assert due(database, hospital, "心血管内科") == "11-24 10:30"
    assert due(database, hospital, "急诊科") == "11-23 17:30"
    assert due(database, hospital, "血液透析中心") == "11-23 17:30"
    assert due(database, hospital, "药学门诊") == "11-25 09:30"
    assert due(database, hospital, None) is None


def test_a_holiday_entered_by_staff_moves_the_next_ticket_and_no_earlier_one(
    database: Database, hospital: Hospital, tmp_path: Path
) -> None:
    target = working_target(departments_time(hospital), database=database)
    ledger = Ledger(
        database=database,
        journal_folder=tmp_path / "journal",
        clock=MONDAY,
        replay_every=None,
        working_target=target,
    )
    earlier = ledger.open_ticket(a_request(grade=TriageGrade.ROUTINE)).number
    tuesday = datetime(2026, 11, 24).date()  # noqa: DTZ001
    with database.transaction() as session:
        add_days(
            session, first=tuesday, last=tuesday, kind=DayKind.HOLIDAY, name="停水", by="xu", clock=MONDAY
        )
    later = ledger.open_ticket(a_request(grade=TriageGrade.ROUTINE)).number
    with database.reading() as session:
        kept = [get_ticket(session, number=number).handle_due_at for number in (earlier, later)]
    assert kept == [datetime(2026, 11, day, 10, 30, tzinfo=ZONE) for day in (24, 25)]
    ledger.close()


@pytest.mark.parametrize(
    ("department", "due"), [("心血管内科", datetime(2026, 11, 25, 10, 30, tzinfo=ZONE)), (None, None)]
)
@pytest.mark.parametrize("deed", ["rate", "reopen"])
def test_a_second_round_has_its_own_target_from_the_reopening(
    database: Database, hospital: Hospital, department: str | None, due: datetime | None, deed: str
) -> None:
    clock, time = SetClock(MONDAY.now()), departments_time(hospital)
    with database.transaction() as session:
        ticket = _answered(session, department=department, clock=clock)
        clock.move(days=1)
        again: dict[str, Any] = {
            "number": ticket.number,
            "by": "caller",
            "clock": clock,
            "departments_time": time,
        }
        if deed == "rate":
            rate_ticket(session, solved=False, score=1, **again)
        else:
            reopen_ticket(session, reason="还是头晕", **again)
        assert (ticket.round, ticket.handle_due_at) == (2, due)


def _answered(session: Session, *, department: str | None, clock: SetClock) -> Ticket:
    add_member(session, "chen")
    ticket = open_ticket(session, request=a_request(department=department), clock=clock)
    accept_ticket(session, number=ticket.number, staff="chen", clock=clock)
    reached: dict[str, Any] = {"how": FeedbackMeans.CALL, "outcome": AttemptOutcome.REACHED, "text": "说好了"}
    record_attempt(session, number=ticket.number, by="chen", clock=clock, **reached)
    return ticket


def test_a_profile_without_a_working_week_has_no_targets(database: Database, tmp_path: Path) -> None:
    without = load_hospital(samples.write(tmp_path / "profile.yml", samples.profile()))
    assert departments_time(without) is None
    assert due(database, without, "心血管内科") is None
