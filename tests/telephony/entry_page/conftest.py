"""The real knowledge, read once, behind the real routes on a real database."""

from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from console.paths import KNOWLEDGE
from knowledge_base import Hospital
from knowledge_base.entries import KnowledgeBase
from knowledge_base.loading import load_knowledge
from telephony.channels.entry_page import EntryPage, router
from tests.telephony.making import Hotline


@dataclass
class Served:
    """What the search of this moment knows."""

    knowledge: KnowledgeBase


@pytest.fixture(scope="session")
def known(hospital: Hospital) -> KnowledgeBase:
    return load_knowledge(KNOWLEDGE, hospital=hospital)


@pytest.fixture
def search(known: KnowledgeBase) -> Served:
    return Served(known)


@pytest.fixture
def app(hotline: Hotline, search: Served) -> FastAPI:
    app = FastAPI()
    page = EntryPage(search=search, database=hotline.database, hospital=hotline.hospital)
    app.include_router(router(page))
    return app


@pytest.fixture
def reader(app: FastAPI) -> TestClient:
    return TestClient(app)
