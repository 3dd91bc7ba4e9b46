"""When a clinic is, and what was said, again."""

from typing import Any

from hotline.tickets import TicketKind
from tests.actions.making import Actions, tracker


def bot(text: str, **data: Any) -> dict[str, Any]:
    return {"event": "bot", "text": text, "data": data, "metadata": {"utter_action": "utter_entry"}}


def test_clinics_of_the_day_asked_for(actions: Actions) -> None:
    reply = actions.run("action_find_clinic", tracker("心内科什么时候有门诊", intent="ask_clinic_schedule"))
    assert reply.said == ("utter_clinics",)
    assert "心血管内科" in reply.text


def test_what_was_said_is_said_again_as_it_was(actions: Actions) -> None:
    before = [bot("早上量血压。", custom={"kind": "entry", "spoken": "早上量。晚上也量。"})]
    reply = actions.run("action_repeat_answer", tracker("没听清", intent="repeat", before=before))
    assert reply.texts == ("早上量血压。",)
    assert reply.custom[0]["kind"] == "entry"


def test_slower_is_one_sentence_at_a_time(actions: Actions) -> None:
    before = [bot("早上量血压。", custom={"kind": "entry", "spoken": "早上量。晚上也量。"})]
    reply = actions.run("action_repeat_answer", tracker("说慢点", intent="slower", before=before))
    assert reply.texts == ("早上量。", "晚上也量。")
    assert reply.custom[-1]["pace"] == "slow"


def test_with_nothing_said_there_is_nothing_to_repeat(actions: Actions) -> None:
    assert actions.run("action_repeat_answer", tracker("再说一遍", intent="repeat")).said == (
        "utter_nothing_to_repeat",
    )


def test_a_person_is_promised_honestly(actions: Actions) -> None:
    reply = actions.run("action_request_person", tracker("转人工", intent="request_person"))
    assert "不能当场转接" in reply.text
    assert reply.slots["ticket_kind"] == TicketKind.HANDOFF


def test_a_complaint_is_taken_in_its_own_words(actions: Actions) -> None:
    long = actions.run("action_take_complaint", tracker("排队等了三个小时没人管", intent="complain"))
    assert long.slots["concern"] == "排队等了三个小时没人管"
    short = actions.run(
        "action_take_complaint", tracker("我要投诉", intent="complain", slots={"question": "头晕"})
    )
    assert short.slots["concern"] is None
    assert short.slots["ticket_kind"] == TicketKind.COMPLAINT


def test_no_thank_you_takes_the_offer_back(actions: Actions) -> None:
    reply = actions.run("action_decline_offer", tracker("不用了", intent="deny", slots={"offer": "nurse"}))
    assert reply.slots["offer"] is None
