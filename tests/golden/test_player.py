"""The player finds what differs: each expectation that can be written can also fail."""

from typing import Any

import pytest

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


async def play(make_world: MakeWorld, stage: FastStage, **content: Any) -> None:
    whole = {"name": "A test", "why": "To see.", **content}
    await Player(Conversation.model_validate(whole), make_world(stage)).play()


async def test_what_goes_as_written_passes(make_world: MakeWorld, fast_stage: FastStage) -> None:
    turns = [GREETING, PERSON, CONCERN, NUMBER, ANSWER]
    afterwards = {"tickets": [TICKET], "recorded": 5}
    await play(make_world, fast_stage, turns=turns, afterwards=afterwards)


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
async def test_a_reply_that_differs_fails(
    make_world: MakeWorld, fast_stage: FastStage, turn: dict[str, Any], fault: str
) -> None:
    told = {"says": ["不是医生"]} if "does not say 不是" in fault else {}
    with pytest.raises(NotAsWritten, match=fault):
        await play(make_world, fast_stage, turns=[turn | told])


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
async def test_what_was_kept_otherwise_fails(
    make_world: MakeWorld, fast_stage: FastStage, afterwards: dict[str, Any], fault: str
) -> None:
    with pytest.raises(NotAsWritten, match=fault):
        await play(make_world, fast_stage, turns=[PERSON, CONCERN, NUMBER], afterwards=afterwards)


@pytest.mark.parametrize("state", ["locked", "gone"])
async def test_a_database_that_is_away_really_keeps_nothing(
    make_world: MakeWorld, fast_stage: FastStage, state: str
) -> None:
    with pytest.raises(NotAsWritten, match="the journal is waiting, not empty"):
        await play(make_world, fast_stage, given={"database": state}, turns=[GREETING])


async def test_a_search_that_is_broken_really_finds_nothing(
    make_world: MakeWorld, fast_stage: FastStage
) -> None:
    with pytest.raises(NotAsWritten, match="查不到资料"):
        await play(make_world, fast_stage, given={"search": "broken"}, turns=[ANSWER])


@pytest.mark.parametrize("state", ["stopped", "late"])
async def test_a_rasa_that_is_away_really_leads_nothing(
    make_world: MakeWorld, fast_stage: FastStage, state: str
) -> None:
    turn = GREETING | {"answered_by": "bot"}
    with pytest.raises(NotAsWritten, match="answered by words, not by bot"):
        await play(make_world, fast_stage, given={"rasa": state}, turns=[turn])
