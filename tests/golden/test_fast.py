"""Every conversation, with a scripted bot and known answers: seconds, on any machine."""

from pathlib import Path

import pytest

from knowledge_base import KnowledgeBase
from tests.golden.conftest import MakeWorld
from tests.golden.fast import FastStage
from tests.golden.loading import load_conversation, played, waits_for_a_lock
from tests.golden.player import Player

QUICK_FIRST = [
    pytest.param(file, marks=pytest.mark.whole) if waits_for_a_lock(file) else file for file in played("fast")
]


@pytest.mark.parametrize("file", QUICK_FIRST, ids=lambda file: f"{file.parent.name}/{file.stem}")
async def test_the_conversation_goes_as_written(
    file: Path, make_world: MakeWorld, fast_stage: FastStage, knowledge: KnowledgeBase
) -> None:
    conversation = load_conversation(file)
    await Player(conversation, make_world(fast_stage), knowledge.entries).play()
