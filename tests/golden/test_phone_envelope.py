"""The same conversations by telephone: what is meant and kept is the same, and is spoken."""

from pathlib import Path

import pytest

from knowledge_base import KnowledgeBase
from tests.golden.conftest import MakeWorld
from tests.golden.fast import FastStage
from tests.golden.loading import load_conversation, played_on, waits_for_a_lock
from tests.golden.phone_door import PhoneDoor
from tests.golden.player import Player

FILES = [
    pytest.param(file, marks=pytest.mark.whole) if waits_for_a_lock(file) else file
    for file in played_on("phone")
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
async def test_the_conversation_goes_as_written(
    file: Path, make_world: MakeWorld, fast_stage: FastStage, knowledge: KnowledgeBase
) -> None:
    conversation = load_conversation(file)
    await Player(conversation, make_world(fast_stage, PhoneDoor), knowledge.entries).play()
