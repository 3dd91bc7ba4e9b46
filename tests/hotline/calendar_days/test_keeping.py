"""Staff complete and correct the shipped table, and are told of what cannot be."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from hotline.calendar_days import (
    CalendarRefused,
    DayBackwards,
    DayTaken,
    NoSuchDay,
    NothingToExchange,
    OutOfReach,
    SpellTooLong,
    Unentered,
    add_days,
    change_day,
    days_of_year,
    remove_day,
    special_days,
    unentered_years,
)
from hotline.database import Database
from hotline.working_time import DayKind
from tests.hotline.making import SetClock

NEW_YEAR = date(2027, 1, 1)
NATIONAL_DAY = date(2026, 10, 1)
TODAY = date(2026, 11, 23)
CLOCK = SetClock()


def add(
    session: Session,
    first: date,
    last: date | None = None,
    kind: DayKind = DayKind.HOLIDAY,
    name: str = "元旦",
) -> None:
    add_days(session, first=first, last=last or first, kind=kind, name=name, by="xu", clock=CLOCK)


def change(session: Session, on: date, kind: DayKind) -> None:
    change_day(session, on=on, kind=kind, name="改", by="fang", clock=CLOCK)


def kinds(session: Session) -> dict[date, DayKind]:
    return {day.on: day.kind for day in special_days(session)}


def test_days_are_added_in_one_go_and_name_who_entered_them(any_database: Database) -> None:
    with any_database.transaction() as session:
        add(session, NEW_YEAR, date(2027, 1, 3))
    with any_database.reading() as session:
        known = days_of_year(session, year=2027)
        assert [(one.day.on.day, one.by, one.kept_at) for one in known] == [
            (n, "xu", CLOCK.at) for n in (1, 2, 3)
        ]
        assert kinds(session)[NEW_YEAR] is DayKind.HOLIDAY


def test_a_change_replaces_the_shipped_day_and_its_removal_brings_it_back(any_database: Database) -> None:
    with any_database.transaction() as session:
        change(session, NATIONAL_DAY, DayKind.WORKDAY)
        assert kinds(session)[NATIONAL_DAY] is DayKind.WORKDAY
        change(session, NATIONAL_DAY, DayKind.HOLIDAY)
        (one,) = (one for one in days_of_year(session, year=2026) if one.day.on == NATIONAL_DAY)
        assert (one.by, one.shipped is not None and one.shipped.name) == ("fang", "国庆节")
        remove_day(session, on=NATIONAL_DAY)
        (one,) = (one for one in days_of_year(session, year=2026) if one.day.on == NATIONAL_DAY)
        assert (one.by, one.day.name) == (None, "国庆节")


@pytest.mark.parametrize(
    ("first", "last", "kind", "refusal"),
    [
        (NATIONAL_DAY, NATIONAL_DAY, DayKind.HOLIDAY, DayTaken),
        (NEW_YEAR, date(2026, 12, 31), DayKind.HOLIDAY, DayBackwards),
        (NEW_YEAR, date(2027, 1, 16), DayKind.HOLIDAY, SpellTooLong),
        (date(2072, 1, 1), date(2072, 1, 1), DayKind.HOLIDAY, OutOfReach),
        (date(2027, 1, 4), date(2027, 1, 4), DayKind.WORKDAY, NothingToExchange),
    ],
)
def test_what_cannot_be_is_refused(
    database: Database, first: date, last: date, kind: DayKind, refusal: type[CalendarRefused]
) -> None:
    with pytest.raises(refusal), database.transaction() as session:
        add(session, first, last, kind)
    with database.reading() as session:
        assert days_of_year(session, year=2027) == ()


def test_a_spell_that_meets_a_taken_day_is_not_kept_in_part(any_database: Database) -> None:
    with any_database.transaction() as session:
        add(session, date(2027, 1, 3))
    with pytest.raises(DayTaken) as refused, any_database.transaction() as session:
        add(session, NEW_YEAR, date(2027, 1, 3))
    assert refused.value.on == date(2027, 1, 3)
    with any_database.reading() as session:
        assert [one.day.on.day for one in days_of_year(session, year=2027)] == [3]


def test_nothing_unknown_is_changed_or_removed(database: Database) -> None:
    with pytest.raises(NoSuchDay), database.transaction() as session:
        change(session, NEW_YEAR, DayKind.HOLIDAY)
    with pytest.raises(NoSuchDay), database.transaction() as session:
        remove_day(session, on=NATIONAL_DAY)


def test_a_year_is_entered_once_it_has_the_holidays_of_the_law(database: Database) -> None:
    with database.transaction() as session:
        assert list(unentered_years(session, today=TODAY)) == [Unentered(year=2027, holidays=0)]
        add(session, NEW_YEAR, date(2027, 1, 12))
        assert list(unentered_years(session, today=TODAY)) == [Unentered(year=2027, holidays=12)]
        add(session, date(2027, 2, 6), kind=DayKind.HOLIDAY, name="春节")
        assert list(unentered_years(session, today=TODAY)) == []
