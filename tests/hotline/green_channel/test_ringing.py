"""Who is rung: once, in order, until somebody answers, over restarts, replicas, outages and clock jumps."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from hotline.database import Database
from hotline.green_channel import AlarmEventKind, AlarmState, RingBy, get_alarm
from hotline.ledger.alarm_tickets import call_back_id
from hotline.tickets import Ticket
from tests.hotline.green_channel.conftest import Replica, StartReplica
from tests.hotline.ledger.conftest import gone, locked
from tests.hotline.making import SetClock, a_call

FIRST = {("急诊科", RingBy.CALL), ("急诊科", RingBy.SMS)}
SECOND, MANAGER = ("急诊二线", RingBy.CALL), ("总值班", RingBy.CALL)


def raised(replica: Replica) -> UUID:
    """An alarm whose first ring was made and that is kept."""
    alarm_id = replica.bell.raise_(a_call())
    assert {replica.ringer.next(), replica.ringer.next()} == FIRST
    replica.bell.flush()
    return alarm_id


def test_whoever_does_not_answer_is_followed_by_the_next_and_after_the_last_by_the_first(
    replica: Replica, clock: SetClock
) -> None:
    raised(replica)
    for seconds, expected in ((60, {SECOND}), (30, {MANAGER}), (120, FIRST), (60, {SECOND})):
        clock.move(seconds=seconds - 1)
        replica.bell.turn()
        assert replica.ringer.nobody()
        clock.move(seconds=1)
        replica.bell.turn()
        assert {replica.ringer.next() for _ in expected} == expected
    (alarm,) = replica.bell.live()
    assert (alarm.rung, alarm.rung_name) == (5, "急诊二线")


@pytest.mark.parametrize("answer", ["acknowledge", "arrive", "call_off"])
def test_an_answer_ends_the_ringing(replica: Replica, clock: SetClock, answer: str) -> None:
    alarm_id = raised(replica)
    deeds: dict[str, Callable[..., None]] = {
        "acknowledge": replica.bell.acknowledge,
        "arrive": replica.bell.mark_arrived,
        "call_off": lambda one, by: replica.bell.call_off(one, by=by, reason="误报"),
    }
    deeds[answer](alarm_id, by="wu")
    for _ in range(5):
        clock.move(minutes=3)
        replica.bell.turn()
    assert replica.ringer.nobody()


def test_a_restart_goes_on_where_it_stopped(
    any_database: Database, start_replica: StartReplica, clock: SetClock
) -> None:
    before = start_replica(any_database)
    alarm_id = raised(before)
    before.stop()
    clock.move(seconds=45)
    after = start_replica(any_database)
    after.bell.turn()
    assert [alarm.id for alarm in after.bell.live()] == [alarm_id]
    assert after.ringer.nobody()
    clock.move(seconds=15)
    after.bell.turn()
    assert after.ringer.next() == SECOND


def test_after_an_hour_of_standstill_only_the_next_is_rung(
    any_database: Database, start_replica: StartReplica, clock: SetClock
) -> None:
    before = start_replica(any_database)
    raised(before)
    before.stop()
    clock.move(hours=1)
    after = start_replica(any_database)
    after.bell.turn()
    after.bell.turn()
    assert after.ringer.next() == SECOND
    assert after.ringer.nobody()


def test_replicas_ring_each_due_alarm_once(
    any_database: Database, start_replica: StartReplica, clock: SetClock
) -> None:
    replicas = [start_replica(any_database, machine=name) for name in ("one", "two", "three")]
    for n in range(12):
        replicas[n % 3].bell.raise_(a_call(conversation_id=f"web-{n}"))
    for replica in replicas:
        replica.bell.flush()
        for _ in range(8):
            replica.ringer.next()
    clock.move(seconds=61)
    start = threading.Barrier(3)

    def turn(replica: Replica) -> None:
        start.wait()
        for _ in range(3):
            replica.bell.turn()

    threads = [threading.Thread(target=turn, args=(replica,)) for replica in replicas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for replica in replicas:
        replica.bell.turn()
        replica.bell.flush()
        assert [alarm.rung for alarm in replica.bell.live()] == [2] * 12
    assert sum(replica.ringer.rung.qsize() for replica in replicas) == 12


def test_another_replicas_alarm_is_shown_and_its_answer_too(
    any_database: Database, start_replica: StartReplica, clock: SetClock
) -> None:
    one, two = start_replica(any_database), start_replica(any_database, machine="two")
    alarm_id = raised(one)
    two.bell.turn()
    assert [alarm.id for alarm in two.bell.live()] == [alarm_id]
    two.bell.acknowledge(two.bell.live()[0].id, by="wu")
    one.bell.turn()
    assert one.bell.live()[0].acknowledged_by == "wu"
    clock.move(minutes=5)
    one.bell.turn()
    assert one.ringer.nobody()


def climb(replica: Replica, clock: SetClock, *, rings: int) -> None:
    for _ in range(rings):
        clock.move(seconds=121)
        replica.bell.turn()
        replica.bell.flush()


def test_an_alarm_nobody_answers_says_so_once_and_rings_the_last_on_the_list_on(
    replica: Replica, clock: SetClock
) -> None:
    alarm_id = raised(replica)
    climb(replica, clock, rings=8)
    assert replica.bell.live()[0].unanswered_at is None
    climb(replica, clock, rings=4)
    (alarm,) = replica.bell.live()
    assert (alarm.rung, alarm.rung_name, alarm.state) == (13, "总值班", AlarmState.RINGING)
    assert alarm.unanswered_at == clock.now() - timedelta(seconds=3 * 121)
    with replica.database.reading() as session:
        events = get_alarm(session, alarm_id=alarm_id).events
        assert sum(event.kind is AlarmEventKind.NOBODY_ANSWERED for event in events) == 1
        assert session.get(Ticket, call_back_id(alarm_id)) is not None
    replica.bell.acknowledge(alarm_id, by="wu")


def test_two_replicas_note_once_that_nobody_answered(
    any_database: Database, start_replica: StartReplica, clock: SetClock
) -> None:
    one, two = start_replica(any_database), start_replica(any_database, machine="two")
    alarm_id = raised(one)
    for _ in range(10):
        clock.move(seconds=121)
        for each in (one, two):
            each.bell.turn()
    for each in (one, two):
        each.bell.flush()
        assert each.bell.live()[0].unanswered_at is not None
    with any_database.reading() as session:
        events = get_alarm(session, alarm_id=alarm_id).events
        assert sum(event.kind is AlarmEventKind.NOBODY_ANSWERED for event in events) == 1


@pytest.mark.parametrize("hours", [-3, -0.5, 26])
def test_a_clock_that_jumps_silences_nobody(replica: Replica, clock: SetClock, hours: float) -> None:
    raised(replica)
    clock.move(hours=hours)
    replica.bell.turn()
    assert replica.ringer.next() == SECOND
    replica.bell.turn()
    assert replica.ringer.nobody()
    clock.move(seconds=30)
    replica.bell.turn()
    assert replica.ringer.next() == MANAGER


def test_where_nobody_can_be_rung_the_next_is_not_made_to_wait(replica: Replica, clock: SetClock) -> None:
    replica.ringer.failing = {RingBy.CALL, RingBy.SMS}
    raised(replica)
    _wait_for_failures(replica, count=2)
    replica.bell.turn()
    assert replica.ringer.next() == SECOND
    _wait_for_failures(replica, count=3)
    replica.bell.turn()
    assert replica.ringer.next() == MANAGER
    _wait_for_failures(replica, count=4)
    replica.bell.turn()
    assert replica.ringer.nobody(), "a round that failed whole waits"


def test_one_way_that_fails_hastens_nothing_where_the_other_rang(replica: Replica) -> None:
    replica.ringer.failing = {RingBy.SMS}
    raised(replica)
    _wait_for_failures(replica, count=1)
    replica.bell.turn()
    assert replica.ringer.nobody()


def _wait_for_failures(replica: Replica, *, count: int) -> None:
    """Failures are noted by the thread that rang."""
    for thread in threading.enumerate():
        if thread.name.startswith("green-channel-ring") and thread.name != "green-channel-ringing":
            thread.join(5)
    replica.bell.flush()
    (alarm,) = replica.bell.live()
    with replica.database.reading() as session:
        events = get_alarm(session, alarm_id=alarm.id).events
        assert sum(event.kind is AlarmEventKind.RING_FAILED for event in events) == count


def test_a_row_that_cannot_be_read_keeps_nobody_from_being_rung(
    replica: Replica, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised(replica)
    monkeypatch.setattr("hotline.green_channel.ringing.look_at_alarms", lambda *_, **__: 1 / 0)
    clock.move(seconds=60)
    replica.bell.turn()
    assert replica.ringer.next() == SECOND
    replica.bell.turn()
    assert replica.ringer.nobody()


@pytest.mark.whole  # each look waits for a database that does not answer
class TestWhileTheDatabaseIsAway:
    """The alarm goes on from memory; afterwards everything is in the database once."""

    @pytest.fixture
    def replica(self, impatient: Database, start_replica: StartReplica) -> Replica:
        return start_replica(impatient)

    @pytest.fixture
    def impatient(self, database_file: Path) -> Database:
        return Database(f"sqlite:///{database_file}", busy_timeout=timedelta(milliseconds=50))

    @pytest.mark.parametrize("away", [gone, locked])
    def test_it_is_raised_climbs_and_is_answered(
        self,
        replica: Replica,
        clock: SetClock,
        database_file: Path,
        away: Callable[[Path], AbstractContextManager[None]],
    ) -> None:
        with away(database_file):
            raised(replica)
            clock.move(seconds=60)
            replica.bell.turn()
            assert replica.ringer.next() == SECOND
            clock.move(seconds=10)
            replica.bell.add_contact(replica.bell.live()[0].id, place="乔仁镇粮站旁")
            replica.bell.acknowledge(replica.bell.live()[0].id, by="wu")
            clock.move(minutes=5)
            replica.bell.turn()
            assert replica.ringer.nobody()
            assert replica.ledger.is_behind
        replica.bell.turn()
        replica.bell.turn()
        assert replica.ledger.replay() == 0
        (alarm,) = replica.bell.live()
        with replica.database.reading() as session:
            kept = get_alarm(session, alarm_id=alarm.id)
            assert kept.facts == alarm
            assert (kept.state, kept.place) == (AlarmState.ACKNOWLEDGED, "乔仁镇粮站旁")
            assert [event.kind for event in kept.events] == [
                AlarmEventKind.RAISED,
                AlarmEventKind.RANG,
                AlarmEventKind.RANG,
                AlarmEventKind.CONTACT_ADDED,
                AlarmEventKind.ACKNOWLEDGED,
            ]
        assert replica.ringer.nobody()

    def test_an_alarm_of_before_the_outage_climbs_and_what_was_rung_is_not_rung_again(
        self, replica: Replica, clock: SetClock, database_file: Path
    ) -> None:
        raised(replica)
        replica.bell.turn()
        with gone(database_file):
            clock.move(seconds=60)
            replica.bell.turn()
            assert replica.ringer.next() == SECOND
            replica.bell.flush()
        clock.move(seconds=5)
        replica.bell.turn()
        assert replica.ringer.nobody()
        clock.move(seconds=25)
        replica.bell.turn()
        assert replica.ringer.next() == MANAGER

    def test_another_replicas_alarm_is_taken_over_only_when_it_is_long_overdue(
        self, start_replica: StartReplica, replica: Replica, clock: SetClock, database_file: Path
    ) -> None:
        raised(replica)
        other = start_replica(replica.database, machine="two")
        other.bell.turn()
        with gone(database_file):
            clock.move(seconds=75)
            other.bell.turn()
            assert other.ringer.nobody()
            clock.move(seconds=15)
            other.bell.turn()
            assert other.ringer.next() == SECOND

    def test_a_restart_meanwhile_forgets_no_alarm(
        self, start_replica: StartReplica, replica: Replica, clock: SetClock, database_file: Path
    ) -> None:
        with gone(database_file):
            alarm_id = raised(replica)
            answered = replica.bell.raise_(a_call(kind="stroke"))
            replica.bell.acknowledge(answered, by="wu")
            replica.stop()
            after = start_replica(replica.database)
            after.bell._ringing.remember()
            assert [alarm.id for alarm in after.bell.live()] == [alarm_id, answered]
            clock.move(seconds=60)
            after.bell.turn()
            assert after.ringer.next() == SECOND
            assert after.ringer.nobody()

    def test_neither_store_takes_it_and_memory_does(
        self, replica: Replica, database_file: Path, tmp_path: Path, clock: SetClock
    ) -> None:
        (tmp_path / "one").write_text("not a folder")
        with gone(database_file):
            alarm_id = replica.bell.raise_(a_call())
            assert {replica.ringer.next(), replica.ringer.next()} == FIRST
            replica.bell.acknowledge(alarm_id, by="wu")
            assert replica.bell.live()[0].acknowledged_by == "wu"
        (tmp_path / "one").unlink()
        replica.bell.flush()
        with replica.database.reading() as session:
            assert get_alarm(session, alarm_id=alarm_id).acknowledged_by == "wu"
