"""Every telephone script, carried by Twilio's protocol and by none: seconds, on any machine."""

from pathlib import Path

import pytest

from telephony.simulator.script import load_script
from tests.golden.conftest import MakePhoneWorld
from tests.golden.fast import FastStage
from tests.golden.loading import FOLDER
from tests.golden.phone_world import Way, play_as_written

SCRIPTS = sorted((FOLDER / "phone").glob("*.yml"))
FAST = [file for file in SCRIPTS if load_script(file).only != "live"]


@pytest.mark.parametrize("way", ["twilio", "in_process"])
@pytest.mark.parametrize("file", FAST, ids=lambda file: file.stem)
async def test_the_call_goes_as_written(
    file: Path, way: Way, make_phone_world: MakePhoneWorld, fast_stage: FastStage
) -> None:
    script = load_script(file)
    await play_as_written(script, make_phone_world(script, fast_stage), way=way)


def test_there_are_twenty_five_calls_at_least_and_no_two_of_a_name() -> None:
    names = {load_script(file).name for file in SCRIPTS}
    assert len(names) == len(SCRIPTS) >= 25
