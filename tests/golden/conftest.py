"""The parts every conversation shares, opened once: knowledge, hospital, sentences, a migrated database."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

import pytest

from console.knowledge import NoSearch
from console.paths import KNOWLEDGE, MIGRATIONS, SENTENCES
from hotline.database import Keyring, install_keyring, migrate
from knowledge_base import Hospital, KnowledgeBase, load_hospital, load_knowledge
from knowledge_base.profile import PROFILE
from telephony.simulator.script import Script
from telephony.simulator.wechat.script import Script as WechatScript
from telephony.words import Words
from tests.golden.domain import Domain
from tests.golden.doors import Door, WebDoor
from tests.golden.fast import FastStage
from tests.golden.phone_world import PhoneWorld
from tests.golden.stage import Stage, hanging_process
from tests.golden.store import Store
from tests.golden.wechat_side import Setting
from tests.golden.wechat_world import WechatWorld
from tests.golden.world import World


class MakeWorld(Protocol):
    def __call__(self, stage: Stage, door: Callable[[World], Door] = WebDoor) -> World: ...


OpenWorld = Callable[[Stage, Callable[[World], Door]], World]
MakeWechatWorld = Callable[[WechatScript, Stage], WechatWorld]
MakePhoneWorld = Callable[[Script, Stage], PhoneWorld]


@pytest.fixture(scope="session")
def hospital() -> Hospital:
    return load_hospital(KNOWLEDGE / PROFILE)


@pytest.fixture(scope="session")
def knowledge(hospital: Hospital) -> KnowledgeBase:
    return load_knowledge(KNOWLEDGE, hospital=hospital)


@pytest.fixture(scope="session")
def domain() -> Domain:
    return Domain.load()


@pytest.fixture(scope="session")
def words() -> Words:
    return Words.load(SENTENCES)


@pytest.fixture(scope="session")
def broken_search() -> NoSearch:
    """What a hotline has after its model folder was lost."""
    return NoSearch("there is no model")


@pytest.fixture(scope="session")
def late() -> Iterator[str]:
    with hanging_process() as url:
        yield url


@pytest.fixture
def fast_stage(domain: Domain, knowledge: KnowledgeBase, broken_search: NoSearch, late: str) -> FastStage:
    return FastStage(domain=domain, entries=knowledge.entries, broken_search=broken_search, late=late)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "hotline.db"
    migrate(f"sqlite:///{file}", folder=MIGRATIONS)
    return file


@pytest.fixture
def open_world(migrated: Path, tmp_path: Path, hospital: Hospital, words: Words) -> OpenWorld:
    """Closed by whoever opens it, in the loop in which he plays."""
    install_keyring(Keyring(Keyring.generate_key()))

    def opened(stage: Stage, door: Callable[[World], Door]) -> World:
        folder = Path(mkdtemp(dir=tmp_path))
        store = Store(Path(shutil.copy(migrated, folder / "hotline.db")))
        journal = folder / "journal"
        return World(stage, store=store, journal=journal, hospital=hospital, words=words, door=door)

    return opened


@pytest.fixture
async def make_world(open_world: OpenWorld) -> AsyncIterator[MakeWorld]:
    worlds: list[World] = []

    def make(stage: Stage, door: Callable[[World], Door] = WebDoor) -> World:
        worlds.append(open_world(stage, door))
        return worlds[-1]

    yield make
    for world in worlds:
        await world.close()


@pytest.fixture
async def make_phone_world(
    migrated: Path, tmp_path: Path, hospital: Hospital, words: Words
) -> AsyncIterator[MakePhoneWorld]:
    install_keyring(Keyring(Keyring.generate_key()))
    worlds: list[PhoneWorld] = []

    def make(script: Script, stage: Stage) -> PhoneWorld:
        store = Store(Path(shutil.copy(migrated, tmp_path / "hotline.db")))
        at, journal = script.begins(hospital.zone), tmp_path / "journal"
        world = PhoneWorld(stage, store=store, journal=journal, hospital=hospital, words=words, at=at)
        worlds.append(world)
        return world

    yield make
    for world in worlds:
        await world.close()


@pytest.fixture
def make_wechat_world(migrated: Path, tmp_path: Path, hospital: Hospital, words: Words) -> MakeWechatWorld:
    """Closed by whoever plays in it: its loop is its own."""
    install_keyring(Keyring(Keyring.generate_key()))

    def make(script: WechatScript, stage: Stage) -> WechatWorld:
        account = script.account
        return WechatWorld(
            stage,
            store=Store(Path(shutil.copy(migrated, tmp_path / "hotline.db"))),
            journal=tmp_path / "journal",
            hospital=hospital,
            words=words,
            at=script.begins(hospital.zone),
            setting=Setting(
                sealed=account.sealed, may_push=account.may_push, template=account.notices != "none"
            ),
        )

    return make
