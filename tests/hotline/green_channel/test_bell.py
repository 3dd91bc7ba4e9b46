"""The bell waits for nothing, tells a danger once, and says at once who answered."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Event
from uuid import UUID, uuid4

import pytest

from hotline.database import Database, StorageUnavailable
from hotline.green_channel import (
    AcknowledgedBy,
    AlarmDeed,
    AlarmFact,
    AlarmOutcome,
    AlarmState,
    AlreadyAcknowledged,
    Bell,
    NoSuchAlarm,
    ReasonMissing,
    RingBy,
    get_alarm,
)
from tests.hotline.green_channel.conftest import Replica
from tests.hotline.making import MORNING, SetClock, ToldRinger, a_call, a_ladder

SOON = timedelta(seconds=5)


class HangingKeeper:
    """A database that does not answer until it is let go."""

    is_behind = False

    def __init__(self) -> None:
        self.let_go = Event()
        self.kept: list[AlarmFact] = []

    def keep_alarm(self, facts: Sequence[AlarmFact]) -> None:
        self.let_go.wait(10)
        self.kept.extend(facts)

    def replay(self) -> int:
        return 0

    def waiting_alarms(self) -> list[AlarmFact]:
        return []


def test_an_alarm_is_shown_and_rung_while_the_database_hangs(database: Database, clock: SetClock) -> None:
    keeper, ringer = HangingKeeper(), ToldRinger()
    bell = Bell(keeper=keeper, database=database, ladder=a_ladder(), ringer=ringer, clock=clock)
    alarm_id = bell.raise_(a_call())
    (alarm,) = bell.live()
    assert {ringer.next(), ringer.next()} == {("急诊科", RingBy.CALL), ("急诊科", RingBy.SMS)}
    assert (alarm.id, alarm.state, alarm.rung) == (alarm_id, AlarmState.RINGING, 1)
    assert keeper.kept == []
    keeper.let_go.set()
    bell.stop()
    assert len(keeper.kept) == 2


class RefusingLate(HangingKeeper):
    """Away at first; when it is back it refuses what it is told."""

    def __init__(self, *, alarm_id: UUID) -> None:
        super().__init__()
        self.errors: list[Exception] = [StorageUnavailable("away"), AlreadyAcknowledged(alarm_id, by="lin")]

    def keep_alarm(self, facts: Sequence[AlarmFact]) -> None:
        if self.errors and isinstance(facts[0], AlarmDeed):
            raise self.errors.pop(0)
        self.kept.extend(facts)


def test_a_refusal_that_comes_after_an_outage_stops_nothing(
    database: Database, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hotline.green_channel.keeping._AGAIN", timedelta(0))
    call = a_call()
    keeper = RefusingLate(alarm_id=call.id)
    bell = Bell(keeper=keeper, database=database, ladder=a_ladder(), ringer=ToldRinger(), clock=clock)
    bell.raise_(call)
    bell.acknowledge(call.id, by="wu")
    bell.flush()
    other = bell.raise_(a_call(kind="stroke"))
    bell.stop()
    assert keeper.kept[2].id == other


def test_the_same_danger_told_again_is_the_same_alarm_with_more_words(replica: Replica) -> None:
    first = replica.bell.raise_(a_call())
    again = replica.bell.raise_(
        a_call(said="他开始喘不上气", raised_at=MORNING + timedelta(minutes=29, seconds=59))
    )
    repeated = replica.bell.raise_(a_call())
    assert first == again == repeated
    (alarm,) = replica.bell.live()
    assert alarm.said == "我爸胸口压得慌，满头大汗\n他开始喘不上气"


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "stroke"},
        {"conversation_id": "web-2"},
        {"raised_at": MORNING + timedelta(minutes=30)},
    ],
)
def test_another_danger_caller_or_hour_is_another_alarm(replica: Replica, other: dict[str, object]) -> None:
    replica.bell.raise_(a_call())
    replica.bell.raise_(a_call(**other))
    assert len(replica.bell.live()) == 2


def test_a_danger_told_after_a_person_called_it_off_rings_anew(replica: Replica) -> None:
    first = replica.bell.raise_(a_call())
    replica.bell.call_off(first, by="wu", reason="家属说是误报")
    assert replica.bell.raise_(a_call()) != first
    assert len(replica.bell.live()) == 1


def test_what_was_done_is_in_memory_and_in_the_database(replica: Replica, any_database: Database) -> None:
    bell, alarm_id, ticket = replica.bell, replica.bell.raise_(a_call()), uuid4()
    bell.name_ticket(alarm_id, ticket_id=ticket, number="261123-0001")
    bell.add_contact(alarm_id, place="乔仁镇粮站旁", phone="13800008000")
    bell.acknowledge(alarm_id, by="急诊科", how=AcknowledgedBy.PHONE)
    bell.mark_arrived(alarm_id, by="wu")
    (known,) = bell.live()
    with any_database.reading() as session:
        assert get_alarm(session, alarm_id=alarm_id).facts == known
    assert (known.ticket_id, known.ticket_number, known.place) == (ticket, "261123-0001", "乔仁镇粮站旁")
    assert (known.acknowledged_how, known.state) == (AcknowledgedBy.PHONE, AlarmState.ARRIVED)
    bell.record_outcome(alarm_id, by="wu", outcome=AlarmOutcome.OTHER_EMERGENCY, note="夹层")
    assert bell.live() == ()


def test_a_refused_deed_is_refused_at_once_and_not_kept(replica: Replica, any_database: Database) -> None:
    alarm_id = replica.bell.raise_(a_call())
    replica.bell.acknowledge(alarm_id, by="wu")
    with pytest.raises(AlreadyAcknowledged):
        replica.bell.acknowledge(alarm_id, by="lin")
    with pytest.raises(ReasonMissing):
        replica.bell.call_off(alarm_id, by="lin", reason=" ")
    with any_database.reading() as session:
        alarm = get_alarm(session, alarm_id=alarm_id)
        assert (alarm.state, alarm.acknowledged_by) == (AlarmState.ACKNOWLEDGED, "wu")


def test_an_alarm_nobody_ever_raised_is_refused(replica: Replica) -> None:
    with pytest.raises(NoSuchAlarm):
        replica.bell.acknowledge(uuid4(), by="wu")


def test_unanswered_alarms_stand_before_answered_ones(replica: Replica) -> None:
    ids = [
        replica.bell.raise_(a_call(kind=kind, raised_at=MORNING + timedelta(seconds=at)))
        for at, kind in enumerate("abc")
    ]
    replica.bell.acknowledge(ids[0], by="wu")
    assert [alarm.id for alarm in replica.bell.live()] == [ids[1], ids[2], ids[0]]


@pytest.mark.parametrize(
    "change",
    [
        lambda bell, _: bell.raise_(a_call(kind="stroke")),
        lambda bell, alarm: bell.acknowledge(alarm, by="wu"),
        lambda bell, alarm: bell.call_off(alarm, by="wu", reason="误报"),
        lambda bell, alarm: bell.add_contact(alarm, place="村口"),
    ],
)
def test_every_change_is_counted(replica: Replica, change: Callable[[Bell, object], object]) -> None:
    alarm_id = replica.bell.raise_(a_call())
    seen = replica.bell.version
    change(replica.bell, alarm_id)
    assert replica.bell.version > seen
