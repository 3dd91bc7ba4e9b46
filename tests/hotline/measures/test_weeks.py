"""Only whole weeks are held against each other, and not the one that made somebody look."""

from datetime import date

from hotline.measures.weeks import compared, due_on
from hotline.weeks import Week

MONDAY, WEDNESDAY = date(2026, 9, 14), date(2026, 9, 16)
THIS = Week.of(MONDAY)


def test_the_week_it_began_in_is_left_out() -> None:
    found = compared(begun_on=WEDNESDAY, picked=None)
    assert THIS not in found.all
    assert found.after == tuple(THIS.after(place) for place in range(1, 9))
    assert found.before == tuple(THIS.before(back) for back in range(1, 9))


def test_a_measure_of_a_monday_works_the_whole_week() -> None:
    assert compared(begun_on=MONDAY, picked=None).after[0] == THIS


def test_the_week_it_was_picked_from_is_replaced_by_an_earlier_one() -> None:
    found = compared(begun_on=WEDNESDAY, picked=THIS.before(2))
    assert THIS.before(2) not in found.all
    assert len(found.before) == 8
    assert found.before[-1] == THIS.before(9)


def test_of_one_that_was_stopped_only_weeks_before_its_end_count() -> None:
    found = compared(begun_on=MONDAY, picked=None, ended_on=date(2026, 9, 30))
    assert found.after == (THIS, THIS.after())


def test_it_is_judged_at_the_end_of_the_fourth_whole_week() -> None:
    assert due_on(begun_on=MONDAY, weeks=4) == date(2026, 10, 11)
    assert due_on(begun_on=WEDNESDAY, weeks=4) == date(2026, 10, 18)
