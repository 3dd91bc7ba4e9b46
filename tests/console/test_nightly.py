"""The purge runs once a night by the hospital's clock, and a night that failed is not a night done."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text

from console.nightly import Nightly
from console.purge import Purge
from console.sealing import Sealing
from hotline.conversations import Message, record_exchanges
from hotline.database import Database, StorageUnavailable
from hotline.ledger.rejects import Rejects
from hotline.privacy import BATCH
from hotline.tickets import last_seal, open_ticket
from tests.hotline.making import SetClock, a_request, an_exchange

SHANGHAI = ZoneInfo("Asia/Shanghai")


class ToldPurge:
    """Counts its runs; fails where told to."""

    def __init__(self) -> None:
        self.runs = 0
        self.fault: Exception | None = None

    def run(self, *, stopped: Callable[[], bool]) -> dict[str, int]:
        if self.fault:
            raise self.fault
        self.runs += 1
        return {}


def at(hour: int, *, day: int = 1) -> datetime:
    return datetime(2026, 12, day, hour, 5, tzinfo=SHANGHAI).astimezone(UTC)


def test_it_runs_after_three_in_the_morning_once_a_day() -> None:
    purge, clock = ToldPurge(), SetClock()
    nightly = Nightly([purge], zone=SHANGHAI, clock=clock)
    done = []
    for moment in (at(0), at(2), at(3), at(4), at(23), at(1, day=2), at(3, day=2)):
        clock.at = moment
        done.append(nightly.look())
    assert done == [False, False, True, False, False, False, True]


@pytest.mark.parametrize("fault", [StorageUnavailable("away"), RuntimeError("unforeseen")])
def test_a_night_that_failed_is_tried_again(fault: Exception) -> None:
    purge, clock = ToldPurge(), SetClock(at(3))
    nightly = Nightly([purge], zone=SHANGHAI, clock=clock)
    purge.fault = fault
    assert not nightly.look()
    purge.fault = None
    assert nightly.look()


def test_it_can_be_stopped_before_its_first_look() -> None:
    nightly = Nightly([ToldPurge()], zone=SHANGHAI, clock=SetClock())
    nightly.turning.start()
    nightly.turning.stop()


def test_more_than_one_batch_goes_in_one_night(small_database: Database, tmp_path: Path) -> None:
    clock = SetClock()
    with small_database.transaction() as session:
        record_exchanges(session, [an_exchange() for _ in range(BATCH)])
    clock.move(days=3 * 366)
    purge = Purge(small_database, journal_folder=tmp_path, clock=clock)
    assert purge.run() == {"messages": 2 * BATCH}
    assert purge.run() == {}
    with small_database.reading() as session:
        assert set(session.scalars(select(Message.text))) == {""}


def test_it_stops_between_two_batches(small_database: Database, tmp_path: Path) -> None:
    assert Purge(small_database, journal_folder=tmp_path, clock=SetClock()).run(stopped=lambda: True) == {}


def test_rejected_lines_go_when_nobody_looked_after_them_for_half_a_year(
    small_database: Database, tmp_path: Path
) -> None:
    Rejects(tmp_path / "rejected").add("token", reason="faulty")
    (file,) = (tmp_path / "rejected").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    clock = SetClock()
    os.utime(file, (clock.at.timestamp(), clock.at.timestamp()))
    purge = Purge(small_database, journal_folder=tmp_path, clock=clock)
    clock.move(days=182)
    assert purge.run() == {}
    clock.move(days=2)
    assert purge.run() == {"rejected": 1}
    assert not file.exists()


def test_the_bots_memory_goes_after_a_month(small_database: Database, tmp_path: Path) -> None:
    clock = SetClock()
    with small_database.transaction() as session:
        session.execute(
            text("CREATE TABLE rasa_events (id INTEGER PRIMARY KEY, sender_id TEXT, timestamp FLOAT)")
        )
        for number, age in enumerate((0, 29, 31)):
            then = clock.at.timestamp() - age * 86400
            session.execute(
                text("INSERT INTO rasa_events VALUES (:id, 'web-1', :at)"), {"id": number, "at": then}
            )
    assert Purge(small_database, journal_folder=tmp_path, clock=clock).run() == {"dialogue": 1}


def test_a_night_seals_what_was_kept_since_the_last(small_database: Database) -> None:
    clock = SetClock()
    sealing = Sealing(small_database, clock=clock)
    with small_database.transaction() as session:
        open_ticket(session, request=a_request(), clock=clock)
    assert sealing.run() == {"sealed": 1}
    assert sealing.run() == {}
    with small_database.reading() as session:
        seal = last_seal(session)
        assert seal is not None
        assert seal.number == 1
