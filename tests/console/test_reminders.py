"""The running application tells what is due, and writes what nobody took by telephone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from console.paths import MIGRATIONS
from console.reminders import Reminders
from hotline.database import Database, Keyring, install_keyring, migrate
from hotline.notifications import Letter, Means
from hotline.outgoing_calls import CallState, OutgoingCall
from hotline.reminders import ReminderKind, ReminderMeans, prefer, remind
from tests.hotline.making import SetClock

PHONE = "13800008000"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    install_keyring(Keyring(Keyring.generate_key()))
    url = f"sqlite:///{tmp_path / 'hotline.db'}"
    migrate(url, folder=MIGRATIONS)
    kept = Database(url)
    yield kept
    kept.close()


def test_everything_due_is_told_in_one_turn_and_nothing_before(database: Database) -> None:
    clock = SetClock()
    due = clock.now() + timedelta(hours=1)
    with database.transaction() as session:
        prefer(
            session, conversation_id="web-1", means=ReminderMeans.CALL, by="caller", clock=clock, phone=PHONE
        )
        for kind in (ReminderKind.RECHECK, ReminderKind.REFILL):
            asked = {"conversation_id": f"web-{kind.value}", "ticket_number": None, "phone": PHONE}
            remind(session, kind=kind, at=due, facts={}, clock=clock, **asked)  # type: ignore[arg-type]
    reminders = Reminders(database, clock=clock)
    assert reminders.turn() == 0
    clock.move(hours=1)
    assert reminders.turn() == 2
    with database.transaction() as session:
        session.execute(update(OutgoingCall).values(state=CallState.GIVEN_UP))
    assert reminders.turn() == 2
    assert reminders.turn() == 0
    with database.reading() as session:
        assert [one.means for one in session.scalars(select(Letter))] == [Means.SMS, Means.SMS]
