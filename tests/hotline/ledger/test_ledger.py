"""What the doors tell the ledger is kept, with the database and without it."""

import json
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from hotline.conversations import AnswerGiven
from hotline.database import Database, StorageUnavailable, installed_keyring
from hotline.ledger import JournalUnavailable, Ledger, ToldEntry
from hotline.ledger.line import ExchangeLine, read_line, write_line
from hotline.safety import TriageGrade
from hotline.tickets import EventKind, NoSuchTicket, TicketState, get_ticket, keep_told_opening, queue
from tests.hotline.ledger.conftest import gone, locked
from tests.hotline.making import MORNING, SetClock, a_request, an_exchange

Outage = Callable[[Path], AbstractContextManager[None]]
each_outage = pytest.mark.parametrize("outage", [locked, gone])


def numbers(database: Database) -> list[str]:
    with database.reading() as session:
        return [ticket.number for ticket in queue(session)]


def is_behind(ledger: Ledger) -> bool:
    return ledger.is_behind


def test_a_ticket_is_kept_and_its_receipt_says_what_to_tell(
    ledger: Ledger, database: Database, clock: SetClock
) -> None:
    receipt = ledger.open_ticket(a_request(grade=TriageGrade.URGENT))
    assert not receipt.journalled
    assert receipt.duty_nurse == "护士长陈"
    assert receipt.feedback_due_at == clock.at + timedelta(hours=4)
    with database.reading() as session:
        ticket = get_ticket(session, number=receipt.number)
        assert (ticket.progress_code, ticket.feedback_due_at) == (
            receipt.progress_code,
            receipt.feedback_due_at,
        )


def test_progress_is_found_by_code_and_proof(ledger: Ledger) -> None:
    receipt = ledger.open_ticket(a_request())
    progress = ledger.find_progress(receipt.progress_code, phone_last_four="8000")
    assert progress is not None
    assert (progress.number, progress.state) == (receipt.number, TicketState.OPENED)
    assert ledger.find_progress(receipt.progress_code, conversation_id="web-9") is None


def test_a_contact_is_added_to_the_ticket(ledger: Ledger) -> None:
    receipt = ledger.open_ticket(a_request(phone=None))
    ledger.add_contact(receipt.number, phone="139 0000 9000", caller_name=None)
    assert ledger.find_progress(receipt.progress_code, phone_last_four="9000") is not None


def test_a_contact_for_no_ticket_is_refused(ledger: Ledger) -> None:
    with pytest.raises(NoSuchTicket, match="261123-0000"):
        ledger.add_contact("261123-0000", phone="13900009000", caller_name=None)


def test_what_is_recorded_is_read_back_in_order(ledger: Ledger) -> None:
    for i in range(3):
        ledger.record(an_exchange(said=f"问{i}", answered=f"答{i}"))
    said = ledger.history("web-1", 4)
    assert [(line.direction.value, line.text) for line in said] == [
        ("in", "问1"),
        ("out", "答1"),
        ("in", "问2"),
        ("out", "答2"),
    ]


