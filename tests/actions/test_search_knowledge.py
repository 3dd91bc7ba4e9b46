"""The search decides: an answer, a choice, once more in other words, then a person."""

import logging
from dataclasses import replace
from typing import Any

import pytest

from hotline.ledger import Ledger
from knowledge_base.reports import Reading
from knowledge_base.search.searching import SearchUnavailable, Told
from tests.actions.making import SILENCE, Actions, ScriptedSearch, entry, found, tracker

URGENT = {
    "grade": "urgent",
    "ticket": {
        "number": "261122-1234",
        "code": "482913",
        "due": "2026-11-22T15:00:00+00:00",
        "nurse": "林护士",
    },
}


def ask(actions: Actions, said: str = "漏服一次怎么办", **more: Any) -> Any:
    return actions.run("action_search_knowledge", tracker(said, **more))


def test_an_answer_says_where_it_comes_from_and_when_to_see_a_doctor(
    actions: Actions, search: ScriptedSearch
) -> None:
    search.known["漏服"] = found(entry())
    reply = ask(actions)
    assert reply.said == ("utter_entry",)
    assert "就补上" in reply.text
    assert "《中国高血压防治指南》修订委员会，2024年 · 待临床审核" in reply.text
    assert "请尽快就医" in reply.text
    assert reply.custom[0]["kind"] == "entry"
    assert reply.custom[0]["entry"] == "hypertension.missed_dose"
    assert reply.custom[0]["spoken"].startswith("想起来早")
    assert reply.slots["topic"] == "高血压"
    assert reply.slots["last_entry"] == "hypertension.missed_dose"
    assert reply.slots["misses"] == 0


def test_the_whole_message_is_searched_in_the_topic_at_hand(actions: Actions, search: ScriptedSearch) -> None:
    ask(actions, "那饮食呢", slots={"topic": "高血压"})
    assert search.asked == [("那饮食呢", "高血压")]


def test_what_was_not_answered_is_still_known_by_its_topic(actions: Actions) -> None:
    reply = ask(actions, "痛风的那个新药", entities=[{"entity": "topic", "value": "痛风"}])
    assert reply.slots["topic"] == "痛风"


def test_what_is_only_near_is_not_told(actions: Actions, search: ScriptedSearch) -> None:
    search.known["漏服"] = replace(SILENCE, nearest=found(entry()).answers)
    assert ask(actions).said == ("utter_request_rephrase",)


def test_whoever_may_be_in_danger_is_not_made_to_choose(actions: Actions, search: ScriptedSearch) -> None:
    search.known["头晕"] = found(entry("one"), entry("two"), confident=False)
    assert ask(actions, "头晕得厉害", metadata=URGENT).said[0] == "utter_entry"


def test_a_nurses_call_is_offered_where_the_entry_wants_one(actions: Actions, search: ScriptedSearch) -> None:
    search.known["减"] = found(entry(follow_up=True))
    reply = ask(actions, "我自己把药减了")
    assert reply.said == ("utter_entry", "utter_offer_nurse")
    assert reply.slots["offer"] == "nurse"


def test_no_call_is_offered_in_the_middle_of_a_form(actions: Actions, search: ScriptedSearch) -> None:
    search.known["减"] = found(entry(follow_up=True))
    assert ask(actions, "我自己把药减了", form="ticket_form").said == ("utter_entry",)


def test_entries_that_fit_alike_are_a_choice(actions: Actions, search: ScriptedSearch) -> None:
    one, other = entry("one", title="漏服怎么办"), entry("two", title="漏服两次怎么办")
    search.known["漏服"] = found(one, other, confident=False)
    reply = ask(actions, "药漏服了")
    assert reply.said == ("utter_choices",)
    assert reply.buttons[:2] == ("漏服怎么办", "漏服两次怎么办")
    assert not any(payload.startswith("/") for payload in reply.buttons)


def test_a_choice_made_is_answered(actions: Actions, search: ScriptedSearch) -> None:
    one, other = entry("one", title="漏服怎么办"), entry("two", title="漏服两次怎么办")
    search.known["漏服"] = found(one, other, confident=False)
    assert ask(actions, "漏服两次怎么办").slots["last_entry"] == "hypertension.two"


def test_not_knowing_asks_once_and_then_offers_a_person(actions: Actions) -> None:
    first = ask(actions, "咕噜咕噜")
    assert first.said == ("utter_request_rephrase",)
    assert first.slots["offer"] is None
    second = ask(actions, "咕噜咕噜", slots=first.slots)
    assert second.said == ("utter_offer_person",)
    assert second.slots["offer"] == "nurse"


def test_what_is_out_of_scope_is_declined_kindly_but_searched_first(
    actions: Actions, search: ScriptedSearch
) -> None:
    assert ask(actions, "今天天气咋样", intent="out_of_scope").said == ("utter_out_of_scope",)
    search.known["天气"] = found(entry())
    assert ask(actions, "天气冷血压高", intent="out_of_scope").said == ("utter_entry",)


def test_not_knowing_inside_a_form_does_not_lead_away_from_it(actions: Actions) -> None:
    reply = ask(actions, "咕噜咕噜呢", form="ticket_form", slots={"misses": 1})
    assert reply.said == ("utter_noted_for_nurse",)
    assert "offer" not in reply.slots


