"""A ticket told while the database was away brings its timers with it, and what is late is done at once."""

from datetime import timedelta
from pathlib import Path

from hotline.database import Database
from hotline.follow_up import TimerKind, TimerState
from hotline.ledger import Ledger
from tests.hotline.follow_up.conftest import House, add_staff_to
from tests.hotline.ledger.conftest import locked
from tests.hotline.making import MORNING, SetClock, a_request


def test_a_ticket_kept_at_once_has_its_timers(ledger: Ledger, impatient: Database, clock: SetClock) -> None:
    number = ledger.open_ticket(a_request()).number
    house = House(impatient, clock)
    assert house.due(number, TimerKind.UNACCEPTED) == [MORNING + timedelta(minutes=15)]


def test_a_journalled_ticket_is_late_from_the_moment_it_was_told(
    ledger: Ledger, impatient: Database, database_file: Path, clock: SetClock
) -> None:
    house = House(impatient, clock)
    add_staff_to(impatient)
    with locked(database_file):
        number = ledger.open_ticket(a_request(duty_nurse="护士wang")).number
    clock.move(hours=1)
    ledger.replay()
    assert house.due(number, TimerKind.UNACCEPTED) == [MORNING + timedelta(minutes=15)]
    assert house.turn() == 1
    assert house.told() == [("li", "unaccepted")]
    ledger.replay()
    assert house.turn() == 0


def test_a_ticket_whose_promise_passed_in_the_journal_is_breached_at_once(
    ledger: Ledger, impatient: Database, database_file: Path, clock: SetClock
) -> None:
    house = House(impatient, clock)
    add_staff_to(impatient)
    with locked(database_file):
        number = ledger.open_ticket(a_request(duty_nurse="护士wang")).number
    clock.move(hours=30)
    ledger.replay()
    house.turn()
    assert ("wu", "breached") in house.told()
    assert house.states(number, TimerKind.DUE_SOON) == [TimerState.OVERTAKEN]
