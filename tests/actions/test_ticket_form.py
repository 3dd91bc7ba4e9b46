"""The form takes an answer, lets a question through, and never asks a fourth time."""

from typing import Any

import pytest

from tests.actions.making import Actions, answering, beginning, tracker


def hear(actions: Actions, said: str, *, asked: str = "phone", **more: Any) -> Any:
    return actions.run("validate_ticket_form", answering(said, form="ticket_form", asked=asked, **more))


def test_the_question_at_hand_is_the_concern(actions: Actions) -> None:
    reply = actions.run(
        "validate_ticket_form", beginning("好的", form="ticket_form", slots={"question": "药减了头晕"})
    )
    assert reply.slots["concern"] == "药减了头晕"
    assert "phone" not in reply.slots


def test_a_number_said_with_the_request_is_kept(actions: Actions) -> None:
    state = beginning("转人工，电话13800138000", form="ticket_form", intent="request_person")
    assert actions.run("validate_ticket_form", state).slots["phone"] == "13800138000"


def test_a_phone_number_is_taken_whatever_the_classifier_thinks(actions: Actions) -> None:
    reply = hear(actions, "幺三八零零幺三八零零零", intent="ask_medicine")
    assert reply.slots["phone"] == "13800138000"


def test_a_number_may_be_withheld(actions: Actions) -> None:
    reply = hear(actions, "不方便留电话", intent="deny")
    assert reply.slots["phone"] == "withheld"


@pytest.mark.parametrize("intent", ["ask_health_question", "ask_medicine", "ask_department", "repeat"])
def test_a_question_is_let_through(actions: Actions, intent: str) -> None:
    assert hear(actions, "那能吃柚子吗", intent=intent).events == ()


def test_an_unclear_message_is_let_through_only_as_a_question(actions: Actions) -> None:
    assert hear(actions, "那饮食呢", intent="nlu_fallback").events == ()
    assert hear(actions, "嗯嗯那个", intent="nlu_fallback").slots["attempts"] == 1


def test_an_incomplete_number_is_asked_again(actions: Actions) -> None:
    reply = hear(actions, "1380013", intent="ask_medicine")
    assert reply.said == ("utter_phone_unclear",)
    assert reply.slots["attempts"] == 1


def test_three_unclear_answers_leave_the_number_open(actions: Actions) -> None:
    first = hear(actions, "嗯", intent="affirm")
    second = hear(actions, "嗯", intent="affirm", slots=first.slots)
    third = hear(actions, "嗯", intent="affirm", slots=second.slots)
    assert [first.slots["attempts"], second.slots["attempts"]] == [1, 2]
    assert third.slots["phone"] == "withheld"
    assert third.said == ()


def test_leaving_ends_the_form_and_keeps_what_was_said(actions: Actions) -> None:
    reply = hear(actions, "算了，不用了", intent="deny", slots={"concern": "头晕"})
    assert reply.slots == {"form_outcome": "cancelled", "requested_slot": None}


def test_asking_for_a_person_again_is_no_loop(actions: Actions) -> None:
    reply = hear(actions, "我要找护士", intent="request_person")
    assert reply.said == ("utter_already_registering",)
    assert "phone" not in reply.slots


def test_an_urgent_message_is_let_through_even_where_anything_is_an_answer(actions: Actions) -> None:
    ticket = {
        "number": "261122-1234",
        "code": "482913",
        "due": "2026-11-22T15:00:00+00:00",
        "nurse": "林护士",
    }
    more = {"intent": "describe_symptoms", "metadata": {"grade": "urgent", "ticket": ticket}}
    assert hear(actions, "我头晕得厉害", asked="concern", **more).events == ()


def test_after_an_interruption_the_message_is_not_heard_twice(actions: Actions) -> None:
    after = [
        {"event": "action", "name": "action_search_knowledge"},
        {"event": "action", "name": "ticket_form"},
    ]
    state = tracker("嗯那个", form="ticket_form", slots={"requested_slot": "phone"}, after=after)
    assert actions.run("validate_ticket_form", state).events == ()


def test_the_concern_is_taken_as_it_is_said(actions: Actions) -> None:
    reply = hear(actions, "我妈的药怎么吃，电话13800138000", asked="concern", intent="ask_medicine")
    assert reply.slots["concern"] == "我妈的药怎么吃，电话13800138000"
    assert reply.slots["phone"] == "13800138000"


def test_asking_for_a_person_thrice_opens_the_ticket_as_it_is(actions: Actions) -> None:
    assert (
        hear(actions, "转人工", intent="request_person", slots={"attempts": 2}).slots["phone"] == "withheld"
    )
    assert hear(actions, "转人工", asked="concern", intent="request_person").slots["attempts"] == 1
