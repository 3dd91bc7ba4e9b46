"""The same conversations with the real Rasa and the real search; those that stop Rasa come last."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.knowledge import NoSearch, open_search
from console.paths import KNOWLEDGE
from console.settings import Settings
from knowledge_base import Hospital, KnowledgeBase
from knowledge_base.embedding.building import build_model
from knowledge_base.embedding.encoder import QuestionEncoder
from knowledge_base.guidance import open_guide
from telephony.simulator.script import load_script
from tests.golden.conftest import MakePhoneWorld, MakeWorld
from tests.golden.live import ActionsDoor, LiveStage, RasaProcess, serving
from tests.golden.loading import FOLDER, load_conversation, played
from tests.golden.phone_world import play_as_written
from tests.golden.player import Player

pytestmark = pytest.mark.whole


def _stops_rasa(file: Path) -> tuple[bool, bool]:
    """Rasa takes half a minute to come back: it is stopped at the end, once for all who want it so."""
    conversation = load_conversation(file)
    return conversation.given.rasa == "stopped", any(turn.now.rasa for turn in conversation.turns)


PHONE = (
    "hypertension",
    "daughter_for_her_father",
    "dialect",
    "progress_by_code",
    "emergency_in_a_form",
    "nurse_takes_the_call",
)
"""Calls whose words go through Rasa; the others are played fast."""

IN_ORDER = sorted(played("live"), key=_stops_rasa)


@pytest.fixture(scope="module")
def live_stage(
    hospital: Hospital,
    knowledge: KnowledgeBase,
    broken_search: NoSearch,
    late: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[LiveStage]:
    settings = Settings()
    build_model(settings.model_folder)
    search = open_search(settings, knowledge=knowledge)
    guide = open_guide(
        KNOWLEDGE, hospital=hospital, encoder=lambda: QuestionEncoder(settings.model_folder, threads=1)
    )
    door = ActionsDoor()
    with serving(door) as url:
        rasa = RasaProcess(actions_url=url, log=tmp_path_factory.mktemp("rasa") / "rasa.log")
        yield LiveStage(
            rasa=rasa, door=door, search=search, guide=guide, broken_search=broken_search, late=late
        )
        rasa.close()


@pytest.mark.parametrize("name", PHONE)
async def test_the_call_goes_as_written(
    name: str, make_phone_world: MakePhoneWorld, live_stage: LiveStage
) -> None:
    script = load_script(FOLDER / "phone" / f"{name}.yml")
    await play_as_written(script, make_phone_world(script, live_stage), way="twilio")


@pytest.mark.parametrize("file", IN_ORDER, ids=lambda file: f"{file.parent.name}/{file.stem}")
async def test_the_conversation_goes_as_written(
    file: Path, make_world: MakeWorld, live_stage: LiveStage, knowledge: KnowledgeBase
) -> None:
    conversation = load_conversation(file)
    await Player(conversation, make_world(live_stage), knowledge.entries).play()
