"""What counts as one contact, and where it belongs."""

from datetime import timedelta

from hotline.calls import CallOutcome
from hotline.database import Database
from hotline.digest import Trend
from tests.hotline.digest.making import WEEK, ask_person, at, digest, ring, say, ticket
from tests.hotline.making import add_member

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def total(database: Database) -> int:
    return digest(database).volume.total


def test_what_is_said_within_two_hours_is_one_contact_and_after_that_another(any_database: Database) -> None:
    for when in (at(), at() + 30 * MINUTE, at() + 2 * HOUR + 29 * MINUTE):
        say(any_database, "web-1", when)
    assert total(any_database) == 1
    say(any_database, "web-1", at() + 5 * HOUR)
    assert total(any_database) == 2


def test_two_people_are_two_contacts(any_database: Database) -> None:
    say(any_database, "web-1", at())
    say(any_database, "web-2", at())
    assert total(any_database) == 2


def test_a_contact_over_midnight_belongs_to_the_week_it_began_in(any_database: Database) -> None:
    say(any_database, "web-1", at() - 9 * HOUR - 10 * MINUTE)
    say(any_database, "web-1", at() - 9 * HOUR + 10 * MINUTE)
    assert total(any_database) == 0
    assert digest(any_database, week=WEEK.before()).volume.total == 1


def test_a_call_without_a_word_is_a_contact_and_lost(any_database: Database) -> None:
    ring(any_database, at(), CallOutcome.ABANDONED)
    found = digest(any_database)
    assert found.volume.by_channel == {"phone": 1}
    lost = found.figures["abandoned_calls"]
    assert (lost.count, lost.among) == (1, 1)
    assert found.figures["answered_at_once"].among == 0


def test_a_call_with_words_is_counted_once(any_database: Database) -> None:
    call = ring(any_database, at(), CallOutcome.FINISHED)
    say(any_database, call, at() + MINUTE, "gout.beer", channel="phone")
    found = digest(any_database)
    assert found.volume.total == 1
    assert found.figures["abandoned_calls"].count == 0
    assert found.figures["answered_at_once"].count == 1


def test_who_says_that_it_is_not_solved_is_believed(any_database: Database) -> None:
    for solved in (True, False, None):
        call = ring(any_database, at(), CallOutcome.FINISHED, solved=solved)
        say(any_database, call, at() + MINUTE, "gout.beer", channel="phone")
    found = digest(any_database).figures
    assert (found["answered_at_once"].count, found["solved_on_the_spot"].count) == (3, 2)


def test_only_what_left_nothing_to_do_was_answered_at_once(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer")
    say(any_database, "web-2", at(), "gout.beer")
    ticket(any_database, "web-2", at() + MINUTE)
    say(any_database, "web-3", at())
    answered = digest(any_database).figures["answered_at_once"]
    assert (answered.count, answered.among) == (1, 3)


def test_a_person_asked_for_has_a_wait_or_none(any_database: Database) -> None:
    with any_database.transaction() as session:
        add_member(session, "wu")
    for name, after in (("web-1", 3 * MINUTE), ("web-2", None)):
        say(any_database, name, at())
        number = ticket(any_database, name, at() + MINUTE)
        ask_person(any_database, name, at() + MINUTE, number=number, after=after, by="wu")
    found = digest(any_database)
    assert found.figures["handed_to_person"].count == 2
    assert (found.figures["came_to_person"].count, found.figures["came_to_person"].among) == (1, 2)
    assert found.person_waits.median == 3 * MINUTE


def test_hours_and_days_are_the_hospitals(any_database: Database) -> None:
    say(any_database, "web-1", at(day=2, hour=0.5))
    volume = digest(any_database).volume
    assert volume.by_day == {"2026-11-18": 1}
    assert volume.by_weekday_hour == {(3, 0): 1}


def test_a_topic_is_counted_once_a_contact(any_database: Database) -> None:
    say(any_database, "web-1", at(), "gout.beer", "gout.diet")
    say(any_database, "web-1", at() + MINUTE, "gout.diet", "stroke.signs")
    assert digest(any_database).volume.topics == {"gout": 1, "stroke": 1}


def test_the_weeks_before_are_counted_nearest_first(any_database: Database) -> None:
    for back, count in ((1, 3), (2, 1), (4, 2)):
        for place in range(count):
            say(any_database, f"web-{back}-{place}", at() - back * timedelta(weeks=1))
    assert digest(any_database).before == (3, 1, 0, 2)


def test_a_hotlines_first_weeks_are_not_compared_with_those_before_it(any_database: Database) -> None:
    for place in range(9):
        say(any_database, f"web-{place}", at())
    say(any_database, "web-earlier", at() - timedelta(weeks=1))
    assert digest(any_database).before == (1,)
    assert digest(any_database).change.trend is Trend.UNKNOWN