def test_an_urgent_message_has_its_ticket_named_and_a_phone_asked(
    actions: Actions, search: ScriptedSearch
) -> None:
    search.known["头晕"] = found(entry(follow_up=True))
    reply = ask(actions, "我把药减了，头晕得厉害", metadata=URGENT)
    assert reply.said == ("utter_entry", "utter_urgent_ticket")
    assert "261122-1234" in reply.text
    assert "11月22日23:00" in reply.text
    assert "林护士" in reply.text
    assert reply.then == "ticket_form"
    assert reply.slots["ticket"]["number"] == "261122-1234"
    assert reply.custom[-1] == {"kind": "ticket", "journalled": False, **URGENT["ticket"]}  # type: ignore[dict-item]


def test_an_urgent_message_nobody_can_answer_still_has_its_ticket(actions: Actions) -> None:
    reply = ask(actions, "头晕得厉害", metadata=URGENT)
    assert reply.said == ("utter_urgent_ticket",)
    assert reply.then == "ticket_form"


def test_a_ticket_is_named_once(actions: Actions) -> None:
    reply = ask(actions, "头晕得厉害", metadata=URGENT, slots={"last_code": "482913"})
    assert "utter_urgent_ticket" not in reply.said
    assert reply.then is None


def test_a_broken_search_ends_with_a_ticket(actions: Actions, search: ScriptedSearch, ledger: Ledger) -> None:
    search.known["漏服"] = SearchUnavailable("the index is gone")
    reply = ask(actions)
    assert reply.said == ("utter_search_unavailable",)
    assert reply.then == "ticket_form"
    code = reply.slots["last_code"]
    progress = ledger.find_progress(code, conversation_id="c-1")
    assert progress is not None
    assert progress.number in reply.text


def test_a_fault_is_confessed_and_tells_no_log_what_was_said(
    actions: Actions, search: ScriptedSearch, caplog: pytest.LogCaptureFixture
) -> None:
    search.known["漏服"] = RuntimeError("cannot read 漏服一次怎么办")
    with caplog.at_level(logging.DEBUG):
        reply = ask(actions)
    assert reply.said == ("utter_trouble",)
    assert "120" in reply.text
    assert "RuntimeError" in caplog.text
    assert "漏服" not in caplog.text


def value(say: str = "血钾7.2，很高。", section: str = "high") -> Told:
    reading = Reading(
        indicator="potassium",
        name="血钾",
        value=7.2,
        unit="mmol/L",
        level="emergency",
        section=section,
        say=say,
        topics=("chronic_kidney_disease",),
    )
    return Told(reading=reading, entry=entry("potassium_high"))


def test_a_value_is_said_back_with_its_source(actions: Actions, search: ScriptedSearch) -> None:
    search.values["血钾"] = (value(),)
    reply = ask(actions, "血钾7.2")
    assert reply.said == ("utter_entry",)
    assert "血钾7.2，很高。" in reply.text
    assert "待临床审核" in reply.text
    assert reply.custom[0]["spoken"] == "血钾7.2，很高。"
    assert search.asked == []


def test_a_question_beside_a_value_is_answered_too(actions: Actions, search: ScriptedSearch) -> None:
    search.values["血钾"] = (value(),)
    search.known["香蕉"] = found(entry("diet"))
    assert ask(actions, "血钾7.2还能吃香蕉吗").said == ("utter_entry", "utter_entry")


def test_beside_a_value_nothing_is_guessed(actions: Actions, search: ScriptedSearch) -> None:
    search.values["血钾"] = (value(),)
    search.known["香蕉"] = found(entry("one"), entry("two"), confident=False)
    assert ask(actions, "血钾7.2还能吃香蕉吗").said == ("utter_entry",)


def test_a_request_we_refuse_is_told_what_we_can_do(actions: Actions, search: ScriptedSearch) -> None:
    search.known["加一片"] = replace(SILENCE, reason="dose", refusal=entry("refused"))
    reply = ask(actions, "降压药加一片行吗")
    assert reply.said == ("utter_entry",)
    assert reply.slots["offer"] == "nurse"


def test_a_disease_we_know_nothing_about_is_a_nurses(actions: Actions, search: ScriptedSearch) -> None:
    search.known["肩周炎"] = replace(SILENCE, reason="uncovered")
    reply = ask(actions, "肩周炎怎么锻炼")
    assert reply.said == ("utter_uncovered",)
    assert reply.slots["offer"] == "nurse"


def test_what_the_hospital_does_not_want_told_is_a_nurses_at_once(
    actions: Actions, search: ScriptedSearch
) -> None:
    search.known["咸菜"] = replace(SILENCE, reason="withheld")
    reply = ask(actions, "高血压能吃咸菜吗")
    assert reply.said == ("utter_offer_person",)
    assert reply.slots["offer"] == "nurse"


def test_two_questions_are_answered_and_the_third_is_offered(
    actions: Actions, search: ScriptedSearch
) -> None:
    for word in ("酒", "盐", "茶"):
        search.known[word] = found(entry(word))
    reply = ask(actions, "能喝酒吗？能吃盐吗？能喝茶吗？")
    assert reply.said == ("utter_entry", "utter_entry", "utter_more_questions")
    assert reply.buttons[-1] == "能喝茶吗？"


def test_what_was_not_found_beside_an_answer_is_said(actions: Actions, search: ScriptedSearch) -> None:
    search.known["酒"] = found(entry("alcohol"))
    reply = ask(actions, "能喝酒吗？月亮有多远？")
    assert reply.said == ("utter_entry", "utter_part_unanswered")
    assert "月亮有多远" in reply.text
