"""What is due is told once, in time, by the way the caller prefers; what is late is not told."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from hotline.notifications import Means, NoticeKind, notify_caller
from hotline.outgoing_calls import CallState, Errand, OutgoingCall, Said, refuse_calls
from hotline.reminders import (
    MomentPassed,
    ReminderKind,
    ReminderMeans,
    ReminderState,
    hear_call,
    later,
    prefer,
    stop,
    telling,
    told_just_now,
    write_one_unheard,
)
from tests.hotline.reminders.conftest import LANDLINE, PHONE, TOMORROW_NINE, Reminding


def test_it_is_told_when_it_is_due_and_not_again(reminding_anywhere: Reminding) -> None:
    reminding_anywhere.ask()
    assert reminding_anywhere.turn(TOMORROW_NINE - timedelta(seconds=1)) == 0
    assert reminding_anywhere.turn(TOMORROW_NINE) == 1
    assert reminding_anywhere.turn(days=1) == 0
    [letter] = reminding_anywhere.letters()
    assert (letter.kind, letter.means, letter.address) == (NoticeKind.RECHECK_REMINDER, Means.SMS, PHONE)
    assert reminding_anywhere.kept()[0].state is ReminderState.TOLD


def test_a_letter_says_nothing_of_the_note(reminding: Reminding) -> None:
    reminding.ask()
    reminding.turn(TOMORROW_NINE)
    assert reminding.letters()[0].facts == {"when": "11月24日"}


def test_one_that_is_too_late_lapses(reminding: Reminding) -> None:
    reminding.ask(ReminderKind.VISIT)
    reminding.turn(TOMORROW_NINE, hours=14)
    assert (reminding.kept()[0].state, reminding.letters()) == (ReminderState.LAPSED, [])


def test_a_letter_is_good_for_no_longer_than_its_reminder(reminding: Reminding) -> None:
    until = TOMORROW_NINE + timedelta(hours=3)
    reminding.ask(not_after=until)
    reminding.turn(TOMORROW_NINE, hours=1)
    assert reminding.letters()[0].good_until == until


def test_after_a_night_without_us_it_waits_for_the_morning(reminding: Reminding) -> None:
    reminding.ask()
    reminding.turn(TOMORROW_NINE, hours=13)
    assert reminding.letters() == []
    assert reminding.turn(TOMORROW_NINE + timedelta(hours=22, minutes=59)) == 0
    assert reminding.turn(TOMORROW_NINE + timedelta(hours=23)) == 1
    assert len(reminding.letters()) == 1


def test_who_is_on_wechat_is_told_there(reminding: Reminding) -> None:
    reminding.follow("wechat-7", phone=PHONE)
    reminding.ask()
    reminding.turn(TOMORROW_NINE)
    [letter] = reminding.letters()
    assert (letter.means, letter.conversation_id) == (Means.WECHAT, "wechat-7")
    assert reminding.kept()[0].told_in == "wechat-7"


def test_who_prefers_short_messages_gets_one(reminding: Reminding) -> None:
    reminding.follow("wechat-7", phone=PHONE)
    wanted = {"conversation_id": "web-5", "phone": PHONE, "by": "caller"}
    reminding.do(prefer, means=ReminderMeans.SMS, **wanted)
    reminding.ask()
    reminding.turn(TOMORROW_NINE)
    assert [letter.means for letter in reminding.letters()] == [Means.SMS]


@pytest.mark.parametrize("asked", [{"phone": LANDLINE}, {"means": ReminderMeans.CALL}])
def test_who_prefers_calls_or_has_only_a_landline_is_rung(
    reminding: Reminding, asked: dict[str, Any]
) -> None:
    phone = asked.get("phone", PHONE)
    if means := asked.get("means"):
        reminding.do(prefer, conversation_id="web-1", means=means, by="caller", phone=phone)
    reminding.ask(phone=phone)
    reminding.turn(TOMORROW_NINE)
    [call] = reminding.calls()
    assert (call.errand, call.number, reminding.letters()) == (Errand.RECHECK, phone, [])
    assert call.message == "提醒您，到了您要复查的日子，请安排时间来医院。带上一次的化验单。"
    assert reminding.kept()[0].call_id == call.id


def test_who_refused_calls_is_written_to(reminding: Reminding) -> None:
    reminding.do(prefer, conversation_id="web-1", means=ReminderMeans.CALL, by="caller", phone=PHONE)
    reminding.do(refuse_calls, number=PHONE, by="caller")
    reminding.ask()
    reminding.turn(TOMORROW_NINE)
    assert (reminding.calls(), len(reminding.letters())) == ([], 1)


def test_a_web_chat_shows_it_and_nobody_minds_that_there_is_no_number(reminding: Reminding) -> None:
    reminding.ask(channel="web_chat", phone=None)
    reminding.turn(TOMORROW_NINE)
    assert [letter.means for letter in reminding.letters()] == [Means.CHAT]


def test_who_stopped_all_is_not_told_of_what_a_nurse_asked_for_later(reminding: Reminding) -> None:
    reminding.do(stop, conversation_id="web-1", by="caller", phone=PHONE)
    reminding.ask(conversation_id="web-2")
    reminding.turn(TOMORROW_NINE)
    assert (reminding.kept()[0].state, reminding.letters()) == (ReminderState.STOPPED, [])


def test_later_is_told_once_more(reminding: Reminding) -> None:
    reminder = reminding.ask()
    reminding.turn(TOMORROW_NINE)
    reminding.do(later, reminder_id=reminder.id, at=None)
    assert reminding.turn(hours=2) == 0
    assert reminding.turn(hours=1) == 1
    assert (len(reminding.letters()), reminding.kept()[0].put_off) == (2, 1)


def test_a_visit_is_not_put_off_past_itself(reminding: Reminding) -> None:
    reminder = reminding.ask(ReminderKind.VISIT)
    reminding.turn(TOMORROW_NINE)
    with pytest.raises(MomentPassed):
        reminding.do(later, reminder_id=reminder.id, at=TOMORROW_NINE + timedelta(days=1))


def test_an_answer_counts_for_a_day_and_a_half(reminding: Reminding) -> None:
    reminding.ask()
    reminding.turn(TOMORROW_NINE)
    asked: dict[str, Any] = {"conversation_id": "phone-9", "phone": PHONE}
    for hours, counts in ((36, True), (37, False)):
        with reminding.database.reading() as session:
            found = told_just_now(session, now=TOMORROW_NINE + timedelta(hours=hours), **asked)
            assert (found is not None) is counts


def test_one_that_fails_is_put_off_and_the_others_are_told(
    reminding: Reminding, monkeypatch: pytest.MonkeyPatch
) -> None:
    reminding.ask()
    reminding.ask(ReminderKind.REFILL, at=TOMORROW_NINE + timedelta(minutes=1))
    told = notify_caller

    def failing(session: Session, **facts: Any) -> None:
        if facts["kind"] is NoticeKind.RECHECK_REMINDER:
            raise LookupError
        told(session, **facts)

    monkeypatch.setattr(telling, "notify_caller", failing)
    assert reminding.turn(TOMORROW_NINE, minutes=2) == 2
    waiting, done = reminding.kept()
    assert (waiting.state, waiting.tries, waiting.fault) == (ReminderState.WAITING, 1, "LookupError")
    assert done.state is ReminderState.TOLD
    monkeypatch.undo()
    assert reminding.turn(minutes=5) == 1
    assert len(reminding.letters()) == 2


@pytest.mark.parametrize(
    ("key", "state"),
    [
        ("1", ReminderState.DONE),
        ("2", ReminderState.WAITING),
        ("3", ReminderState.STOPPED),
        (None, ReminderState.TOLD),
    ],
)
def test_what_is_pressed_on_the_call_is_the_answer(
    reminding: Reminding, key: str | None, state: ReminderState
) -> None:
    reminding.ask(phone=LANDLINE)
    reminding.turn(TOMORROW_NINE)
    [call] = reminding.calls()
    for _ in range(2):
        reminding.do(hear_call, call_id=call.id, said=Said(key=key))
    assert reminding.kept()[0].state is state


@pytest.mark.parametrize(("phone", "letters"), [(PHONE, 1), (LANDLINE, 0)])
def test_a_call_nobody_took_is_written_where_it_can_be_read(
    reminding: Reminding, phone: str, letters: int
) -> None:
    reminding.do(prefer, conversation_id="web-1", means=ReminderMeans.CALL, by="caller", phone=phone)
    reminding.ask(phone=phone)
    reminding.turn(TOMORROW_NINE)
    assert not reminding.do(write_one_unheard)
    with reminding.database.transaction() as session:
        session.execute(update(OutgoingCall).values(state=CallState.GIVEN_UP))
    assert reminding.do(write_one_unheard)
    assert not reminding.do(write_one_unheard)
    assert len(reminding.letters()) == letters
    assert reminding.kept()[0].state is (ReminderState.TOLD if letters else ReminderState.LAPSED)
