"""The real journeys behind the real routes on a real database, and a sheet that was given."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from console.paths import KNOWLEDGE
from hotline.sheets import give_sheet
from knowledge_base import Hospital
from knowledge_base.journeys import Journeys, load_journeys
from telephony.channels.sheet_page import SheetPage, router
from tests.telephony.making import Hotline

Give = Callable[..., str]


@pytest.fixture(scope="session")
def journeys(hospital: Hospital) -> Journeys:
    return load_journeys(KNOWLEDGE, hospital=hospital)


@pytest.fixture
def give(hotline: Hotline) -> Give:
    def given(journey: str = "ct_contrast", *traits: str) -> str:
        with hotline.database.transaction() as session:
            return give_sheet(session, journey=journey, traits=traits, clock=hotline.clock).code

    return given


@pytest.fixture
def app(hotline: Hotline, journeys: Journeys) -> FastAPI:
    app = FastAPI()
    page = SheetPage(
        database=hotline.database, journeys=journeys, hospital=hotline.hospital, clock=hotline.clock
    )
    app.include_router(router(page))
    return app


@pytest.fixture
def reader(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://localhost")
