"""What is booked is cancelled and moved only by whom it belongs to, and only after a yes."""

from typing import Any

import pytest

from hotline.appointments import AppointmentState, confirm, find_appointment
from hotline.clock import ClockAt
from hotline.database import Database
from hotline.tickets import HOTLINE, TicketKind, get_ticket, open_ticket
from tests.actions.conftest import StillClock
from tests.actions.making import Actions, answering, beginning, tracker
from tests.hotline.appointments.making import a_visit
from tests.hotline.making import a_request


def booked(database: Database, *, conversation: str = "c-1") -> tuple[str, str]:
    """Number and code."""
    asked = {"booking_for": "我母亲", "visit_day": "明天上午"}
    request = a_request(
        kind=TicketKind.BOOKING, details=asked, conversation_id=conversation, phone="13800138000"
    )
    with database.transaction() as session:
        ticket = open_ticket(session, request=request, clock=ClockAt(StillClock().now()))
        return ticket.number, ticket.progress_code


def begin(actions: Actions, said: str, *, form: str = "cancel_form", **more: Any) -> Any:
    intent = "cancel_booking" if form == "cancel_form" else "change_booking"
    return actions.run(f"validate_{form}", beginning(said, form=form, intent=intent, **more))


def state(database: Database, number: str) -> AppointmentState:
    with database.reading() as session:
        found = find_appointment(session, number=number)
        assert found is not None
        return found.state


def test_in_its_own_conversation_no_code_is_asked_for(actions: Actions, database: Database) -> None:
    number, _ = booked(database)
    reply = begin(actions, "我想取消预约")
    assert reply.slots["booking_number"] == number
    assert reply.said == ("utter_booking_found",)
    assert "我母亲，心血管内科，明天上午" in reply.text
    assert reply.slots["cancel_sure"] is None


def test_elsewhere_the_last_four_digits_are_asked_for_and_must_fit(
    actions: Actions, database: Database
) -> None:
    number, code = booked(database, conversation="other")
    reply = begin(actions, f"取消进度码{code}的预约")
    assert reply.slots["progress_code"] == code
    assert "booking_number" not in {name for name, value in reply.slots.items() if value}
    wrong = hear_proof(actions, "1111", code=code)
    assert wrong.slots["booking_number"] == "unknown"
    assert hear_proof(actions, "8000", code=code).slots["booking_number"] == number


def hear_proof(actions: Actions, said: str, *, code: str) -> Any:
    known = {"progress_code": code}
    return actions.run(
        "validate_cancel_form",
        answering(said, form="cancel_form", asked="phone_last_four", intent="nlu_fallback", slots=known),
    )


@pytest.mark.parametrize(
    ("said", "intent", "sure"),
    [
        ("确定取消", "cancel_booking", "yes"),
        ("取消", "deny", "yes"),
        ("对的，取消吧", "affirm", "yes"),
        ("先不取消", "cancel_booking", None),
        ("还是要去看的", "affirm", None),
        ("嗯", "nlu_fallback", "yes"),
    ],
)
def test_nothing_is_given_up_without_a_yes(
    actions: Actions, said: str, intent: str, sure: str | None
) -> None:
    reply = actions.run(
        "validate_cancel_form", answering(said, form="cancel_form", asked="cancel_sure", intent=intent)
    )
    assert reply.slots.get("cancel_sure") == sure
    assert (reply.slots.get("form_outcome") == "cancelled") is (sure is None)


def test_a_question_left_open_gives_nothing_up(actions: Actions, database: Database) -> None:
    number, _ = booked(database)
    slots = {"booking_number": number, "booking_told": "骨科", "cancel_sure": "withheld"}
    assert actions.run("action_cancel_booking", tracker("嗯嗯", slots=slots)).said == (
        "utter_booking_stands",
    )
    assert state(database, number) is AppointmentState.ASKED


def test_cancelled_once_is_cancelled_and_twice_is_said(actions: Actions, database: Database) -> None:
    number, _ = booked(database)
    slots = {"booking_number": number, "booking_told": "骨科", "cancel_sure": "yes"}
    for said in ("utter_booking_cancelled", "utter_booking_over"):
        assert actions.run("action_cancel_booking", tracker("确定", slots=slots)).said == (said,)
    assert state(database, number) is AppointmentState.CANCELLED


def test_another_day_is_a_wish_the_nurse_reads(actions: Actions, database: Database) -> None:
    number, _ = booked(database)
    reply = begin(actions, "我的预约改到下周三", form="change_form")
    assert reply.slots["new_day"] == "我的预约改到下周三"
    slots = {**reply.slots, "requested_slot": None}
    assert actions.run("action_change_booking", tracker("改", slots=slots)).said == ("utter_change_asked",)
    with database.reading() as session:
        asked = get_ticket(session, number=number).events[-1]
        assert asked.private == {"text": "我的预约改到下周三"}


def test_a_code_of_something_else_is_no_booking(actions: Actions, database: Database) -> None:
    request = a_request(conversation_id="c-1")
    with database.transaction() as session:
        code = open_ticket(session, request=request, clock=ClockAt(StillClock().now())).progress_code
    reply = begin(actions, f"取消预约，进度码{code}")
    assert reply.slots["booking_number"] == "no_booking"
    told = actions.run("action_cancel_booking", tracker("取消", slots=reply.slots))
    assert told.said == ("utter_booking_none",)


def test_whoever_asks_how_far_it_is_hears_when_he_is_expected(actions: Actions, database: Database) -> None:
    number, code = booked(database)
    clock = ClockAt(StillClock().now())
    with database.transaction() as session:
        confirm(session, number=number, by=HOTLINE, clock=clock, **a_visit())
    slots = {"progress_code": code, "phone_last_four": "withheld"}
    reply = actions.run("action_check_ticket", tracker(code, intent="check_ticket", slots=slots))
    assert "utter_progress_visit" in reply.said
    assert "11月27日08:00，心血管内科，门诊楼二楼" in reply.text
