"""A reminder is made once a matter, moved, and made again after it was over."""

from datetime import datetime, timedelta, timezone

import pytest

from hotline.reminders import (
    MomentPassed,
    ReminderKind,
    ReminderMeans,
    ReminderState,
    TooFarAhead,
    done,
    find_means,
    stop,
    withdraw,
)
from tests.hotline.making import MORNING
from tests.hotline.reminders.conftest import TOMORROW_NINE, Reminding

BEIJING = timezone(timedelta(hours=8))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BEIJING)


def test_what_is_asked_for_twice_is_one_reminder(reminding_anywhere: Reminding) -> None:
    first = reminding_anywhere.ask()
    again = reminding_anywhere.ask(at=TOMORROW_NINE + timedelta(hours=2))
    assert [one.id for one in reminding_anywhere.kept()] == [first.id] == [again.id]
    assert reminding_anywhere.kept()[0].due_at == TOMORROW_NINE + timedelta(hours=2)


def test_asked_for_in_another_call_from_the_same_number_it_is_the_same(reminding: Reminding) -> None:
    first = reminding.ask(conversation_id="phone-1")
    assert reminding.ask(conversation_id="phone-2").id == first.id


def test_another_kind_or_another_day_is_another_reminder(reminding: Reminding) -> None:
    reminding.ask()
    reminding.ask(ReminderKind.REFILL)
    reminding.ask(at=TOMORROW_NINE + timedelta(days=1))
    assert len(reminding.kept()) == 3


def test_a_named_matter_is_moved_to_another_day(reminding: Reminding) -> None:
    first = reminding.ask(ReminderKind.VISIT, matter="appointment:1")
    moved = reminding.ask(ReminderKind.VISIT, matter="appointment:1", at=TOMORROW_NINE + timedelta(days=3))
    assert (moved.id, len(reminding.kept())) == (first.id, 1)


def test_what_was_withdrawn_waits_again_when_it_is_asked_for_again(reminding: Reminding) -> None:
    first = reminding.ask()
    reminding.do(withdraw, reminder_id=first.id, by="chen")
    again = reminding.ask()
    assert (again.id, again.state, again.ended_by) == (first.id, ReminderState.WAITING, None)


def test_a_moment_that_passed_or_lies_years_ahead_is_refused(reminding: Reminding) -> None:
    with pytest.raises(MomentPassed):
        reminding.ask(at=MORNING - timedelta(minutes=1))
    with pytest.raises(MomentPassed):
        reminding.ask(not_after=TOMORROW_NINE)
    with pytest.raises(TooFarAhead):
        reminding.ask(at=MORNING + timedelta(days=900))
    assert reminding.kept() == []


@pytest.mark.parametrize(
    ("wanted", "until", "due"),
    [
        (at(24, 20, 59), None, at(24, 20, 59)),
        (at(24, 21), None, at(25, 8)),
        (at(25, 3), None, at(25, 8)),
        (at(25, 6), at(25, 7, 30), at(24, 20)),
        (at(24, 23), at(25, 7), at(24, 20)),
    ],
)
def test_nobody_is_told_in_the_quiet_hours(
    reminding: Reminding, wanted: datetime, until: datetime | None, due: datetime
) -> None:
    assert reminding.ask(at=wanted, not_after=until).due_at == due


def test_who_stopped_all_and_asks_himself_is_reminded_again(reminding: Reminding) -> None:
    reminding.ask()
    assert reminding.do(stop, conversation_id="web-1", by="caller", phone="13800008000") == 1
    reminding.ask(asked_by="chen")
    with reminding.database.reading() as session:
        assert find_means(session, conversation_id="web-1", phone=None) is ReminderMeans.NONE
    reminding.ask(asked_by="caller")
    with reminding.database.reading() as session:
        assert find_means(session, conversation_id="web-1", phone=None) is None
        assert find_means(session, conversation_id="web-9", phone="138-0000-8000") is None


def test_stopping_reaches_every_talk_of_the_number(reminding: Reminding) -> None:
    reminding.ask(conversation_id="phone-1")
    reminding.ask(ReminderKind.REFILL, conversation_id="phone-2")
    assert reminding.do(stop, conversation_id="phone-3", by="caller", phone="13800008000") == 2
    assert {one.state for one in reminding.kept()} == {ReminderState.STOPPED}


def test_one_that_is_done_is_not_told(reminding: Reminding) -> None:
    reminding.do(done, reminder_id=reminding.ask().id, by="caller")
    assert reminding.turn(TOMORROW_NINE) == 0
