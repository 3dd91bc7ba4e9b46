"""An appointment carries its reminders: made when it is settled, moved and ended with it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

import pytest

from hotline.appointments import cancel, change, confirm, mark_kept
from hotline.database import Database
from hotline.notifications import NoticeKind
from hotline.reminders import CallerReminder, ReminderKind, ReminderState
from tests.hotline.appointments.making import FRIDAY, a_booking, a_visit
from tests.hotline.making import SetClock, add_member
from tests.hotline.reminders.conftest import Reminding

BEIJING = timezone(timedelta(hours=8))
FASTING = {"department": "检验科", "starts": "08:30"}


@pytest.fixture
def number(database: Database, clock: SetClock) -> str:
    with database.transaction() as session:
        add_member(session, "chen")
        return a_booking(session, clock=clock).number


@pytest.fixture
def confirmed(reminding: Reminding, number: str) -> str:
    reminding.do(confirm, number=number, by="chen", **a_visit(**FASTING))
    return number


def due(kept: Sequence[CallerReminder]) -> list[tuple[ReminderKind, datetime]]:
    return [(one.kind, one.due_at) for one in kept if one.state is ReminderState.WAITING]


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=BEIJING)


def test_the_evening_before_a_visit_is_told_and_what_it_may_need(
    reminding: Reminding, confirmed: str
) -> None:
    assert due(reminding.kept()) == [
        (ReminderKind.VISIT, at(26, 18)),
        (ReminderKind.FASTING, at(26, 20)),
    ]
    reminding.turn(at(26, 20))
    told = [one for one in reminding.letters() if one.kind.value.endswith("_reminder")]
    assert {one.kind for one in told} == {NoticeKind.VISIT_REMINDER, NoticeKind.FASTING_REMINDER}
    assert {one.facts["when"] for one in told} == {"11月27日8:30"}
    assert {one.ticket_number for one in told} == {confirmed}
    assert max(one.good_until for one in told) <= datetime(2026, 11, 27, 8, 30, tzinfo=BEIJING)


def test_in_the_afternoon_nobody_is_told_not_to_eat(reminding: Reminding, number: str) -> None:
    reminding.do(confirm, number=number, by="chen", **a_visit(**FASTING | {"starts": "14:30"}))
    assert due(reminding.kept()) == [(ReminderKind.VISIT, at(26, 18))]


def test_a_visit_of_tomorrow_settled_tonight_needs_no_reminder(reminding: Reminding, number: str) -> None:
    reminding.clock.at = at(26, 19)
    reminding.do(confirm, number=number, by="chen", **a_visit())
    assert reminding.kept() == []


def test_another_day_moves_the_reminder(reminding: Reminding, confirmed: str) -> None:
    moved = a_visit(on=date(2026, 11, 30), department="检验科", starts="09:00")
    reminding.do(change, number=confirmed, by="chen", **moved)
    assert due(reminding.kept()) == [
        (ReminderKind.VISIT, at(29, 18)),
        (ReminderKind.FASTING, at(29, 20)),
    ]


def test_one_that_was_told_is_told_again_of_the_new_day(reminding: Reminding, confirmed: str) -> None:
    reminding.turn(at(26, 18))
    reminding.do(change, number=confirmed, by="chen", **a_visit(on=date(2026, 11, 30)))
    assert due(reminding.kept()) == [(ReminderKind.VISIT, at(29, 18))]
    assert {one.kind: one.state for one in reminding.kept()}[ReminderKind.FASTING] is ReminderState.STOPPED


def test_nobody_is_reminded_of_what_is_cancelled(reminding: Reminding, confirmed: str) -> None:
    reminding.do(cancel, number=confirmed, by="chen", reason=None)
    assert {one.state for one in reminding.kept()} == {ReminderState.STOPPED}
    assert reminding.turn(at(26, 20)) == 0


def test_who_came_has_done_it(reminding: Reminding, confirmed: str) -> None:
    reminding.turn(at(26, 20))
    reminding.clock.at = at(FRIDAY.day, 10)
    reminding.do(mark_kept, number=confirmed, by="chen")
    assert {one.state for one in reminding.kept()} == {ReminderState.DONE}
