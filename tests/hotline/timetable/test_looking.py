"""A week without a table of its own follows the usual week, without public holidays."""

from datetime import date
from pathlib import Path

from hotline.calendar_days import add_days
from hotline.database import Database
from hotline.timetable import KeptTimetable, Sitting, sittings
from hotline.weeks import Week
from hotline.working_time import DayKind
from tests.hotline.making import SetClock
from tests.hotline.timetable.making import HOSPITAL, W48

NATIONAL_WEEK = Week.parse("2026-W40")


def read(database: Database, week: Week) -> tuple[Sitting, ...]:
    with database.reading() as session:
        return sittings(session, first=week.first, last=week.last, hospital=HOSPITAL)


def test_a_week_nobody_kept_is_the_profiles_week_by_day(any_database: Database) -> None:
    found = read(any_database, W48)
    assert [(one.on.isoformat(), one.starts, one.doctor, one.places) for one in found] == [
        ("2026-11-23", "08:00", "陈主任（示例）", None),
        ("2026-11-24", "08:30", "总院林主任（示例）", 20),
        ("2026-11-26", "08:00", "梁医生（示例）", None),
    ]
    assert not any(one.cancelled for one in found)


def test_ids_of_a_usual_week_name_their_date_and_stay(database: Database) -> None:
    first, again = read(database, W48), read(database, W48)
    assert [one.id for one in first] == [one.id for one in again]
    assert all(one.id.startswith(f"usual:{one.on}:") for one in first)
    later = {one.id for one in read(database, W48.after())}
    assert not later & {one.id for one in first}


def test_a_public_holiday_leaves_no_sittings(database: Database) -> None:
    assert read(database, NATIONAL_WEEK) != ()
    assert {one.on for one in read(database, NATIONAL_WEEK)} == {date(2026, 9, 28), date(2026, 9, 29)}


def test_a_holiday_staff_entered_counts_as_well(database: Database) -> None:
    thursday = W48.days[3]
    with database.transaction() as session:
        add_days(
            session,
            first=thursday,
            last=thursday,
            kind=DayKind.HOLIDAY,
            name="镇上赶集",
            by="xu",
            clock=SetClock(),
        )
    assert thursday not in {one.on for one in read(database, W48)}


def test_both_ends_of_a_span_count_and_nothing_besides(database: Database) -> None:
    with database.reading() as session:
        found = sittings(session, first=date(2026, 11, 24), last=date(2026, 11, 30), hospital=HOSPITAL)
    assert [one.on.day for one in found] == [24, 26, 30]


def test_without_the_store_the_usual_week_is_told(tmp_path: Path) -> None:
    away = KeptTimetable(Database(f"sqlite:///{tmp_path / 'none' / 'no.db'}"), hospital=HOSPITAL)
    found = away.sittings(first=W48.first, last=W48.last)
    assert [one.doctor for one in found] == ["陈主任（示例）", "总院林主任（示例）", "梁医生（示例）"]
    assert len(away.sittings(first=NATIONAL_WEEK.first, last=NATIONAL_WEEK.last)) == 2


def test_with_the_store_the_same_ids_are_told_as_without(database: Database, tmp_path: Path) -> None:
    away = KeptTimetable(Database(f"sqlite:///{tmp_path / 'none' / 'no.db'}"), hospital=HOSPITAL)
    assert tuple(away.sittings(first=W48.first, last=W48.last)) == read(database, W48)
