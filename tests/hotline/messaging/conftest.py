"""A caller on WeChat, an account that does as it is told, and the post between them."""

import pytest

from hotline.database import Database
from tests.hotline.making import SetClock
from tests.hotline.messaging.writing import Desk


@pytest.fixture
def desk(any_database: Database, clock: SetClock) -> Desk:
    return Desk(any_database, clock=clock)


@pytest.fixture
def one_desk(database: Database, clock: SetClock) -> Desk:
    """On SQLite alone: what the other store cannot do otherwise."""
    return Desk(database, clock=clock)
