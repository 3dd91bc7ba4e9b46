"""Every telephone script, carried by Twilio's protocol and by none: seconds, on any machine."""

import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from hotline.database import Keyring, install_keyring
from knowledge_base import Hospital
from telephony.simulator.playing import ScriptPlayer
from telephony.simulator.script import Script, load_script
from telephony.words import Words
from tests.golden.fast import FastStage
from tests.golden.loading import FOLDER
from tests.golden.phone_world import PhoneWorld, Way
from tests.golden.player import NotAsWritten
from tests.golden.store import Store

SCRIPTS = sorted((FOLDER / "phone").glob("*.yml"))
FAST = [file for file in SCRIPTS if load_script(file).only != "live"]


@pytest.fixture
async def make_phone_world(
    migrated: Path, tmp_path: Path, hospital: Hospital, words: Words, fast_stage: FastStage
) -> AsyncIterator[Callable[[Script], PhoneWorld]]:
    install_keyring(Keyring(Keyring.generate_key()))
    worlds: list[PhoneWorld] = []

    def make(script: Script) -> PhoneWorld:
        store = Store(Path(shutil.copy(migrated, tmp_path / "hotline.db")))
        at = script.begins(hospital.zone)
        journal = tmp_path / "journal"
        world = PhoneWorld(fast_stage, store=store, journal=journal, hospital=hospital, words=words, at=at)
        worlds.append(world)
        return world

    yield make
    for world in worlds:
        await world.close()


@pytest.mark.parametrize("way", ["twilio", "in_process"])
@pytest.mark.parametrize("file", FAST, ids=lambda file: file.stem)
async def test_the_call_goes_as_written(
    file: Path, way: Way, make_phone_world: Callable[[Script], PhoneWorld]
) -> None:
    script = load_script(file)
    world = make_phone_world(script)
    world.way = way
    player = ScriptPlayer(script, world)
    await player.play()
    if player.faults:
        raise NotAsWritten(
            "\n".join([script.name, *player.transcript(), *(f"✗ {one}" for one in player.faults)])
        )


def test_there_are_twenty_five_calls_at_least_and_no_two_of_a_name() -> None:
    names = {load_script(file).name for file in SCRIPTS}
    assert len(names) == len(SCRIPTS) >= 25
