"""The player finds what differs: each expectation that can be written can also fail."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from knowledge_base import KnowledgeBase
from tests.golden.conftest import MakeWorld
from tests.golden.conversation import Conversation
from tests.golden.fast import FastStage
from tests.golden.player import NotAsWritten, Player

GREETING = {"caller": "你好", "bot": ["greet", "utter_greet"]}
ANSWER = {
    "caller": "在家怎么量血压才准",
    "entry": "hypertension.home_measurement",
    "bot": ["ask_health_question", "action_search_knowledge"],
}
PERSON = {"caller": "转人工", "bot": ["request_person", "action_request_person", "ticket_form"]}
CONCERN = {"caller": "复查的事", "bot": ["ask_service", "ticket_form"]}
NUMBER = {
    "caller": "13800001234",
    "ticket": True,
    "bot": ["nlu_fallback", "ticket_form", "action_open_ticket"],
}
TICKET = {"kind": "handoff", "phone": True, "summary": "复查"}


Play = Callable[..., Awaitable[None]]


@pytest.fixture
def play(make_world: MakeWorld, fast_stage: FastStage, knowledge: KnowledgeBase) -> Play:
    async def played(**content: Any) -> None:
        conversation = Conversation.model_validate({"name": "A test", "why": "To see.", **content})
        await Player(conversation, make_world(fast_stage), knowledge.entries).play()

    return played


async def test_what_goes_as_written_passes(play: Play) -> None:
    turns = [GREETING, PERSON, CONCERN, NUMBER, ANSWER]
    afterwards = {"tickets": [TICKET], "recorded": 5}
    await play(turns=turns, afterwards=afterwards)


@pytest.mark.parametrize(
    ("turn", "fault"),
    [
        (GREETING | {"grade": "urgent"}, "graded routine, not urgent"),
        (ANSWER | {"caller": "我爷爷叫不醒了"}, "graded emergency, not routine"),
        (ANSWER | {"caller": "我爷爷叫不醒了"}, "answered by safety, not by bot"),
        (
            ANSWER | {"entry": "gout.diet", "finds": "hypertension.what_is"},
            "answered with entry hypertension.what_is",
        ),
        (ANSWER | {"entry": "none", "finds": "hypertension.what_is"}, "not none"),
        (ANSWER | {"says": "红烧肉"}, "does not say 红烧肉"),
        (GREETING | {"never": "不是医生"}, "says 不是医生"),
        (GREETING | {"choices": "红烧肉"}, "does not offer 红烧肉"),
        (GREETING | {"ticket": True}, "told of no ticket"),
        (GREETING | {"bot": ["greet", "utter_entry"]}, "does not say 不是医生"),
    ],
)
async def test_a_reply_that_differs_fails(play: Play, turn: dict[str, Any], fault: str) -> None:
    told = {"says": ["不是医生"]} if "does not say 不是" in fault else {}
    with pytest.raises(NotAsWritten, match=fault):
        await play(turns=[turn | told])


async def test_asking_back_is_as_good_only_where_the_file_says_so_and_the_entry_is_offered(
    play: Play,
) -> None:
    asked = ANSWER | {"caller": "量血压", "finds": ["hypertension.home_measurement", "hypertension.targets"]}
    await play(turns=[asked | {"may_ask": True}])
    with pytest.raises(NotAsWritten, match="answered with entry none"):
        await play(turns=[asked])
    with pytest.raises(NotAsWritten, match="answered with entry none"):
        await play(turns=[asked | {"may_ask": True, "entry": "gout.diet"}])


@pytest.mark.parametrize(
    ("afterwards", "fault"),
    [
        ({"tickets": []}, "1 tickets were kept, not 0"),
        ({"tickets": [TICKET, TICKET]}, "1 tickets were kept, not 2"),
        (
            {"tickets": [TICKET | {"kind": "complaint"}]},
            "kept a ticket handoff/routine, not complaint/routine",
        ),
        ({"tickets": [TICKET | {"grade": "urgent"}]}, "kept a ticket handoff/routine, not handoff/urgent"),
        ({"tickets": [TICKET | {"phone": False}]}, "the ticket has a phone number"),
        ({"tickets": [TICKET | {"department": "骨科"}]}, "the ticket is for None, not 骨科"),
        ({"tickets": [TICKET | {"summary": "红烧肉"}]}, "the ticket is about 复查的事, not 红烧肉"),
        ({"tickets": [TICKET], "recorded": 4}, "3 exchanges were kept, not 4"),
        ({"tickets": [TICKET], "journal": "waiting", "replayed": True}, "the journal is empty, not waiting"),
    ],
)
async def test_what_was_kept_otherwise_fails(play: Play, afterwards: dict[str, Any], fault: str) -> None:
    with pytest.raises(NotAsWritten, match=fault):
        await play(turns=[PERSON, CONCERN, NUMBER], afterwards=afterwards)


@pytest.mark.parametrize("state", ["locked", "gone"])
async def test_a_database_that_is_away_really_keeps_nothing(play: Play, state: str) -> None:
    with pytest.raises(NotAsWritten, match="the journal is waiting, not empty"):
        await play(given={"database": state}, turns=[GREETING])


async def test_a_search_that_is_broken_really_finds_nothing(play: Play) -> None:
    with pytest.raises(NotAsWritten, match="查不到资料"):
        await play(given={"search": "broken"}, turns=[ANSWER])


@pytest.mark.parametrize("state", ["stopped", "late"])
async def test_a_rasa_that_is_away_really_leads_nothing(play: Play, state: str) -> None:
    turn = GREETING | {"answered_by": "bot"}
    with pytest.raises(NotAsWritten, match="answered by words, not by bot"):
        await play(given={"rasa": state}, turns=[turn])
