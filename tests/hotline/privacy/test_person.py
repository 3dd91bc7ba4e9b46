"""One person's data is found by the number, told in full, and forgotten as far as the law lets us."""

import json

import pytest
from sqlalchemy import func, select

from hotline.consents import ConsentKind, decide_consent
from hotline.conversations import AgeBand, Asker, Missed, record_exchanges
from hotline.database import Base, Database
from hotline.privacy import (
    Deletion,
    PersonalDataRequest,
    classification,
    delete_person,
    find_person,
    plan_deletion,
    tell_person,
)
from hotline.privacy.person import tables_of_patients
from hotline.tickets import get_ticket, link_tickets, open_ticket
from tests.hotline.making import SetClock, a_request, an_exchange
from tests.hotline.privacy.filling import PHONE, SAID, WORDS, fill, fill_alarm

YEAR = 366


def told(database: Database, phone: str = PHONE) -> str:
    with database.reading() as session:
        person = find_person(session, phone=phone)
        return json.dumps(tell_person(session, person=person), ensure_ascii=False)


def delete(database: Database, clock: SetClock) -> Deletion:
    with database.transaction() as session:
        person = find_person(session, phone=PHONE)
        return delete_person(session, person=person, by="lin", reason="本人来电要求", clock=clock)


def test_all_of_it_is_told_however_the_number_is_typed(any_database: Database, clock: SetClock) -> None:
    fill(any_database, clock)
    fill_alarm(any_database, clock)
    text = told(any_database, "+86 138 0000 8000")
    assert [word for word in WORDS if word not in text] == []
    assert "phone_hash" not in text
    assert "private_salt" not in text
    with any_database.reading() as session:
        tables = tell_person(session, person=find_person(session, phone=PHONE))
    assert {
        "tickets",
        "ticket_events",
        "alarms",
        "alarm_events",
        "messages",
        "answers_given",
        "consents",
    } <= set(tables)


def test_of_what_sort_he_was_taken_for_is_told(any_database: Database, clock: SetClock) -> None:
    fill(any_database, clock)
    asker = Asker(age_band=AgeBand.OLDEST, for_other=True, township="石坂乡")
    exchange = an_exchange(missed=Missed.ABSTAINED, guided_to=("骨科",), asker=asker)
    with any_database.transaction() as session:
        record_exchanges(session, [exchange])
        told = tell_person(session, person=find_person(session, phone=PHONE))
    (row,) = (one for one in told["messages"] if one["missed"])
    assert row["guided_to"] == ["骨科"]
    assert (row["age_band"], row["for_other"], row["township"]) == ("80_and_over", True, "石坂乡")


def test_nothing_of_anybody_else_is_told(any_database: Database, clock: SetClock) -> None:
    fill(any_database, clock)
    with any_database.transaction() as session:
        other = a_request(phone="13900009000", conversation_id="web-9", summary="别人的事")
        open_ticket(session, request=other, clock=clock)
        record_exchanges(session, [an_exchange(conversation_id="web-9", said="别人的话")])
        # Typed in at the desk, where there is no conversation: an empty name joins nobody.
        for phone in (PHONE, "13700007000"):
            at_desk = a_request(phone=phone, conversation_id="", summary=f"代{phone[-4:]}登记")
            open_ticket(session, request=at_desk, clock=clock)
    text = told(any_database)
    assert "代8000登记" in text
    assert "代7000登记" not in text
    assert "别人" not in text


def test_a_ticket_without_a_number_is_found_by_the_conversation_and_by_its_link(
    any_database: Database, clock: SetClock
) -> None:
    number = fill(any_database, clock)
    with any_database.transaction() as session:
        same = a_request(phone=None, summary="同一次对话里的另一件事")
        open_ticket(session, request=same, clock=clock)
        linked = open_ticket(
            session, request=a_request(phone=None, conversation_id="web-7", summary="关联的事"), clock=clock
        )
        link_tickets(session, number=number, other=linked.number, by="chen", clock=clock)
        record_exchanges(session, [an_exchange(conversation_id="web-7", said="只隔着一张工单")])
        somebody = a_request(phone="13900009000", summary="借手机问的别人的事")
        open_ticket(session, request=somebody, clock=clock)
    text = told(any_database)
    assert all(words in text for words in ("同一次对话里的另一件事", "关联的事", "只隔着一张工单"))
    assert "借手机问的别人的事" not in text
    with any_database.reading() as session:
        assert len(find_person(session, phone=PHONE).others) == 1


@pytest.mark.parametrize("phone", ["", "abc", "13600006000"])
def test_a_number_we_do_not_know_finds_nobody(any_database: Database, clock: SetClock, phone: str) -> None:
    fill(any_database, clock)
    with any_database.reading() as session:
        person = find_person(session, phone=phone)
        assert not person.is_known
        assert tell_person(session, person=person) == {}


def test_what_the_law_binds_is_kept_and_said_and_the_rest_is_forgotten(
    any_database: Database, clock: SetClock
) -> None:
    number = fill(any_database, clock)
    with any_database.transaction() as session:
        decide_consent(
            session,
            conversation_id="web-1",
            kind=ConsentKind.RECORDING,
            version="1",
            channel="phone",
            at=clock.now(),
            phone=PHONE,
        )
    clock.move(days=1)
    deletion = delete(any_database, clock)
    assert deletion.done == {"consents": 1}
    assert {"messages", "routine_tickets", "routine_ticket_events"} <= set(deletion.kept)
    with any_database.reading() as session:
        assert get_ticket(session, number=number).phone == PHONE
        request = session.scalars(select(PersonalDataRequest)).one()
        assert (request.by, request.reason, request.done) == ("lin", "本人来电要求", {"consents": 1})
        assert PHONE not in json.dumps([request.done, request.kept])


def test_once_the_law_lets_go_nothing_private_is_left(any_database: Database, clock: SetClock) -> None:
    fill(any_database, clock)
    clock.move(days=3 * YEAR)
    deletion = delete(any_database, clock)
    assert deletion.kept == {}
    assert SAID not in told(any_database)
    with any_database.reading() as session:
        assert not find_person(session, phone=PHONE).is_known


def test_a_second_run_changes_nothing(any_database: Database, clock: SetClock) -> None:
    fill(any_database, clock)
    fill_alarm(any_database, clock)
    clock.move(days=3 * YEAR)
    first = delete(any_database, clock)
    assert first.done
    assert first.kept
    clock.move(days=1)
    second = delete(any_database, clock)
    assert second.done == {}
    with any_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(PersonalDataRequest)) == 1


def test_a_plan_says_what_would_be_done_and_does_nothing(any_database: Database, clock: SetClock) -> None:
    fill(any_database, clock)
    clock.move(days=3 * YEAR)
    with any_database.transaction() as session:
        plan = plan_deletion(session, person=find_person(session, phone=PHONE), clock=clock)
    assert SAID in told(any_database)
    assert delete(any_database, clock) == plan


def test_every_table_with_something_private_of_patients_is_reached() -> None:
    reached = {table.name for table in tables_of_patients()}
    private = {
        table.name for table in Base.metadata.sorted_tables if classification().private_of_patients(table)
    }
    assert private - reached == {"personal_data_requests"}