def test_two_hundred_threads_record_at_once_and_nothing_is_lost(ledger: Ledger) -> None:
    start = threading.Barrier(200)

    def speak(i: int) -> None:
        start.wait()
        ledger.record(an_exchange(conversation_id="crowd", message_id=f"m{i}", said=f"问{i}"))

    callers = [threading.Thread(target=speak, args=(i,)) for i in range(200)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    heard = [line.text for line in ledger.history("crowd", 1000) if line.direction == "in"]
    assert sorted(heard) == sorted(f"问{i}" for i in range(200))


@each_outage
def test_without_the_database_a_ticket_is_promised_all_the_same(
    ledger: Ledger, database: Database, database_file: Path, clock: SetClock, outage: Outage
) -> None:
    with outage(database_file):
        receipt = ledger.open_ticket(a_request())
        assert receipt.journalled
        assert is_behind(ledger)
        clock.move(minutes=5)
        ledger.add_contact(receipt.number, phone="13900009000", caller_name="林阿土")
        ledger.record(an_exchange(said="还在吗"))
        ledger.flush()
    clock.move(hours=1)
    assert ledger.replay() == 3
    assert not is_behind(ledger)
    assert ledger.replay() == 0
    with database.reading() as session:
        (ticket,) = queue(session)
        assert (ticket.number, ticket.progress_code) == (receipt.number, receipt.progress_code)
        assert ticket.feedback_due_at == receipt.feedback_due_at == clock.at + timedelta(hours=22, minutes=55)
        assert (ticket.phone, ticket.caller_name) == ("13900009000", "林阿土")
        assert [event.kind for event in ticket.events] == [EventKind.OPENED, EventKind.CONTACT_ADDED]
    assert [line.text for line in ledger.history("web-1", 9)] == ["还在吗", "请不要自己停药"]


def test_progress_cannot_be_asked_of_a_database_that_is_gone(ledger: Ledger, database_file: Path) -> None:
    with gone(database_file):
        receipt = ledger.open_ticket(a_request())
        with pytest.raises(StorageUnavailable):
            ledger.find_progress(receipt.progress_code, conversation_id="web-1")
        with pytest.raises(StorageUnavailable):
            ledger.history("web-1", 5)


def test_progress_of_a_journalled_ticket_is_known_once_the_database_is_back(
    ledger: Ledger, database_file: Path
) -> None:
    with gone(database_file):
        receipt = ledger.open_ticket(a_request())
    progress = ledger.find_progress(receipt.progress_code, conversation_id="web-1")
    assert progress is not None
    assert progress.number == receipt.number


def test_a_contact_that_comes_before_the_replay_reaches_its_ticket(
    ledger: Ledger, database: Database, database_file: Path
) -> None:
    with locked(database_file):
        receipt = ledger.open_ticket(a_request(phone=None))
    ledger.add_contact(receipt.number, phone="13900009000", caller_name=None)
    assert ledger.replay() == 2
    with database.reading() as session:
        assert get_ticket(session, number=receipt.number).phone == "13900009000"


def test_a_contact_never_reaches_the_ticket_of_somebody_else_with_the_same_number(
    ledger: Ledger, database: Database, database_file: Path, journal_folder: Path, clock: SetClock
) -> None:
    with locked(database_file):
        mine = ledger.open_ticket(a_request(phone=None))
    with database.transaction() as session:
        other = replace(ledger._told[mine.number], id=uuid4())
        keep_told_opening(session, request=a_request(phone="13700007000"), opening=other)
    assert ledger.replay() == 1
    ledger.add_contact(mine.number, phone="13900009000", caller_name=None)
    with database.reading() as session:
        phones = {ticket.number == mine.number: ticket.phone for ticket in queue(session)}
    assert phones == {True: "13700007000", False: "13900009000"}


@each_outage
def test_what_was_said_in_an_outage_and_after_it_is_read_in_order(
    ledger: Ledger, database_file: Path, outage: Outage
) -> None:
    before, during, after = (an_exchange(said=said, answered="嗯") for said in ("一", "二", "三"))
    ledger.record(before)
    ledger.flush()
    with outage(database_file):
        ledger.record(during)
        ledger.flush()
    ledger.record(after)
    ledger.flush()
    assert is_behind(ledger)
    assert [line.text for line in ledger.history("web-1", 9) if line.direction == "in"] == ["一", "二", "三"]
    assert not is_behind(ledger)


def test_a_message_sent_again_after_an_outage_is_kept_once(ledger: Ledger, database_file: Path) -> None:
    said = an_exchange()
    with locked(database_file):
        ledger.record(said)
        ledger.flush()
    ledger.record(said)
    ledger.replay()
    assert len(ledger.history("web-1", 9)) == 2


def answers(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [
            (one.entry_id, one.entry_version)
            for one in session.scalars(select(AnswerGiven).order_by(AnswerGiven.id))
        ]


@pytest.mark.parametrize("is_away", [False, True])
def test_every_entry_told_is_kept_with_the_database_and_without(
    ledger: Ledger, database: Database, database_file: Path, is_away: object
) -> None:
    told = (ToldEntry(entry="gout.beer", version="v1"), ToldEntry(entry="gout.diet", version="v2"))
    with locked(database_file) if is_away else nullcontext():
        ledger.record(an_exchange(told=told))
        ledger.flush()
        assert is_behind(ledger) is bool(is_away)
    ledger.replay()
    assert answers(database) == [("gout.beer", "v1"), ("gout.diet", "v2")]


def test_what_an_older_release_left_in_the_journal_is_understood() -> None:
    line = ExchangeLine(exchange=an_exchange(told=()))
    facts = json.loads(installed_keyring().decrypt(write_line(line)))
    older = {key: value for key, value in facts["exchange"].items() if key != "told"}

    def read(**answer: str | None) -> tuple[ToldEntry, ...]:
        text = json.dumps({**facts, "exchange": {**older, **answer}})
        found = read_line(installed_keyring().encrypt(text))
        assert isinstance(found, ExchangeLine)
        return found.exchange.told

    assert read(entry_id="gout.beer", entry_version="v1") == (ToldEntry(entry="gout.beer", version="v1"),)
    assert read(entry_id=None, entry_version=None) == ()


def test_the_journal_is_replayed_by_itself(
    impatient: Database, database_file: Path, journal_folder: Path, clock: SetClock
) -> None:
    ledger = Ledger(database=impatient, journal_folder=journal_folder, clock=clock, replay_every=timedelta(0))
    with locked(database_file):
        receipt = ledger.open_ticket(a_request())
    ledger.record(an_exchange())
    ledger.close()
    assert numbers(impatient) == [receipt.number]
    assert not ledger.is_behind


def test_what_is_recorded_after_closing_is_kept_too(ledger: Ledger) -> None:
    ledger.close()
    ledger.record(an_exchange())
    ledger.flush()
    assert len(ledger.history("web-1", 9)) == 2
    ledger.close()


def test_without_database_and_disk_a_ticket_is_refused_and_what_was_said_waits_in_memory(
    ledger: Ledger, database_file: Path, journal_folder: Path
) -> None:
    journal_folder.write_text("a file where a folder should be")
    with gone(database_file):
        with pytest.raises(JournalUnavailable):
            ledger.open_ticket(a_request())
        ledger.record(an_exchange(said="在吗"))
        ledger.flush()
    ledger.record(an_exchange(said="还在吗"))
    heard = [line.text for line in ledger.history("web-1", 9) if line.direction == "in"]
    assert heard == ["在吗", "还在吗"]


def test_one_faulty_exchange_does_not_hold_up_the_others(ledger: Ledger, journal_folder: Path) -> None:
    naive = an_exchange(said="二", received_at=MORNING.replace(tzinfo=None))
    for exchange in (an_exchange(said="一"), naive, an_exchange(said="三", timings={"bot": object()})):
        ledger.record(exchange)
    ledger.record(an_exchange(said="四"))
    ledger.flush()
    assert [line.text for line in ledger.history("web-1", 9) if line.direction == "in"] == ["一", "四"]
    rows = [
        json.loads(row) for row in (journal_folder / "rejected" / "rejected.jsonl").read_text().splitlines()
    ]
    assert [row["reason"] for row in rows] == ["StatementError", "StatementError"]


@pytest.mark.parametrize("is_away", [False, True])
def test_half_a_character_keeps_no_word_from_being_stored(
    ledger: Ledger, database_file: Path, is_away: object
) -> None:
    with locked(database_file) if is_away else nullcontext():
        ledger.record(an_exchange(said="头晕\ud83d"))
        ledger.record(an_exchange(said="还是晕"))
        ledger.flush()
    ledger.replay()
    heard = [line.text for line in ledger.history("web-1", 9) if line.direction == "in"]
    assert heard == ["头晕?", "还是晕"]
