"""A booking asks only for what was not said, and promises no place."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from hotline.appointments import booked_in, find_appointment
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


@pytest.mark.parametrize(
    ("said", "asked", "slots"),
    [
        ("王明天", "patient_name", {"patient_name": "王明天"}),
        ("我叫周一鸣", "patient_name", {"patient_name": "周一鸣"}),
        ("我妈，她叫王明天", "booking_for", {"booking_for": "我妈", "patient_name": "王明天"}),
        ("王小明，明天来", "patient_name", {"patient_name": "王小明", "visit_day": "王小明，明天来"}),
        ("明天", "patient_name", {"visit_day": "明天"}),
        ("明天吧", "department", {"visit_day": "明天吧"}),
    ],
)
def test_a_name_is_no_day_and_a_day_no_name(
    actions: Actions, said: str, asked: str, slots: dict[str, str]
) -> None:
    taken = hear(actions, said, asked=asked, intent="nlu_fallback").slots
    names = ("booking_for", "patient_name", "visit_day")
    assert {name: taken[name] for name in names if name in taken} == slots


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
    assert reply.said == ("utter_booking_read_back", "utter_booking_opened")
    assert "号源由护士确认" in reply.text
    assert reply.slots["booking_for"] is None


def test_three_unclear_answers_open_the_booking_all_the_same(actions: Actions) -> None:
    slots = {"booking_for": "我", "department": "withheld", "visit_day": "明天", "phone": "withheld"}
    reply = actions.run("action_open_booking", tracker("嗯", slots=slots))
    assert reply.said == ("utter_booking_read_back", "utter_booking_opened_without_phone")


def test_a_name_is_taken_and_may_be_withheld(actions: Actions) -> None:
    def named(said: str, *, asked: str = "patient_name") -> Any:
        return hear(actions, said, asked=asked, intent="nlu_fallback").slots.get("patient_name")

    assert [named(said) for said in ("李秀英", "她叫李秀英", "我叫陈大福，七十二岁", "不方便说")] == [
        "李秀英",
        "李秀英",
        "陈大福",
        "withheld",
    ]
    assert named("我母亲，叫李秀英", asked="booking_for") == "李秀英"
    assert hear(actions, "嗯嗯啊啊哦哦呀", asked="patient_name", intent="nlu_fallback").said == (
        "utter_patient_name_unclear",
    )


def test_only_the_old_and_the_disabled_are_asked_what_they_need(actions: Actions) -> None:
    def begun(said: str) -> Any:
        state = beginning(said, form="booking_form", intent="book_visit")
        return actions.run("validate_booking_form", state).slots

    assert begun("帮我约明天的心内科")["help_needed"] == "withheld"
    old = begun("给我奶奶约骨科")
    assert (old["help_told"], old["help_needed"]) == ("old", None)
    assert begun("我爸七十多了坐轮椅，约个心内科")["help_needed"] == "old,wheelchair"


def test_help_is_answered_in_the_callers_words(actions: Actions) -> None:
    def needed(said: str) -> Any:
        known = {"help_told": "old"}
        return hear(actions, said, asked="help_needed", intent="nlu_fallback", slots=known).slots

    assert needed("耳背，要人陪")["help_needed"] == "old,hearing,companion"
    assert needed("不用")["help_needed"] == "old"
    assert needed("不用了，不约了")["form_outcome"] == "cancelled"


def test_what_was_understood_of_day_and_help_stands_on_the_appointment(
    actions: Actions, database: Database
) -> None:
    slots = {
        "booking_for": "我母亲",
        "patient_name": "李秀英",
        "department": "骨科",
        "visit_day": "后天上午",
        "help_needed": "old,wheelchair",
        "phone": "13800138000",
    }
    reply = actions.run("action_open_booking", tracker("13800138000", slots=slots))
    assert "我母亲（李秀英），骨科，后天上午" in reply.text
    with database.transaction() as session:
        ticket = session.scalars(select(Ticket)).one()
        made = find_appointment(session, number=ticket.number)
        assert made is not None
        assert (made.on, made.patient_name) == (date(2026, 11, 24), "李秀英")
        assert made.help_needed == ["old", "wheelchair"]
        assert made.has_priority
        assert ticket.caller_is_patient is False


def test_a_doctor_asked_for_by_name_is_noted(actions: Actions) -> None:
    def begun(said: str) -> Any:
        state = beginning(said, form="booking_form", intent="book_visit")
        return actions.run("validate_booking_form", state).slots.get("doctor")

    named = ["张主任", "欧阳医生", None, None]
    said = ["我想约张主任", "给我妈挂欧阳医生的号", "我要看医生", "约个专家号"]
    assert [begun(one) for one in said] == named


def test_the_half_day_offered_before_stands_on_the_appointment(actions: Actions, database: Database) -> None:
    offered = {
        "department": "骨科",
        "where": "乔仁分院",
        "doctor": "林主任",
        "on": "2026-11-24",
        "starts": "08:30",
        "sitting_id": "usual:2026-11-24:1",
    }
    slots = {"booking_for": "我自己", "department": "骨科", "chosen_sitting": offered, "phone": "withheld"}
    actions.run("action_open_booking", tracker("不方便", slots=slots))
    with database.reading() as session:
        (made,) = booked_in(session, sitting_id="usual:2026-11-24:1")
        assert (made.on, made.starts, made.where) == (date(2026, 11, 24), "08:30", "乔仁分院")
        assert made.doctor == "林主任"
