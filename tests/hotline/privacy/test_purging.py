"""What is older than its rule loses what is private; what statistics and the audit chain need stays."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import select

from hotline.audit import verify
from hotline.conversations import Message, record_exchanges
from hotline.database import Base, Database
from hotline.green_channel import Alarm
from hotline.privacy import KINDS, Period, Rule, classification, due_for_purge, purge_batch, retention
from hotline.tickets import TicketEvent, export_audit, get_ticket, seal_events, tickets_of_phone
from tests.hotline.making import MORNING, SetClock, an_exchange
from tests.hotline.privacy.filling import PHONE, WORDS, fill, fill_alarm

YEAR = 366


def purge(database: Database, clock: SetClock, *, at_most: int = 3) -> dict[str, int]:
    """Until nothing is left, as the night does it."""
    counts: dict[str, int] = {}
    for kind in retention().kinds:
        while True:
            with database.transaction() as session:
                done = purge_batch(session, kind=kind, clock=clock, at_most=at_most)
            counts[kind] = counts.get(kind, 0) + done
            if done < at_most:
                break
    return {kind: rows for kind, rows in counts.items() if rows}


def private_values(database: Database) -> str:
    """Everything that is private, in the clear."""
    with database.reading() as session:
        found = [
            str(value)
            for table in Base.metadata.sorted_tables
            for column in classification().private_of_patients(table)
            for value in session.scalars(select(column))
        ]
    return "\n".join(found)


def test_nothing_is_taken_before_its_time(any_database: Database, clock: SetClock) -> None:
    fill(any_database, clock)
    clock.move(days=3 * 365 - 1)
    with any_database.reading() as session:
        assert due_for_purge(session, clock=clock) == {}
    assert purge(any_database, clock) == {}
    assert all(word in private_values(any_database) for word in WORDS if word != "胸口压得慌")


def test_after_three_years_words_and_numbers_are_gone_and_statistics_stay(
    any_database: Database, clock: SetClock
) -> None:
    number = fill(any_database, clock)
    clock.move(days=3 * YEAR)
    with any_database.reading() as session:
        due = due_for_purge(session, clock=clock)
    assert purge(any_database, clock) == due
    assert due["messages"] == 2
    assert due["routine_tickets"] == 1
    left = private_values(any_database)
    assert [word for word in WORDS if word in left and word != PHONE] == []
    with any_database.reading() as session:
        ticket = get_ticket(session, number=number)
        assert (ticket.phone, ticket.phone_hash, ticket.summary, ticket.details) == (None, None, "", {})
        assert (ticket.topic, ticket.department, ticket.opened_at) == ("高血压", "心血管内科", MORNING)
        assert ticket.forgotten_at == clock.at
        assert tickets_of_phone(session, phone=PHONE) == []
        said = session.scalars(select(Message)).all()
        assert {one.text for one in said} == {""}
        assert {tuple(one.rules) for one in said} == {("hypertension.dizzy",)}
        assert [told.entry_id for one in said for told in one.told] == ["hypertension.stop"]


def test_a_second_night_takes_nothing(any_database: Database, clock: SetClock) -> None:
    fill(any_database, clock)
    clock.move(days=3 * YEAR)
    assert purge(any_database, clock) != {}
    assert purge(any_database, clock) == {}


def test_emergencies_are_kept_fifteen_years_and_open_tickets_until_they_are_closed(
    any_database: Database, clock: SetClock
) -> None:
    fill_alarm(any_database, clock)
    clock.move(days=14 * YEAR)
    assert set(purge(any_database, clock)) == {"messages"}
    clock.move(days=YEAR + 1)
    assert set(purge(any_database, clock)) == {"alarms", "alarm_events"}
    with any_database.reading() as session:
        alarm = session.scalars(select(Alarm)).one()
        assert (alarm.said, alarm.phone, alarm.phone_hash) == ("", None, None)
        assert (alarm.kind, alarm.rules) == ("acute_coronary_syndrome", ["acs"])
        assert len(tickets_of_phone(session, phone=PHONE)) == 1


def test_the_audit_chain_is_whole_before_and_after(any_database: Database, clock: SetClock) -> None:
    fill(any_database, clock)
    with any_database.transaction() as session:
        seal = seal_events(session, clock=clock)
        assert seal is not None
        head = seal.hash
    clock.move(days=3 * YEAR)
    purge(any_database, clock)
    with any_database.reading() as session:
        exported = b"".join(export_audit(session, with_private=True))
        events = session.scalars(select(TicketEvent)).all()
        assert {(event.private, event.private_salt) for event in events} == {(None, None)}
    assert "孙女在家".encode() not in exported
    verdict = verify(io.BytesIO(exported), head=head)
    assert verdict.events == len(events)


@pytest.mark.whole
def test_two_replicas_in_one_night_forget_each_row_once(postgres_database: Database, clock: SetClock) -> None:
    with postgres_database.transaction() as session:
        record_exchanges(session, [an_exchange() for _ in range(300)])
    clock.move(days=3 * YEAR)
    with ThreadPoolExecutor(2) as replicas:
        first, second = replicas.map(lambda _: purge(postgres_database, clock, at_most=20), range(2))
    # One that finds all of a batch held by the other may stop early: the other goes on.
    assert first.get("messages", 0) + second.get("messages", 0) == 600


def test_every_kind_has_a_rule_and_every_table_it_names_is_classified() -> None:
    assert set(retention().kinds) == set(KINDS)
    assert {kind.table for kind in KINDS.values()} <= set(classification().tables)


def test_every_table_that_holds_something_private_of_patients_has_a_rule() -> None:
    private = {name for name, classes in classification().tables.items() if "patient" in classes}
    assert private <= {kind.table for kind in KINDS.values()}


def test_a_rule_shorter_than_the_law_is_refused() -> None:
    with pytest.raises(ValidationError, match="shorter than the law"):
        Rule(keep=Period(years=2), law=Period(years=3), leaves="statistics", why="-")


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 20),
)
def test_a_period_of_years_is_never_shorter_than_its_years(now: datetime, years: int) -> None:
    begun = Period(years=years).before(now)
    assert (now.year - begun.year, begun.month) == (years, now.month)
    assert now - begun >= timedelta(days=365 * years)
