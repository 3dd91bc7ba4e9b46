"""A booking asks only for what was not said, and promises no place."""

from typing import Any

from sqlalchemy import select

from hotline.database import Database
from hotline.tickets import Ticket, TicketKind
from tests.actions.making import Actions, answering, beginning, tracker
from tests.guide import ScriptedGuide, recommended


def hear(actions: Actions, said: str, *, asked: str, **more: Any) -> Any:
    return actions.run("validate_booking_form", answering(said, form="booking_form", asked=asked, **more))


def test_what_the_first_message_named_is_not_asked_for(actions: Actions) -> None:
    reply = actions.run(
        "validate_booking_form", beginning("帮我约明天的心内科", form="booking_form", intent="book_visit")
    )
    assert reply.slots["department"] == "心血管内科"
    assert reply.slots["visit_day"] == "帮我约明天的心内科"
    assert "booking_for" not in reply.slots


def test_each_answer_is_taken(actions: Actions) -> None:
    assert (
        hear(actions, "我妈妈", asked="booking_for", intent="nlu_fallback").slots["booking_for"] == "我妈妈"
    )
    assert (
        hear(actions, "心内科", asked="department", intent="ask_department").slots["department"]
        == "心血管内科"
    )
    assert (
        hear(actions, "下周三上午", asked="visit_day", intent="ask_clinic_schedule").slots["visit_day"]
        == "下周三上午"
    )


def test_a_question_about_the_department_is_let_through(actions: Actions) -> None:
    assert hear(actions, "心内科在几楼", asked="department", intent="ask_department").events == ()


def test_not_knowing_the_department_leaves_it_to_the_nurse(actions: Actions, guide: ScriptedGuide) -> None:
    guide.known["心慌"] = recommended("心血管内科")
    assert hear(actions, "不清楚", asked="department", intent="deny").slots["department"] == "withheld"
    known = hear(actions, "不清楚", asked="department", intent="deny", slots={"question": "我老是心慌"})
    assert known.slots["department"] == "心血管内科"


def test_a_day_gone_by_is_said_kindly(actions: Actions) -> None:
    assert hear(actions, "昨天", asked="visit_day", intent="nlu_fallback").said == ("utter_visit_day_past",)


def test_a_person_may_be_asked_for_in_between(actions: Actions) -> None:
    assert hear(actions, "算了我要转人工", asked="booking_for", intent="request_person").events == ()


def test_a_booking_is_a_ticket_with_all_that_was_said(actions: Actions, database: Database) -> None:
    slots = {
        "booking_for": "我妈妈",
        "department": "心血管内科",
        "visit_day": "下周三",
        "phone": "13800138000",
    }
    reply = actions.run("action_open_booking", tracker("13800138000", slots=slots))
    with database.transaction() as session:
        ticket = session.scalars(select(Ticket)).one()
        assert ticket.kind is TicketKind.BOOKING
        assert ticket.department == "心血管内科"
        assert ticket.phone == "13800138000"
        assert ticket.summary == "预约：心血管内科，下周三，就诊人 我妈妈"
    assert reply.said == ("utter_booking_opened",)
    assert "号源由护士确认" in reply.text
    assert reply.slots["booking_for"] is None


def test_three_unclear_answers_open_the_booking_all_the_same(actions: Actions) -> None:
    slots = {"booking_for": "我", "department": "withheld", "visit_day": "明天", "phone": "withheld"}
    reply = actions.run("action_open_booking", tracker("嗯", slots=slots))
    assert reply.said == ("utter_booking_opened_without_phone",)
