"""Whoever copies the disk learns nothing of any patient."""

import json
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from hotline.conversations import history, record_exchanges
from hotline.database import Database, Keyring, install_keyring, rotate_private_columns
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    accept_ticket,
    add_note,
    get_ticket,
    hand_over_ticket,
    open_ticket,
    record_attempt,
    tickets_of_phone,
)
from tests.hotline.making import SetClock, a_request, add_member, an_exchange

PRIVATE = [
    "减了一半",
    "13800008000",
    "8000008",
    "林阿水",
    "本人",
    "复诊太远",
    "孙女在家",
    "外孙女",
    "林老伯",
    "已告知",
    "不要自己停药",
]


def fill(database: Database, clock: SetClock) -> str:
    """One ticket with every kind of private text on it, and one exchange; gives the number."""
    with database.transaction() as session:
        for name in ("chen", "wu"):
            add_member(session, name)
        ticket = open_ticket(
            session,
            request=a_request(caller_is_patient=False, relation="外孙女", patient_name="林老伯"),
            clock=clock,
        )
        number = ticket.number
        ticket.add_contact(phone="+86 138-0000-8000", caller_name="林阿水", at=clock.now())
        accept_ticket(session, number=number, staff="chen", clock=clock)
        add_note(session, number=number, by="chen", text="孙女在家", clock=clock)
        feedback = {"how": FeedbackMeans.CALL, "text": "已告知", "clock": clock}
        record_attempt(session, number=number, by="chen", outcome=AttemptOutcome.REACHED, **feedback)  # type: ignore[arg-type]
        hand_over_ticket(session, number=number, to="wu", by="chen", reason="复诊太远", clock=clock)
        record_exchanges(session, [an_exchange(said="我把药减了一半")])
    return number


def test_the_file_holds_no_word_and_no_number_of_a_patient(
    database: Database, database_file: Path, clock: SetClock
) -> None:
    fill(database, clock)
    raw = b"".join(path.read_bytes() for path in database_file.parent.glob("hotline.db*"))
    assert b"ticket_events" in raw
    written = [
        word for word in PRIVATE if word.encode() in raw or json.dumps(word).strip('"').encode() in raw
    ]
    assert written == []


@pytest.mark.whole
def test_postgresql_holds_no_word_and_no_number_either(postgres_database: Database, clock: SetClock) -> None:
    fill(postgres_database, clock)
    with postgres_database.reading() as session:
        rows = [
            str(session.execute(text(f"SELECT json_agg(t)::text FROM {table} t")).scalar())  # noqa: S608
            for table in ("tickets", "ticket_events", "messages", "timers", "letters")
        ]
    raw = "".join(rows)
    assert "opened" in raw
    assert [word for word in PRIVATE if word in raw or json.dumps(word).strip('"') in raw] == []


def test_the_right_key_reads_all_of_it(any_database: Database, clock: SetClock) -> None:
    number = fill(any_database, clock)
    with any_database.reading() as session:
        ticket = get_ticket(session, number=number)
        assert (ticket.phone, ticket.caller_name) == ("13800008000", "林阿水")
        assert ticket.details == {"relation": "本人"}
        said = [event.private for event in ticket.events if event.private]
        assert {"text": "孙女在家"} in said


def test_tickets_of_a_number_are_found_however_it_is_typed(any_database: Database, clock: SetClock) -> None:
    number = fill(any_database, clock)
    with any_database.transaction() as session:
        open_ticket(session, request=a_request(phone="13900009000"), clock=clock)
    with any_database.reading() as session:
        for typed in ("13800008000", "+86 138 0000 8000", "１３８００００８０００"):
            assert [ticket.number for ticket in tickets_of_phone(session, phone=typed)] == [number]


def test_a_new_key_reads_what_the_old_one_wrote_and_then_does_without_it(
    any_database: Database, clock: SetClock
) -> None:
    old, new = Keyring.generate_key(), Keyring.generate_key()
    install_keyring(Keyring(old))
    number = fill(any_database, clock)
    install_keyring(Keyring(f"{new},{old}"))
    with any_database.transaction() as session:
        assert [ticket.number for ticket in tickets_of_phone(session, phone="13800008000")] == [number]
        assert rotate_private_columns(session) == len(_everything(any_database))
    install_keyring(Keyring(new))
    with any_database.reading() as session:
        assert [ticket.summary for ticket in tickets_of_phone(session, phone="13800008000")] == [
            a_request().summary
        ]
        assert history(session, conversation_id="web-1", limit=5)[0].text == "我把药减了一半"


def test_an_instant_without_a_zone_is_refused(database: Database, clock: SetClock) -> None:
    naive = SetClock(clock.at.replace(tzinfo=None))
    with pytest.raises(Exception, match="time zone"), database.transaction() as session:
        record_exchanges(session, [an_exchange(received_at=naive.at)])


def test_instants_come_back_aware_and_in_utc(any_database: Database, clock: SetClock) -> None:
    number = fill(any_database, clock)
    with any_database.reading() as session:
        opened_at = get_ticket(session, number=number).opened_at
    assert opened_at == clock.at
    assert str(opened_at.tzinfo) == "UTC"


def test_words_of_the_trade_are_stored_by_value(
    database: Database, database_file: Path, clock: SetClock
) -> None:
    fill(database, clock)
    with sqlite3.connect(database_file) as raw:
        assert raw.execute("SELECT kind, state, grade FROM tickets").fetchall() == [
            ("question", "fed_back", "routine")
        ]


def _everything(database: Database) -> list[object]:
    with database.reading() as session:
        counts = [
            session.execute(text(f"SELECT 1 FROM {table}")).all()  # noqa: S608
            for table in ("tickets", "ticket_events", "messages", "timers", "letters")
        ]
    return [row for rows in counts for row in rows]
