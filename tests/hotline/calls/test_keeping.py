"""A call is kept once, its number unreadable; the profile learns and unlearns, and keeps no words."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from hotline.calls import (
    CallerProfile,
    CallOutcome,
    CallRecord,
    Counts,
    Manner,
    PhoneCall,
    Switch,
    find_manner,
    keep_call,
    learned,
)
from hotline.database import Database
from hotline.privacy import delete_person, find_person, tell_person
from tests.hotline.making import MORNING, SetClock

NUMBER = "13800008000"
COUNTS = st.builds(
    Counts, repeats=st.integers(0, 50), timeouts=st.integers(0, 50), unclear=st.integers(0, 50)
)


def a_record(**changed: Any) -> CallRecord:
    fields: dict[str, Any] = {
        "id": uuid4(),
        "conversation_id": f"phone-{uuid4()}",
        "call": f"CA{uuid4()}",
        "direction": "inbound",
        "number": "+8613800008000",
        "began_at": MORNING,
        "ended_at": MORNING,
        "outcome": CallOutcome.FINISHED,
    }
    return CallRecord(**fields | changed)


def keep(database: Database, *records: CallRecord) -> list[bool]:
    kept = []
    for record in records:
        with database.transaction() as session:
            kept.append(keep_call(session, record=record))
    return kept


def test_that_a_person_was_reached_may_be_told_after_the_end(database: Database) -> None:
    early = a_record(outcome=CallOutcome.ABANDONED)
    late = replace(early, outcome=CallOutcome.PERSON, reached_person=True)
    assert keep(database, early, late, early) == [True, False, False]
    with database.reading() as session:
        kept = session.scalars(select(PhoneCall)).one()
        assert (kept.reached_person, kept.outcome) == (True, CallOutcome.PERSON)
        assert session.scalars(select(CallerProfile.calls)).one() == 1


def test_a_call_told_twice_is_kept_once(any_database: Database) -> None:
    record = a_record(counts=Counts(repeats=2))
    assert keep(any_database, record, record) == [True, False]
    with any_database.reading() as session:
        assert session.scalars(select(func.count()).select_from(PhoneCall)).one() == 1
        assert session.scalars(select(CallerProfile.calls)).one() == 1


def test_a_copy_of_another_process_with_the_same_call_is_not_kept(database: Database) -> None:
    record = a_record()
    assert keep(database, record, a_record(call=record.call)) == [True, False]


def test_the_number_lies_encrypted_and_is_found_by_its_hash(database: Database) -> None:
    keep(database, a_record(counts=Counts(repeats=2)))
    with database.reading() as session:
        lying = session.execute(text("SELECT phone, phone_hash FROM phone_calls")).one()
        assert NUMBER not in "".join(lying)
        assert find_manner(session, number="138-0000-8000").slower


def test_an_unknown_number_is_spoken_to_as_anybody(database: Database) -> None:
    with database.reading() as session:
        assert find_manner(session, number=NUMBER) == Manner()


def test_a_call_without_a_number_teaches_nobody(database: Database) -> None:
    keep(database, a_record(number=None, counts=Counts(repeats=9)))
    with database.reading() as session:
        assert session.scalars(select(CallerProfile)).all() == []


def test_who_hears_well_again_is_spoken_to_as_anybody_again(database: Database) -> None:
    keep(database, a_record(counts=Counts(repeats=4)))
    with database.reading() as session:
        assert find_manner(session, number=NUMBER).twice
    keep(database, a_record(), a_record())
    with database.reading() as session:
        assert find_manner(session, number=NUMBER) == Manner()


def test_one_word_holds_for_the_calls_after_it(database: Database) -> None:
    keep(database, a_record(switch=Switch.SLOW), a_record(), a_record())
    with database.reading() as session:
        manner = find_manner(session, number=NUMBER)
        assert (manner.slower, manner.longer_waits) == (True, True)
    keep(database, a_record(switch=Switch.NORMAL, counts=Counts(repeats=9)))
    with database.reading() as session:
        assert find_manner(session, number=NUMBER) == Manner()


@pytest.mark.parametrize(
    ("counts", "on"),
    [
        (Counts(repeats=1, timeouts=1, unclear=1), set()),
        (Counts(repeats=2), {"slower"}),
        (Counts(repeats=4), {"slower", "twice"}),
        (Counts(timeouts=2), {"longer_waits"}),
        (Counts(unclear=4), {"keys_first", "person_sooner"}),
    ],
)
def test_each_count_teaches_its_own(counts: Counts, on: set[str]) -> None:
    assert learned(counts, switch=None) == Manner.of(frozenset(on))


@given(counts=COUNTS, more=COUNTS)
def test_more_trouble_never_switches_anything_off(counts: Counts, more: Counts) -> None:
    both = Counts(
        repeats=counts.repeats + more.repeats,
        timeouts=counts.timeouts + more.timeouts,
        unclear=counts.unclear + more.unclear,
    )
    before, after = learned(counts, switch=None), learned(both, switch=None)
    assert all(getattr(after, name) >= getattr(before, name) for name in Manner.__dataclass_fields__)


@given(counts=COUNTS)
def test_the_callers_own_word_comes_before_what_was_learned(counts: Counts) -> None:
    assert learned(counts, switch=Switch.NORMAL) == Manner()
    assert learned(counts, switch=Switch.SLOW).slower


def test_a_persons_calls_and_profile_are_told_and_forgotten_with_the_rest(
    any_database: Database, clock: SetClock
) -> None:
    keep(any_database, a_record(counts=Counts(repeats=3)), a_record(number="13900000001"))
    with any_database.transaction() as session:
        person = find_person(session, phone=NUMBER)
        told = tell_person(session, person=person)
        assert len(told["phone_calls"]) == len(told["caller_profiles"]) == 1
        delete_person(session, person=person, by="lin", reason="本人来电要求", clock=clock)
    with any_database.reading() as session:
        assert find_manner(session, number=NUMBER) == Manner()
        assert sorted(session.scalars(select(PhoneCall.phone)), key=str) == ["13900000001", None]
        assert session.scalars(select(CallerProfile.phone)).all() == ["13900000001"]
