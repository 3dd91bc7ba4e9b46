"""The sheet is offered after the answer, given with its code, and read to an ear a few items at a time."""

from typing import Any

import pytest
from sqlalchemy import func, select

from hotline.database import Database
from hotline.sheets import GivenSheet
from tests.actions.making import Actions, ScriptedSearch, entry, found, tracker

GIVE, SEARCH, DECLINE = "action_give_sheet", "action_search_knowledge", "action_decline_offer"
_MRI = {"journey": "mri", "traits": [], "at": 0}


def given(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(GivenSheet)) or 0


def test_after_the_answer_to_a_question_about_preparing_the_sheet_is_offered(
    actions: Actions, search: ScriptedSearch
) -> None:
    search.known["胃镜"] = found(entry(title="胃镜前怎么准备"))
    answer = actions.run(SEARCH, tracker("我爸做胃镜要准备什么，他吃阿司匹林", intent="ask_service"))
    assert answer.said == ("utter_entry", "utter_offer_sheet")
    assert answer.buttons == ("给我一张胃镜的就诊清单",)
    assert answer.slots["offer"] == "sheet"
    assert answer.slots["sheet"] == {"journey": "gastroscopy", "traits": ["anticoagulant"], "at": 0}


@pytest.mark.parametrize("said", ["胃镜多少钱", "胃镜结果怎么看", "降压药漏服一次怎么办"])
def test_other_questions_are_answered_as_before(actions: Actions, search: ScriptedSearch, said: str) -> None:
    search.known[said] = found(entry())
    assert actions.run(SEARCH, tracker(said)).said == ("utter_entry",)


def test_a_nurse_that_was_offered_goes_before_the_sheet(actions: Actions, search: ScriptedSearch) -> None:
    search.known["胃镜"] = found(entry(follow_up=True))
    answer = actions.run(SEARCH, tracker("做胃镜要准备什么", intent="ask_service"))
    assert answer.said == ("utter_entry", "utter_offer_nurse", "utter_offer_sheet")
    assert answer.slots["offer"] == "nurse"


def test_in_a_form_no_sheet_is_offered(actions: Actions, search: ScriptedSearch) -> None:
    search.known["胃镜"] = found(entry())
    assert actions.run(SEARCH, tracker("做胃镜要准备什么", form="ticket_form")).said == ("utter_entry",)


def test_where_nothing_was_known_no_sheet_hides_it(actions: Actions) -> None:
    assert "utter_offer_sheet" not in actions.run(SEARCH, tracker("做胃镜要准备什么")).said


def test_yes_gives_the_sheet_that_was_offered_under_a_code(actions: Actions, database: Database) -> None:
    answer = actions.run(GIVE, tracker("好的", intent="affirm", slots={"sheet": _MRI, "offer": "sheet"}))
    assert answer.said == ("utter_sheet",)
    sheet = answer.custom[0]
    assert sheet["kind"] == "sheet"
    assert sheet["code"] in answer.text
    for text in ("磁共振", "来之前", "起搏器、支架、钢板、铁屑，先告诉影像科", "待临床审核"):
        assert text in answer.text
    assert answer.slots["offer"] is None
    assert given(database) == 1


def test_asked_for_by_name_it_is_fitted_to_what_was_said_before(actions: Actions, database: Database) -> None:
    asked = tracker(
        "给我一张增强CT的就诊清单",
        intent="ask_preparation",
        slots={"question": "我奶奶吃二甲双胍，做增强CT要注意什么"},
    )
    answer = actions.run(GIVE, asked)
    assert "二甲双胍要不要停：先问医生，不要自己停药" in answer.text
    with database.reading() as session:
        sheet = session.scalars(select(GivenSheet)).one()
        assert (sheet.journey, sheet.conversation_id) == ("ct_contrast", "c-1")
        assert {"metformin", "diabetic", "old"} <= sheet.traits


def test_without_a_name_it_is_asked_which(actions: Actions) -> None:
    assert actions.run(GIVE, tracker("清单发我看看", intent="ask_preparation")).said == ("utter_sheet_none",)


def test_a_sheet_taken_back_since_is_not_given(actions: Actions) -> None:
    slots = {"sheet": {"journey": "flying", "traits": [], "at": 0}}
    assert actions.run(GIVE, tracker("好的", intent="affirm", slots=slots)).said == ("utter_sheet_none",)


def test_on_the_phone_every_item_is_read_once_in_its_order(actions: Actions, database: Database) -> None:
    phone = {"channel": "phone"}
    state: dict[str, Any] | None = {"journey": "ct_contrast", "traits": ["old"], "at": 0}
    heard, turns = "", 0
    while state is not None:
        slots = {"sheet": state, "offer": "sheet"}
        answer = actions.run(GIVE, tracker("下一条", intent="ask_next", slots=slots, metadata=phone))
        assert "http" not in answer.text
        heard, state, turns = heard + answer.text, answer.slots["sheet"], turns + 1
    positions = [heard.index(f"第{n}件，") for n in range(1, 21)]
    assert positions == sorted(positions)
    assert "第21件" not in heard
    assert heard.index("来之前要做的") < heard.index("当天要做的") < heard.index("做完以后要做的")
    assert answer.said[-1] == "utter_sheet_end"
    assert turns == 8
    assert given(database) == 0


def test_in_a_chat_the_rest_is_read_on_asking(actions: Actions) -> None:
    shown = actions.run(GIVE, tracker("好的", intent="affirm", slots={"sheet": _MRI}))
    on = actions.run(GIVE, tracker("下一条", intent="ask_next", slots={"sheet": shown.slots["sheet"]}))
    assert on.said == ("utter_sheet_part", "utter_sheet_more")
    assert "第7件" in on.text


def test_while_the_database_is_away_what_comes_first_is_told(
    actions: Actions, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.sheets.BotSheets.give", lambda *_args, **_facts: None)
    answer = actions.run(GIVE, tracker("好的", intent="affirm", slots={"sheet": _MRI}))
    assert answer.said == ("utter_sheet_unkept",)
    assert given(database) == 0


def test_no_thank_you_takes_the_offer_back(actions: Actions) -> None:
    answer = actions.run(DECLINE, tracker("不用", intent="deny", slots={"offer": "sheet", "sheet": _MRI}))
    assert answer.said == ("utter_sheet_declined",)
    assert answer.slots["sheet"] is None
