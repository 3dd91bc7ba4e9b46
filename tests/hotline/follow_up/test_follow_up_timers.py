"""What comes after: handovers that wait, satisfaction, a second contact, reminders of one's own."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hotline.follow_up import (
    NoSuchReminder,
    ReminderPassed,
    TimerKind,
    TimerOutcome,
    TimerState,
    remind_at,
    withdraw_reminder,
)
from hotline.follow_up.pace import shipped_pace
from hotline.outgoing_calls import Errand, calls_of_ticket, refuse_calls
from hotline.safety import TriageGrade, screen
from hotline.staff import disable_staff
from hotline.tickets import (
    AttemptOutcome,
    Outcome,
    ReturnReason,
    TicketClosed,
    TicketKind,
    accept_ticket,
    close_ticket,
    get_ticket,
    hand_over_ticket,
    merge_tickets,
    rate_ticket,
    record_attempt,
    reopen_ticket,
    resolve_ticket,
    return_handover,
)
from tests.hotline.follow_up.conftest import House
from tests.hotline.follow_up.test_promise_timers import REACHED, accepted
from tests.hotline.making import MORNING

DESPAIR: dict[str, Any] = {
    "kind": TicketKind.EMERGENCY,
    "grade": TriageGrade.EMERGENCY,
    "rules": ("suicide_plan", "suicide_thought"),
}
# 09:00 of the hospital's next day.
NEXT_MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def handed_over(house: House) -> str:
    number = accepted(house)
    house.do(hand_over_ticket, number, to="heart", by="wang", reason="请会诊")
    return number


def resolved(house: House, **changed: Any) -> str:
    number = accepted(house, **changed)
    house.do(record_attempt, number, **REACHED)
    house.do(resolve_ticket, number, by="wang")
    return number


def in_despair(house: House) -> str:
    """Accepted, fed back to and told of nothing else that is due."""
    number = accepted(house, **DESPAIR)
    house.do(record_attempt, number, **REACHED)
    return number


def test_a_handover_nobody_accepts_for_an_hour_goes_back_to_the_givers_eyes(house: House) -> None:
    number = handed_over(house)
    assert house.wait(minutes=59) == 0
    assert house.wait(minutes=1) == 1
    assert house.told() == [("wang", "handover_waiting")]
    assert house.wait(hours=5) == 0
    assert house.ticket(number).assignee == "wang"


def test_giver_and_first_contact_are_both_told(house: House) -> None:
    number = handed_over(house)
    house.do(accept_ticket, number, staff="heart")
    house.do(hand_over_ticket, number, to="li", by="heart", reason="请随访")
    house.wait(hours=1)
    assert house.told() == [("heart", "handover_waiting"), ("wang", "handover_waiting")]


@pytest.mark.parametrize("is_taken", [True, False])
def test_a_handover_that_was_settled_is_not_told_of(house: House, *, is_taken: bool) -> None:
    number = handed_over(house)
    if is_taken:
        house.do(accept_ticket, number, staff="heart")
    else:
        house.do(return_handover, number, by="heart", reason=ReturnReason.NOT_OUR_DEPARTMENT)
    assert house.wait(hours=2) == 0
    assert house.states(number, TimerKind.HANDOVER_WAITING) == [TimerState.CANCELLED]


def test_a_second_handover_has_an_hour_of_its_own(house: House) -> None:
    number = handed_over(house)
    house.do(return_handover, number, by="heart", reason=ReturnReason.NOT_OUR_DEPARTMENT)
    house.clock.move(minutes=50)
    house.do(hand_over_ticket, number, to="li", by="wang", reason="请随访")
    assert house.wait(minutes=59) == 0
    assert house.wait(minutes=1) == 1


def test_satisfaction_is_asked_and_a_day_later_once_more_and_never_again(house: House) -> None:
    number = resolved(house)
    assert house.wait(minutes=30) == 1
    assert house.told() == [("caller", "satisfaction")]
    house.do(close_ticket, number, by="wang", outcome=Outcome.SOLVED)
    assert house.wait(hours=23, minutes=59) == 0
    assert house.wait(minutes=1) == 1
    assert house.told() == [("caller", "satisfaction_reminder")]
    assert house.wait(days=30) == 0


def test_closing_without_resolving_asks_too_where_the_patient_was_reached(house: House) -> None:
    number = accepted(house)
    house.do(record_attempt, number, **REACHED)
    house.do(close_ticket, number, by="wang", outcome=Outcome.UNSOLVED)
    assert house.wait(minutes=30) == 1
    assert house.told() == [("caller", "satisfaction")]


def test_who_has_only_a_telephone_without_messages_is_rung_once(house: House) -> None:
    number = resolved(house, channel="phone", phone="0597-8810120")
    house.wait(minutes=30)
    house.wait(days=2)
    assert house.told() == []
    with house.database.reading() as session:
        (call,) = calls_of_ticket(session, ticket=get_ticket(session, number=number))
        assert (call.errand, call.asked_by, call.number) == (Errand.SATISFACTION, "hotline", "05978810120")


def test_whoever_wants_no_calls_is_not_asked_by_one(house: House) -> None:
    resolved(house, channel="phone", phone="0597-8810120")
    house.do(refuse_calls, "0597-8810120", by="caller")
    house.wait(minutes=30)
    assert house.told() == []


def test_who_has_rated_is_not_asked(house: House) -> None:
    number = resolved(house)
    house.do(rate_ticket, number, solved=True, score=5, by="caller")
    assert house.wait(days=3) == 0
    assert house.told() == []


def test_who_rates_after_being_asked_is_not_reminded(house: House) -> None:
    number = resolved(house)
    house.wait(minutes=30)
    house.told()
    house.do(rate_ticket, number, solved=True, score=4, by="caller")
    assert house.wait(days=3) == 0
    assert house.planned(number) == set()


def test_who_has_rated_before_it_was_resolved_is_not_asked(house: House) -> None:
    number = accepted(house)
    house.do(record_attempt, number, **REACHED)
    house.do(rate_ticket, number, solved=True, score=5, by="caller")
    house.do(resolve_ticket, number, by="wang")
    assert house.planned(number) == set()
    assert house.wait(days=3) == 0
    assert house.told() == []


def test_the_second_round_is_asked_about_on_its_own(house: House) -> None:
    number = resolved(house)
    house.wait(days=2)
    house.do(reopen_ticket, number, by="caller", reason="又疼了")
    house.told()
    house.do(record_attempt, number, **REACHED)
    house.do(resolve_ticket, number, by="wang")
    house.wait(minutes=30)
    assert house.told() == [("caller", "satisfaction")]


def test_after_a_stop_the_reminder_still_comes_a_day_after_the_question(house: House) -> None:
    number = resolved(house)
    assert house.wait(days=2) == 1
    assert house.told() == [("caller", "satisfaction")]
    assert house.due(number, TimerKind.SATISFACTION_REMINDER) == [house.clock.now() + timedelta(days=1)]


def test_nobody_is_asked_about_what_is_long_past(house: House) -> None:
    number = resolved(house)
    house.wait(days=8)
    assert house.told() == []
    assert house.outcomes(number, TimerKind.SATISFACTION) == [TimerOutcome.TOO_LATE_TO_ASK]


def test_who_wanted_to_die_is_contacted_again_next_morning(house: House) -> None:
    number = in_despair(house)
    house.clock.at = NEXT_MORNING - timedelta(seconds=1)
    assert house.turn() == 0
    assert house.wait(seconds=1) == 1
    assert house.told() == [("wang", "follow_up")]
    house.do(record_attempt, number, **REACHED)
    house.wait(hours=2)
    assert house.told() == []
    assert house.outcomes(number, TimerKind.CONTACT_AGAIN_CHECK) == [TimerOutcome.RECORDED_ALREADY]


def test_where_nobody_recorded_the_second_contact_the_manager_hears_of_it(house: House) -> None:
    number = in_despair(house)
    house.clock.at = NEXT_MORNING
    house.turn()
    house.told()
    assert house.wait(hours=2) == 1
    assert house.told() == [("wu", "follow_up_missed")]
    assert house.events(number)[-1]["reason"] == "not_contacted_again"
    assert house.wait(days=2) == 0


def test_a_contact_recorded_early_that_morning_counts(house: House) -> None:
    number = in_despair(house)
    house.clock.at = NEXT_MORNING - timedelta(hours=1)
    house.do(record_attempt, number, **REACHED | {"outcome": AttemptOutcome.NO_ANSWER})
    house.wait(hours=1)
    assert house.told() == []
    assert house.outcomes(number, TimerKind.CONTACT_AGAIN) == [TimerOutcome.RECORDED_ALREADY]


@pytest.mark.parametrize(
    ("opened_at", "contact_at"),
    [
        (datetime(2026, 11, 23, 16, 30, tzinfo=UTC), datetime(2026, 11, 24, 1, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 22, 0, tzinfo=UTC), datetime(2026, 11, 25, 1, 0, tzinfo=UTC)),
        (datetime(2026, 11, 30, 12, 0, tzinfo=UTC), datetime(2026, 12, 1, 1, 0, tzinfo=UTC)),
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), datetime(2027, 1, 1, 1, 0, tzinfo=UTC)),
    ],
    ids=["after midnight, the same morning", "before dawn, the next day", "month end", "year end"],
)
def test_the_morning_is_the_hospitals(house: House, opened_at: datetime, contact_at: datetime) -> None:
    house.clock.at = opened_at
    number = house.open(**DESPAIR)
    assert house.due(number, TimerKind.CONTACT_AGAIN) == [contact_at]


def test_closing_the_ticket_does_not_end_the_care(house: House) -> None:
    number = in_despair(house)
    house.do(close_ticket, number, by="wang", outcome=Outcome.SOLVED)
    assert TimerKind.CONTACT_AGAIN in house.planned(number)
    house.clock.at = NEXT_MORNING
    house.turn()
    assert ("wang", "follow_up") in house.told()
    house.wait(hours=3)
    assert ("wu", "follow_up_missed") not in house.told(), "nothing can be recorded on a closed ticket"


def test_a_false_alarm_is_left_in_peace(house: House) -> None:
    number = in_despair(house)
    house.do(close_ticket, number, by="wang", outcome=Outcome.MISTAKEN)
    assert house.planned(number) == set()


def test_a_merged_ticket_takes_the_second_contact_with_it(house: House) -> None:
    other = accepted(house)
    number = accepted(house, **DESPAIR)
    house.do(merge_tickets, number, into=other, by="wang")
    assert house.planned(number) == set()
    assert TimerKind.CONTACT_AGAIN in house.planned(other)


def test_the_rules_that_ask_for_a_second_contact_are_rules() -> None:
    told = ("我站在楼顶，不想活了", "我不想活了", "他吞了一整瓶安眠药不想活了")
    fired = {rule for said in told for rule in screen(said).rules}
    assert shipped_pace().contact_again_rules <= fired


def test_a_reminder_reaches_whoever_set_it(house: House) -> None:
    number = accepted(house)
    house.do(remind_at, number, by="heart", at=MORNING + timedelta(hours=2), note="问检查结果")
    assert house.wait(hours=1, minutes=59) == 0
    assert house.wait(minutes=1) == 1
    assert house.told() == [("heart", "reminder")]
    assert house.wait(hours=2) == 0


def test_a_reminder_is_for_what_is_to_come_on_an_open_ticket(house: House) -> None:
    number = accepted(house)
    with pytest.raises(ReminderPassed):
        house.do(remind_at, number, by="wang", at=MORNING)
    house.do(close_ticket, number, by="wang", outcome=Outcome.WITHDRAWN)
    with pytest.raises(TicketClosed):
        house.do(remind_at, number, by="wang", at=MORNING + timedelta(hours=1))


def test_a_reminder_is_withdrawn_by_its_owner_only(house: House) -> None:
    number = accepted(house)
    reminder = house.do(remind_at, number, by="wang", at=MORNING + timedelta(hours=2))
    with pytest.raises(NoSuchReminder):
        house.do(withdraw_reminder, number, reminder=reminder.id, by="heart")
    house.do(withdraw_reminder, number, reminder=reminder.id, by="wang")
    assert house.wait(hours=3) == 0


def test_reminders_end_with_the_ticket_and_go_on_with_a_merged_one(house: House) -> None:
    closed, merged, other = accepted(house), accepted(house), accepted(house)
    for number in (closed, merged):
        house.do(remind_at, number, by="wang", at=MORNING + timedelta(hours=2))
    house.do(close_ticket, closed, by="wang", outcome=Outcome.WITHDRAWN)
    house.do(merge_tickets, merged, into=other, by="wang")
    assert house.states(closed, TimerKind.REMINDER) == [TimerState.CANCELLED]
    assert house.states(merged, TimerKind.REMINDER) == []
    house.wait(hours=2)
    assert house.told() == [("wang", "reminder")]
    assert house.outcomes(other, TimerKind.REMINDER) == [TimerOutcome.TOLD]


def test_what_is_meant_for_somebody_who_left_reaches_the_nurses(house: House) -> None:
    number = accepted(house)
    house.do(remind_at, number, by="heart", at=MORNING + timedelta(hours=2))
    with house.database.transaction() as session:
        disable_staff(session, username="heart")
    house.wait(hours=2)
    assert house.told() == [("li", "reminder"), ("wang", "reminder"), ("zhao", "reminder")]
