"""The morning meeting hears what happened yesterday, the worst first, and what is due today."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from hotline.calls import CallOutcome
from hotline.conversations import Missed
from hotline.database import Database
from hotline.digest import Fared, Review, compile_review
from hotline.green_channel import AlarmOutcome
from hotline.tickets import AttemptOutcome, FeedbackMeans, ReturnReason, get_ticket
from tests.hotline.digest.making import LATER, ZONE, alarm, at, ring, say, ticket
from tests.hotline.making import add_member

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DAY = date(2026, 11, 18)
MORNING_AFTER = at(day=3, hour=7.75)


def review(
    database: Database, *, day: date = DAY, as_of: datetime = MORNING_AFTER, zone: ZoneInfo = ZONE
) -> Review:
    with database.reading() as session:
        return compile_review(session, day=day, zone=zone, as_of=as_of)


@pytest.fixture
def staffed(any_database: Database) -> Database:
    with any_database.transaction() as session:
        for name in ("chen", "lin"):
            add_member(session, name)
    return any_database


def attempt(database: Database, number: str, when: datetime, outcome: AttemptOutcome) -> None:
    with database.transaction() as session:
        found = get_ticket(session, number=number)
        if found.assignee is None:
            found.accept("chen", at=when)
        found.record_attempt(by="chen", how=FeedbackMeans.CALL, outcome=outcome, text="", at=when)


def test_a_day_ends_at_the_hospitals_midnight(any_database: Database) -> None:
    say(any_database, "web-1", at(day=2) - 9 * HOUR - MINUTE)
    say(any_database, "web-2", at(day=2) - 9 * HOUR + MINUTE)
    say(any_database, "web-3", at(day=3) - 9 * HOUR - MINUTE)
    say(any_database, "web-4", at(day=3) - 9 * HOUR + MINUTE)
    found = review(any_database)
    assert found.volume.by_day == {"2026-11-18": 2}
    assert sorted(found.volume.by_weekday_hour) == [(3, 0), (3, 23)]


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_where_clocks_are_changed_a_day_has_the_hours_it_has(
    any_database: Database, day: date, hours: int
) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    midnight = datetime.combine(day, time(), tzinfo=berlin).astimezone(UTC)
    for hour in range(25):
        say(any_database, f"web-{hour}", midnight + hour * HOUR)
    assert review(any_database, day=day, zone=berlin, as_of=LATER).volume.total == hours


def test_a_day_is_compared_with_its_weekday(any_database: Database) -> None:
    for back in range(5):
        for place in range(3 + 20 * (back == 0)):
            say(any_database, f"web-{back}-{place}", at(day=2 - 7 * back))
        say(any_database, f"other-{back}", at(day=1 - 7 * back))
    found = review(any_database)
    assert (found.usual.count, found.usual.usual) == (23, 3)
    assert found.usual.low > 1


def test_broken_promises_stand_with_the_longest_silence_first(staffed: Database) -> None:
    late = ticket(staffed, "web-1", at(day=1, hour=8))
    first = ticket(staffed, "web-2", at(day=1, hour=9))
    second = ticket(staffed, "web-3", at(day=1, hour=10))
    ticket(staffed, "web-4", at(day=0, hour=9))
    kept = ticket(staffed, "web-5", at(day=1, hour=11))
    attempt(staffed, kept, at(day=2, hour=9), AttemptOutcome.REACHED)
    with staffed.transaction() as session:
        found = get_ticket(session, number=late)
        found.accept("chen", at=at(day=1, hour=9))
        found.tell_delay(
            by="chen",
            how=FeedbackMeans.CALL,
            reason="化验还没出",
            new_due_at=at(day=3, hour=8),
            at=at(day=2, hour=7),
        )
    broken = review(staffed).broken
    assert [one.number for one in broken] == [first, second, late]
    assert [one.fared for one in broken] == [Fared.SILENT, Fared.SILENT, Fared.LATE_BUT_TOLD]


def test_what_is_due_within_a_day_and_still_open_is_told_the_next_first(staffed: Database) -> None:
    second, first = (ticket(staffed, f"web-{hour}", at(day=2, hour=hour)) for hour in (15, 9))
    kept = ticket(staffed, "web-5", at(day=2, hour=10))
    attempt(staffed, kept, at(day=2, hour=11), AttemptOutcome.REACHED)
    ticket(staffed, "web-6", at(day=3, hour=1))
    assert [one.number for one in review(staffed).due] == [first, second]
    assert all(one.is_open for one in review(staffed).due)


def test_a_second_promise_is_watched_like_the_first(staffed: Database) -> None:
    number = ticket(staffed, "web-1", at())
    attempt(staffed, number, at() + HOUR, AttemptOutcome.REACHED)
    with staffed.transaction() as session:
        found = get_ticket(session, number=number)
        found.resolve(by="chen", at=at() + 2 * HOUR)
        found.rate(solved=False, score=1, by="caller", at=at(day=1, hour=12))
    (broken,) = review(staffed).broken
    assert (broken.number, broken.round, broken.due_at) == (number, 2, at(day=2, hour=12))
    assert review(staffed, as_of=at(day=1)).broken == ()


def test_handovers_given_back_are_named_once(staffed: Database) -> None:
    number = ticket(staffed, "web-1", at(day=2))
    with staffed.transaction() as session:
        found = get_ticket(session, number=number)
        found.accept("chen", at=at(day=2) + MINUTE)
        for hour in (1, 2):
            found.hand_over("lin", by="chen", reason="请看", at=at(day=2) + hour * HOUR)
            found.return_handover(
                by="lin", reason=ReturnReason.NOT_OUR_DEPARTMENT, at=at(day=2) + hour * HOUR + MINUTE
            )
    assert review(staffed).returned == (number,)
    assert review(staffed, as_of=at(day=2)).returned == ()


def test_a_lost_call_counts_until_somebody_tried_to_ring_back(staffed: Database) -> None:
    lost = [ring(staffed, at(day=2, hour=10 + place), CallOutcome.MISSED) for place in range(3)]
    ring(staffed, at(day=2, hour=15), CallOutcome.FINISHED)
    opened = [at(day=2, hour=10 + place) + MINUTE for place in range(2)]
    numbers = [ticket(staffed, call, when) for call, when in zip(lost, opened, strict=False)]
    attempt(staffed, numbers[0], at(day=2, hour=18), AttemptOutcome.NO_ANSWER)
    found = review(staffed)
    assert (found.lost_calls, found.not_called_back) == (3, 2)
    assert review(staffed, as_of=at(day=2, hour=17)).not_called_back == 3


def test_who_could_not_be_helped_is_shown_oldest_first(any_database: Database) -> None:
    for name, hour in (("web-9", 9), ("web-1", 11), ("web-2", 10)):
        say(any_database, name, at(day=2, hour=hour), missed=Missed.ABSTAINED)
    say(any_database, "web-3", at(day=2), "gout.beer")
    found = review(any_database)
    assert [one.conversation_id for one in found.missed] == ["web-9", "web-2", "web-1"]
    assert found.figures["not_helped"].count == 3


def test_emergencies_of_the_day_stand_with_their_times(staffed: Database) -> None:
    with staffed.transaction() as session:
        add_member(session, "wu")
    alarm(staffed, at(day=2), outcome=AlarmOutcome.CONFIRMED)
    alarm(staffed, at(day=3))
    (found,) = review(staffed).emergencies
    assert (found.rung_after, found.acknowledged_after) == (timedelta(seconds=10), timedelta(seconds=30))


def test_a_day_told_again_as_of_the_same_instant_is_the_same(staffed: Database) -> None:
    number = ticket(staffed, "web-1", at(day=1))
    ring(staffed, at(day=2), CallOutcome.MISSED)
    say(staffed, "web-2", at(day=2), "gout.beer")
    before = review(staffed)
    attempt(staffed, number, MORNING_AFTER + HOUR, AttemptOutcome.REACHED)
    say(staffed, "web-2", at(day=4), "gout.beer")
    ticket(staffed, "web-2", at(day=4))
    assert review(staffed) == before
    assert review(staffed, as_of=LATER) != before
