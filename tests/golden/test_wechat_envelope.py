"""The same conversations by WeChat: what is meant and kept is the same, and is one text for each message."""

import asyncio
from pathlib import Path

import pytest

from knowledge_base import KnowledgeBase
from telephony.simulator.loop import VirtualLoop
from tests.golden.conftest import OpenWorld
from tests.golden.fast import FastStage
from tests.golden.loading import load_conversation, played_on, waits_for_a_lock
from tests.golden.player import Player
from tests.golden.wechat_door import WechatDoor

FILES = [
    pytest.param(file, marks=pytest.mark.whole) if waits_for_a_lock(file) else file
    for file in played_on("wechat")
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_conversation_goes_as_written(
    file: Path, open_world: OpenWorld, fast_stage: FastStage, knowledge: KnowledgeBase
) -> None:
    world = open_world(fast_stage, WechatDoor)

    async def play() -> None:
        try:
            await Player(load_conversation(file), world, knowledge.entries).play()
        finally:
            await world.close()

    with asyncio.Runner(loop_factory=lambda: VirtualLoop(world.clock)) as runner:
        runner.run(play())
