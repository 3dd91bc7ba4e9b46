"""Answers about clinics in the dialogue, and the booking that a yes begins."""

from typing import Any

from actions.offered_sitting import CHOSEN, OFFERED
from hotline.database import Database
from hotline.tickets import Ticket, TicketKind
from tests.actions.making import Actions, Answer, answering, beginning, tracker

OFFER = {"department": "心血管内科", "where": "乔仁分院", "doctor": "总院林主任（示例）"} | {
    "on": "2026-11-24",
    "starts": "08:30",
    "sitting_id": "usual:1",
}
ANSWERED = [
    {"event": "user", "text": "这周乡下有没有心内科专家"},
    {"event": "action", "name": "action_find_clinic"},
]


def ask(actions: Actions, said: str, **more: Any) -> Answer:
    return actions.run("action_find_clinic", tracker(said, intent="ask_clinic_schedule", **more))


def begin(actions: Actions, said: str, *, intent: str = "affirm", before: Any = ANSWERED) -> Answer:
    listening = [*before, {"event": "action", "name": "action_listen"}]
    state = beginning(said, form="booking_form", slots={OFFERED: OFFER}, intent=intent, before=listening)
    return actions.run("validate_booking_form", state)


def test_an_answer_offers_the_half_day_it_told(actions: Actions) -> None:
    reply = ask(actions, "下周乡下有没有心内科专家")
    assert reply.said == ("utter_clinics",)
    assert "11月24日" in reply.text
    assert reply.slots["offer"] == "booking"
    assert reply.slots[OFFERED]["where"] == "乔仁分院"
    assert reply.slots[OFFERED]["on"] == "2026-11-24"


def test_inside_a_form_nothing_is_offered(actions: Actions) -> None:
    reply = ask(actions, "周四神经内科谁坐诊", form="booking_form")
    assert reply.said == ("utter_clinics_told",)
    assert "offer" not in reply.slots


def test_the_telephone_hears_less(actions: Actions) -> None:
    written = ask(actions, "我是上坪村的，看儿科去哪里近")
    heard = ask(actions, "我是上坪村的，看儿科去哪里近", metadata={"channel": "phone"})
    assert "以医保办公室答复为准" in written.text
    assert "大约" in heard.text
    assert len(heard.text) < len(written.text)


def test_too_little_said_is_asked_for_with_the_usual_hours(actions: Actions) -> None:
    reply = ask(actions, "看看这周的坐诊表")
    assert reply.said == ("utter_clinics_unclear",)
    assert "每天上午八点" in reply.text


def test_another_day_goes_on_from_the_question_before(actions: Actions) -> None:
    reply = ask(actions, "那周三呢", slots={"clinic_question": "林主任今天在吗"})
    assert "11月25日 周三" in reply.text


def test_a_yes_books_what_was_offered(actions: Actions) -> None:
    reply = begin(actions, "好的")
    assert reply.slots["department"] == "心血管内科"
    assert reply.slots["visit_day"] == "11月24日 周二 08:30 乔仁分院 总院林主任（示例）"


def test_a_wish_to_book_it_is_a_yes_unless_it_names_something_else(actions: Actions) -> None:
    assert begin(actions, "那就帮我约上", intent="book_visit").slots[CHOSEN] == OFFER
    other = begin(actions, "帮我约周五的骨科", intent="book_visit")
    assert other.slots[CHOSEN] is None
    assert other.slots["department"] == "骨科"
    assert begin(actions, "帮我约骨科", intent="book_visit").slots["department"] == "骨科"


def test_an_offer_that_something_else_followed_is_no_longer_meant(actions: Actions) -> None:
    later = [
        *ANSWERED,
        {"event": "user", "text": "头痛"},
        {"event": "action", "name": "action_find_department"},
    ]
    reply = begin(actions, "好的", before=later)
    assert reply.slots[CHOSEN] is None
    assert "department" not in reply.slots


def test_the_ticket_says_which_half_day_was_chosen(actions: Actions, database: Database) -> None:
    slots = {"booking_for": "我自己", "department": "心血管内科", "visit_day": "11月24日 周二 08:30"}
    state = answering("13800008000", form="booking_form", asked="phone", slots={**slots, CHOSEN: OFFER})
    reply = actions.run("action_open_booking", state)
    assert reply.slots[CHOSEN] is None
    with database.reading() as session:
        ticket = session.query(Ticket).one()
        assert ticket.kind is TicketKind.BOOKING
        assert ticket.details["sitting_id"] == "usual:1"
        assert (ticket.details["where"], ticket.details["on"]) == ("乔仁分院", "2026-11-24")


def test_another_department_named_since_is_not_booked_at_that_half_day(
    actions: Actions, database: Database
) -> None:
    slots = {"booking_for": "我自己", "department": "骨科", "visit_day": "明天", CHOSEN: OFFER}
    actions.run(
        "action_open_booking", answering("13800008000", form="booking_form", asked="phone", slots=slots)
    )
    with database.reading() as session:
        assert "sitting_id" not in session.query(Ticket).one().details
