"""Alarms in the journal: private, in order, and kept once however often they are replayed."""

from pathlib import Path

import pytest

from hotline.database import Database
from hotline.green_channel import AlarmEventKind, AlarmState, AlreadyAcknowledged, NoSuchAlarm, get_alarm
from hotline.green_channel import deed as deeds
from hotline.ledger import Ledger
from hotline.ledger.journal import Segment
from tests.hotline.ledger.conftest import locked
from tests.hotline.making import MORNING, a_call

pytestmark = pytest.mark.whole  # a database that stays locked


def test_no_word_and_no_place_can_be_read_from_the_journal(
    ledger: Ledger, database_file: Path, journal_folder: Path
) -> None:
    with locked(database_file):
        ledger.keep_alarm([a_call(place="乔仁镇粮站旁", phone="13800008000")])
    (segment,) = journal_folder.glob("*.journal")
    raw = segment.read_bytes()
    assert raw
    assert [word for word in ("胸口", "粮站", "13800008000", "web-1") if word.encode() in raw] == []


def test_a_crash_after_the_last_line_doubles_no_deed(
    ledger: Ledger, database: Database, database_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = a_call()
    with locked(database_file):
        ledger.keep_alarm([call])
        ledger.keep_alarm([deeds.add_contact(call.id, by="hotline", place="村口", at=MORNING)])
        ledger.keep_alarm([deeds.acknowledge(call.id, by="wu", at=MORNING)])

    def crash(_segment: Segment) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Segment, "remove", crash)
    with pytest.raises(KeyboardInterrupt):
        ledger.replay()
    monkeypatch.undo()
    assert ledger.replay() == 3
    with database.reading() as session:
        assert [event.kind for event in get_alarm(session, alarm_id=call.id).events] == [
            AlarmEventKind.RAISED,
            AlarmEventKind.CONTACT_ADDED,
            AlarmEventKind.ACKNOWLEDGED,
        ]


def test_a_deed_waits_for_the_alarm_that_is_still_in_the_journal(
    ledger: Ledger, database: Database, database_file: Path
) -> None:
    call = a_call()
    with locked(database_file):
        ledger.keep_alarm([call])
    ledger.keep_alarm([deeds.acknowledge(call.id, by="wu", at=MORNING)])
    ledger.replay()
    with database.reading() as session:
        assert get_alarm(session, alarm_id=call.id).state is AlarmState.ACKNOWLEDGED


def test_what_is_refused_or_unknown_is_said_and_journalled_nowhere(ledger: Ledger) -> None:
    call = a_call()
    ledger.keep_alarm([call, deeds.acknowledge(call.id, by="wu", at=MORNING)])
    with pytest.raises(AlreadyAcknowledged):
        ledger.keep_alarm([deeds.acknowledge(call.id, by="lin", at=MORNING)])
    with pytest.raises(NoSuchAlarm):
        ledger.keep_alarm([deeds.acknowledge(a_call().id, by="lin", at=MORNING)])
    assert not ledger.is_behind


def test_an_alarm_is_raised_with_its_deeds_or_not_at_all(ledger: Ledger, database: Database) -> None:
    call = a_call()
    with pytest.raises(AlreadyAcknowledged):
        ledger.keep_alarm(
            [call, *(deeds.acknowledge(call.id, by=name, at=MORNING) for name in ("wu", "lin"))]
        )
    with database.reading() as session, pytest.raises(NoSuchAlarm):
        get_alarm(session, alarm_id=call.id)
