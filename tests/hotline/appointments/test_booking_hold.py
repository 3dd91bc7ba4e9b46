"""No sitting has more holders than places, however many want the last one at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from hotline.appointments import NoPlaceLeft, cancel, change, confirm, places_held
from hotline.database import Database
from hotline.tickets import CALLER
from tests.hotline.appointments.making import FRIDAY, SITTING, a_booking, a_confirmed, a_visit
from tests.hotline.making import SetClock, add_member


def test_a_full_sitting_takes_nobody_until_a_place_is_given_back(
    any_database: Database, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        add_member(session, "chen")
        held = [a_confirmed(session, clock=clock, places=2).ticket_number for _ in range(2)]
        late = a_booking(session, clock=clock).number
        with pytest.raises(NoPlaceLeft), session.begin_nested():
            confirm(session, number=late, by="chen", clock=clock, **a_visit(places=2))
        cancel(session, number=held[0], by=CALLER, clock=clock)
        confirm(session, number=late, by="chen", clock=clock, **a_visit(places=2))
        assert places_held(session, sitting_id=SITTING) == 2


def test_who_moves_gives_his_place_back(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock, places=1).ticket_number
        change(session, number=number, by="chen", clock=clock, **a_visit(sitting_id="sitting-2", places=1))
        assert [places_held(session, sitting_id=one) for one in (SITTING, "sitting-2")] == [0, 1]


def test_one_place_in_ten_is_kept_for_the_old_until_the_day_itself(
    database: Database, clock: SetClock
) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        for _ in range(9):
            a_confirmed(session, clock=clock, places=10)
        young, old = a_booking(session, clock=clock), a_booking(session, clock=clock, help_needed="old")
        with pytest.raises(NoPlaceLeft), session.begin_nested():
            confirm(session, number=young.number, by="chen", clock=clock, **a_visit(places=10))
        confirm(session, number=old.number, by="chen", clock=clock, **a_visit(places=10))
        cancel(session, number=old.number, by=CALLER, clock=clock)
        clock.at = clock.at.replace(day=FRIDAY.day)
        confirm(session, number=young.number, by="chen", clock=clock, **a_visit(places=10))


@pytest.mark.whole
def test_of_ten_who_want_three_places_at_once_three_have_one(
    postgres_database: Database, clock: SetClock
) -> None:
    with postgres_database.transaction() as session:
        add_member(session, "chen")
        numbers = [a_booking(session, clock=clock).number for _ in range(10)]

    def wants(number: str) -> bool:
        try:
            with postgres_database.transaction() as session:
                confirm(session, number=number, by="chen", clock=clock, **a_visit(places=3))
        except NoPlaceLeft:
            return False
        return True

    with ThreadPoolExecutor(max_workers=10) as pool:
        assert sum(pool.map(wants, numbers)) == 3
    with postgres_database.reading() as session:
        assert places_held(session, sitting_id=SITTING) == 3
