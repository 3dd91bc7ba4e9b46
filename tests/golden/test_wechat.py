"""Every script by WeChat, with a scripted bot and known answers: the real door, nobody waits."""

import asyncio
from pathlib import Path

import pytest

from telephony.simulator.loop import VirtualLoop
from telephony.simulator.wechat.script import Script, load_script
from tests.golden.conftest import MakeWechatWorld
from tests.golden.fast import FastStage
from tests.golden.loading import FOLDER
from tests.golden.wechat_world import play_as_written

SCRIPTS = sorted((FOLDER / "wechat").glob("*.yml"))


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.stem)
def test_the_conversation_goes_as_written(
    file: Path, make_wechat_world: MakeWechatWorld, fast_stage: FastStage
) -> None:
    script = load_script(file)
    world = make_wechat_world(script, fast_stage)
    with asyncio.Runner(loop_factory=lambda: VirtualLoop(world.clock)) as runner:
        runner.run(play_as_written(script, world))


def test_there_are_twelve_conversations_at_least_and_no_two_of_a_name() -> None:
    names = {load_script(file).name for file in SCRIPTS}
    assert len(names) == len(SCRIPTS) >= 12


def test_every_key_of_the_format_is_explained() -> None:
    explained = (FOLDER / "wechat" / "README.md").read_text(encoding="utf-8")
    schema = Script.model_json_schema()
    models = [schema, *(schema["$defs"][name] for name in ("Turn", "AccountSettings", "Afterwards"))]
    keys = {key for model in models for key in model.get("properties", {})}
    assert {key for key in keys if f"`{key}`" not in explained} == set()
