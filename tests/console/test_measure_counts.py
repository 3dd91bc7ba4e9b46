"""The weeks of measures are counted at night, once, and no two replicas get in each other's way."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from console.measure_counts import MeasureCounts
from hotline.database import Database
from hotline.measures import MeasureWeek
from tests.hotline.making import SetClock
from tests.hotline.measures.making import AFTER_FOUR, FIRST, ZONE, a_measure, ask


@pytest.fixture
def night(small_database: Database) -> MeasureCounts:
    ask(small_database, FIRST.before(1), eeg=2, others=3)
    with small_database.transaction() as session:
        a_measure(session)
    return MeasureCounts(small_database, zone=ZONE, clock=SetClock(AFTER_FOUR + timedelta(days=1)))


def test_the_weeks_that_are_over_are_counted_once(night: MeasureCounts, small_database: Database) -> None:
    assert night.run() == {"weeks of measures": 12}
    assert night.run() == {}
    with small_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(MeasureWeek)) == 12


def test_who_is_stopping_stops(night: MeasureCounts) -> None:
    assert night.run(stopped=lambda: True) == {}
