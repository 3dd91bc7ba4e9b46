"""What is kept with a caller's message: why his question got no answer, and where he was sent."""

from dataclasses import replace
from typing import Any

import pytest

from knowledge_base.search.searching import SearchUnavailable
from tests.actions.making import (
    SILENCE,
    Actions,
    Answer,
    ScriptedSearch,
    answering,
    beginning,
    entry,
    found,
    tracker,
)
from tests.guide import ScriptedGuide, recommended

URGENT = {
    "grade": "urgent",
    "ticket": {"number": "1", "code": "2", "due": "2026-11-22T15:00:00Z", "nurse": "林"},
}


def search_for(actions: Actions, said: str, **more: Any) -> Answer:
    return actions.run("action_search_knowledge", tracker(said, **more))


def missed(answer: Answer) -> list[str | None]:
    return [one["missed"] for one in answer.noted]


def guided_to(answer: Answer) -> list[str]:
    return [name for one in answer.noted for name in one["guided_to"]]


def test_of_an_answer_nothing_is_noted(actions: Actions, search: ScriptedSearch) -> None:
    search.known["漏服"] = found(entry())
    assert search_for(actions, "漏服一次怎么办").noted == ()


def test_of_a_choice_between_answers_nothing_is_noted(actions: Actions, search: ScriptedSearch) -> None:
    search.known["漏服"] = found(entry("one"), entry("two"), confident=False)
    assert search_for(actions, "漏服一次怎么办").noted == ()


def test_of_a_request_we_refuse_nothing_is_noted(actions: Actions, search: ScriptedSearch) -> None:
    search.known["加一片"] = replace(SILENCE, reason="dose", refusal=entry("refused"))
    assert search_for(actions, "降压药加一片行吗").noted == ()


@pytest.mark.parametrize("misses", [0, 1])
def test_to_be_asked_for_other_words_or_offered_a_person_is_to_be_missed(
    actions: Actions, misses: int
) -> None:
    reply = search_for(actions, "停车场几点关", intent="nlu_fallback", slots={"misses": misses})
    assert missed(reply) == ["abstained"]


def test_a_disease_we_have_nothing_about_is_told_apart(actions: Actions, search: ScriptedSearch) -> None:
    search.known["肩周炎"] = replace(SILENCE, reason="uncovered")
    assert missed(search_for(actions, "肩周炎怎么锻炼")) == ["uncovered"]


def test_a_question_put_off_to_the_nurse_of_a_form_is_missed(actions: Actions) -> None:
    reply = search_for(actions, "停车场几点关", form="ticket_form")
    assert reply.said == ("utter_noted_for_nurse",)
    assert missed(reply) == ["abstained"]


@pytest.mark.parametrize("form", [None, "ticket_form"])
def test_of_what_no_hospital_answers_nothing_is_missed(actions: Actions, form: str | None) -> None:
    assert search_for(actions, "讲个笑话", intent="out_of_scope", form=form).noted == ()


def test_a_part_without_an_answer_is_missed(actions: Actions, search: ScriptedSearch) -> None:
    search.known["酒"] = found(entry("wine"))
    assert missed(search_for(actions, "能喝酒吗？停车场几点关？")) == ["abstained"]


def test_the_answer_to_something_urgent_is_the_instruction(actions: Actions, search: ScriptedSearch) -> None:
    assert search_for(actions, "血压一百八头有点晕", metadata=URGENT).noted == ()
    search.known["血压"] = SearchUnavailable("away")
    assert search_for(actions, "血压一百八头有点晕", metadata=URGENT).noted == ()


def test_without_the_search_every_question_is_missed(actions: Actions, search: ScriptedSearch) -> None:
    search.known["漏服"] = SearchUnavailable("away")
    assert missed(search_for(actions, "漏服一次怎么办")) == ["unavailable"]


def test_a_complaint_that_leads_to_a_department_is_not_missed(actions: Actions, guide: ScriptedGuide) -> None:
    guide.known["膝盖"] = recommended("骨科")
    reply = search_for(actions, "膝盖疼", intent="describe_symptoms")
    assert reply.noted == ()
    assert reply.then == "action_find_department"


def test_the_departments_told_are_noted_by_our_names_alone(actions: Actions, guide: ScriptedGuide) -> None:
    guide.known["膝盖"] = recommended("骨科", "没有的科")
    reply = actions.run("action_find_department", tracker("膝盖痛挂什么科", intent="ask_department"))
    assert guided_to(reply) == ["骨科"]
    assert missed(reply) == [None]


def test_in_a_form_the_departments_are_noted_too(actions: Actions, guide: ScriptedGuide) -> None:
    guide.known["膝盖"] = recommended("骨科")
    told = actions.run("action_find_department", tracker("膝盖痛挂什么科", form="ticket_form"))
    assert guided_to(told) == ["骨科"]
    untold = actions.run("action_find_department", tracker("不舒服挂什么科", form="ticket_form"))
    assert untold.said == ("utter_noted_for_nurse",)
    assert missed(untold) == ["abstained"]


def test_a_department_asked_to_be_booked_is_noted(actions: Actions) -> None:
    begun = actions.run(
        "validate_booking_form", beginning("我想约心内科", form="booking_form", intent="book_visit")
    )
    assert guided_to(begun) == ["心血管内科"]
    heard = actions.run("validate_booking_form", answering("骨科", form="booking_form", asked="department"))
    assert guided_to(heard) == ["骨科"]
    unsure = actions.run(
        "validate_booking_form", answering("不知道", form="booking_form", asked="department")
    )
    assert unsure.noted == ()


def test_a_department_asked_after_is_noted(actions: Actions) -> None:
    reply = actions.run("action_find_clinic", tracker("心内科周三谁坐诊", intent="ask_clinic_schedule"))
    assert guided_to(reply) == ["心血管内科"]
    anybody = actions.run("action_find_clinic", tracker("这周乡下有没有专家", intent="ask_clinic_schedule"))
    assert anybody.noted == ()
