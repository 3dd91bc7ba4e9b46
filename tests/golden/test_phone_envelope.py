"""The same conversations by telephone: what is meant and kept is the same, and is spoken."""

from pathlib import Path

import pytest

from knowledge_base import KnowledgeBase
from tests.golden.conftest import MakeWorld
from tests.golden.fast import FastStage
from tests.golden.loading import load_conversation, played
from tests.golden.phone_door import PhoneDoor
from tests.golden.player import Player


@pytest.mark.parametrize("file", played("fast"), ids=lambda file: f"{file.parent.name}/{file.stem}")
async def test_the_conversation_goes_as_written(
    file: Path, make_world: MakeWorld, fast_stage: FastStage, knowledge: KnowledgeBase
) -> None:
    conversation = load_conversation(file)
    await Player(conversation, make_world(fast_stage, PhoneDoor), knowledge.entries).play()
