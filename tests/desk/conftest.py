"""A desk on a real database, and invented staff at it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest
from fastapi import FastAPI

from console.paths import KNOWLEDGE
from console.timetable import hospital_week
from desk import Desk, DeskSettings, router
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.green_channel import Bell, NoRinger
from hotline.handoff import Talks
from hotline.ledger import Ledger
from hotline.safety import TriageGrade
from hotline.tickets import TicketRequest, open_ticket
from knowledge_base import Hospital, load_hospital
from knowledge_base.journeys import load_journeys
from telephony.channels.web_chat import Doorbell
from telephony.gate import Gate
from telephony.ladder import ladder_of
from tests.browser import chromium  # noqa: F401 - a fixture
from tests.desk.drafting import SetTrial
from tests.desk.knowing import ToldSearch
from tests.desk.person import Person, add_people
from tests.desk.sitting import SetTimetable
from tests.hotline.making import SetClock, a_request

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def keyring() -> None:
    install_keyring(Keyring(Keyring.generate_key()))


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(scope="session")
def hospital() -> Hospital:
    return load_hospital(ROOT / "knowledge_base" / "hospital" / "profile.yml")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "hotline.db"
    migrate(f"sqlite:///{path}", folder=ROOT / "migrations")
    return path


@pytest.fixture
def database_file(migrated_file: Path, tmp_path: Path) -> Path:
    return Path(copy(migrated_file, tmp_path / "hotline.db"))


@pytest.fixture
def database(database_file: Path) -> Iterator[Database]:
    kept = Database(f"sqlite:///{database_file}")
    with kept.transaction() as session:
        add_people(session)
    yield kept
    kept.close()


@pytest.fixture
def ledger(database: Database, clock: SetClock, tmp_path: Path) -> Iterator[Ledger]:
    """Writes its journal into the database only when told to: `ledger.replay()`."""
    ledger = Ledger(database=database, journal_folder=tmp_path / "journal", clock=clock, replay_every=None)
    yield ledger
    ledger.close()


@pytest.fixture
def bell(database: Database, ledger: Ledger, hospital: Hospital, clock: SetClock) -> Iterator[Bell]:
    """A bell that looks for due rings only when told to: `bell.turn()`."""
    bell = Bell(keeper=ledger, database=database, ladder=ladder_of(hospital), ringer=NoRinger(), clock=clock)
    yield bell
    bell.stop()


@pytest.fixture
def talks(database: Database, ledger: Ledger, clock: SetClock) -> Talks:
    return Talks(database=database, keeper=ledger, carriers={"web_chat": Doorbell()}, clock=clock)


@pytest.fixture
def refreshes_every() -> timedelta:
    """A test that waits for a page to renew itself asks for less."""
    return timedelta(seconds=20)


@pytest.fixture
def timetable() -> SetTimetable:
    return SetTimetable()


@pytest.fixture
def trial() -> SetTrial:
    return SetTrial()


@pytest.fixture
def desk(  # noqa: PLR0917 - a fixture names the fixtures it is made of
    database: Database,
    bell: Bell,
    talks: Talks,
    ledger: Ledger,
    hospital: Hospital,
    clock: SetClock,
    refreshes_every: timedelta,
    timetable: SetTimetable,
    trial: SetTrial,
) -> Desk:
    knowledge = ToldSearch()
    return Desk(
        database=database,
        bell=bell,
        talks=talks,
        hospital=hospital,
        clock=clock,
        settings=DeskSettings.model_construct(desk_refreshes_every=refreshes_every),
        ledger=ledger,
        gate=Gate(knowledge),
        knowledge=knowledge,
        hospital_week=hospital_week(hospital),
        timetable=timetable,
        journeys=load_journeys(KNOWLEDGE, hospital=hospital),
        address="https://nuanqiao.example",
        trial=trial,
    )


@pytest.fixture
def knowledge(desk: Desk) -> ToldSearch:
    assert isinstance(desk.knowledge, ToldSearch)
    return desk.knowledge


@pytest.fixture
def app(desk: Desk) -> FastAPI:
    app = FastAPI()
    app.include_router(router(desk))
    return app


@pytest.fixture
def person(desk: Desk, app: FastAPI) -> Callable[[str], Person]:
    """Somebody signed in at a browser of their own."""
    return lambda username: Person.signed_in(username, desk=desk, app=app)


@pytest.fixture
def chen(person: Callable[[str], Person]) -> Person:
    return person("chen")


@pytest.fixture
def lin(person: Callable[[str], Person]) -> Person:
    return person("lin")


@pytest.fixture
def open_one(database: Database, clock: SetClock) -> Callable[..., str]:
    """Opens a ticket and gives its number."""

    def opened(*, grade: TriageGrade = TriageGrade.ROUTINE, **changed: object) -> str:
        request: TicketRequest = a_request(grade=grade, **changed)
        with database.transaction() as session:
            return open_ticket(session, request=request, clock=clock).number

    return opened


@pytest.fixture
def number(open_one: Callable[..., str]) -> str:
    return open_one()
