"""A nurse has a patient rung, sees how it went, takes it back, and minds who does not want it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from httpx2 import Response
from sqlalchemy import select

from desk.outgoing_door import OutgoingWork
from desk.ticket_calls_door import LONGEST_MESSAGE, TicketCallsWork
from hotline.database import Database
from hotline.outgoing_calls import (
    CallState,
    Errand,
    GaveUp,
    OutgoingCall,
    RingOutcome,
    are_calls_refused,
    ask_for_call,
    claim_due_call,
    record_attempt,
    refuse_calls,
)
from hotline.outgoing_calls.locking import lock_call
from hotline.recordings import keep_recording
from hotline.tickets import accept_ticket, get_ticket
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock

PHONE = "13800008000"
TOLD = "专家周二上午门诊，请带上病历"


@pytest.fixture
def ticket(database: Database, clock: SetClock, number: str) -> str:
    with database.transaction() as session:
        accept_ticket(session, number=number, staff="chen", clock=clock)
    return number


def send(person: Person, address: str, **fields: str) -> Response:
    token = token_in(person.client.get("/desk").text)
    return person.client.post(address, data={"form_token": token, **fields})


def ask(person: Person, number: str, **changed: str) -> Response:
    fields = {"errand": "feedback", "message": TOLD} | changed
    return send(person, f"/desk/tickets/{number}/calls/ask", **fields)


def kept(database: Database) -> OutgoingCall:
    with database.reading() as session:
        return session.scalars(select(OutgoingCall)).one()


@pytest.fixture
def call(database: Database, clock: SetClock, ticket: str) -> UUID:
    with database.transaction() as session:
        facts = {"number": PHONE, "asked_by": "chen", "message": TOLD, "clock": clock}
        of = get_ticket(session, number=ticket)
        return ask_for_call(session, errand=Errand.FEEDBACK, ticket=of, **facts).id  # type: ignore[arg-type]


def test_a_call_is_asked_for_and_stands_on_the_ticket_and_in_the_list(
    chen: Person, database: Database, ticket: str
) -> None:
    answer = ask(chen, ticket)
    assert "排上了" in chen.client.get(answer.headers["location"]).text
    call = kept(database)
    assert (call.errand, call.asked_by, call.message, call.number) == (Errand.FEEDBACK, "chen", TOLD, PHONE)
    assert "反馈答复：等着打" in chen.ticket(ticket)
    shown = chen.client.get("/desk/outgoing").text
    assert "138****8000" in shown
    assert PHONE not in shown
    assert "等着打 <b>1</b>" in shown


def test_a_time_is_the_hospitals(chen: Person, database: Database, ticket: str, clock: SetClock) -> None:
    ask(chen, ticket, errand="visit", at="2026-11-24T16:00")
    assert kept(database).look_at == clock.at.replace(day=24, hour=8, minute=0)


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"message": ""}, 422, "请写上要说的话"),
        ({"errand": "satisfaction"}, 409, "不适合打这个电话"),
        ({"errand": "nonsense"}, 422, ""),
        ({"at": "2026-11-20T16:00"}, 422, "时间已经过了"),
        ({"at": "下午"}, 422, ""),
        ({"message": "长" * (LONGEST_MESSAGE + 1)}, 422, ""),
    ],
)
def test_what_cannot_be_asked_is_said_and_what_was_typed_comes_back(  # noqa: PLR0917 - a table of facts
    chen: Person, database: Database, ticket: str, fields: dict[str, str], status: int, said: str
) -> None:
    answer = ask(chen, ticket, **fields)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert 'role="alert"' in answer.text
    assert fields.get("message", TOLD) in answer.text
    with database.reading() as session:
        assert session.scalars(select(OutgoingCall)).all() == []


def test_the_same_call_twice_is_refused(chen: Person, ticket: str, call: UUID) -> None:
    assert call
    answer = ask(chen, ticket)
    assert (answer.status_code, "已经排上" in answer.text) == (409, True)


def test_a_waiting_call_is_taken_back_once(chen: Person, database: Database, call: UUID) -> None:
    answer = send(chen, "/desk/outgoing/withdraw", id=str(call))
    assert "取消了，不打了" in chen.client.get(answer.headers["location"]).text
    assert (kept(database).state, kept(database).ended_by) == (CallState.WITHDRAWN, "chen")
    assert send(chen, "/desk/outgoing/withdraw", id=str(call)).status_code == 409
    assert send(chen, "/desk/outgoing/withdraw", id="nonsense").status_code == 404
    assert "陈护士取消的" in chen.client.get("/desk/outgoing?view=over").text


def test_each_attempt_and_why_it_was_given_up_are_shown(
    chen: Person, database: Database, clock: SetClock, ticket: str, call: UUID
) -> None:
    with database.transaction() as session:
        claim_due_call(session, clock=clock)
    assert "正在响铃" in chen.client.get("/desk/outgoing").text
    with database.transaction() as session:
        record_attempt(session, call_id=call, outcome=RingOutcome.MACHINE, clock=clock)
        lock_call(session, call_id=call).end(CallState.GIVEN_UP, at=clock.now(), why=GaveUp.TRIES_USED)
    for address in ("/desk/outgoing?view=given_up", f"/desk/tickets/{ticket}/calls"):
        shown = chen.client.get(address).text
        assert "可能是语音信箱" in shown
        assert "试够了次数" in shown
    assert "没有人接" in chen.ticket(ticket)


def test_a_patient_who_wants_no_calls_is_written_down_and_may_change_his_mind(
    chen: Person, database: Database, ticket: str
) -> None:
    address = f"/desk/tickets/{ticket}/calls"
    send(chen, f"{address}/refuse")
    assert "不要再自动打给他" in chen.client.get(address).text
    assert ask(chen, ticket).status_code == 409
    listed = chen.client.get("/desk/outgoing?view=refused").text
    assert "138****8000" in listed
    assert "陈护士" in listed
    send(chen, f"{address}/allow")
    with database.reading() as session:
        assert not are_calls_refused(session, number=PHONE)


def test_a_refusal_is_lifted_from_the_list(chen: Person, database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        refuse_calls(session, number=PHONE, by="caller", clock=clock)
    shown = chen.client.get("/desk/outgoing?view=refused").text
    refusal = shown.split('name="id" value="')[1].split('"')[0]
    assert send(chen, "/desk/outgoing/lift", id=refusal).status_code == 303
    assert send(chen, "/desk/outgoing/lift", id=refusal).status_code == 404
    with database.reading() as session:
        assert not are_calls_refused(session, number=PHONE)


def test_where_no_telephone_is_set_up_the_page_says_so(chen: Person, ticket: str) -> None:
    for address in ("/desk/outgoing", f"/desk/tickets/{ticket}/calls"):
        assert "电话还没有接通" in chen.client.get(address).text


def test_a_ticket_without_a_number_offers_no_call(chen: Person, open_one: Callable[..., str]) -> None:
    number = open_one(phone=None)
    page = chen.client.get(f"/desk/tickets/{number}/calls").text
    assert "没有留电话" in page
    assert ask(chen, number).status_code == 409


def test_a_voicemail_is_read_on_its_ticket(
    chen: Person, database: Database, clock: SetClock, ticket: str
) -> None:
    with database.transaction() as session:
        for name, text in (("RE1", "请回电话 13912345678"), ("RE2", None)):
            facts = {"call": "CA1", "conversation_id": "phone-1", "lasted": timedelta(seconds=9)}
            keep_recording(
                session,
                name=name,
                made_at=clock.now(),
                ticket_number=ticket,
                transcript=text,
                **facts,  # type: ignore[arg-type]
            )
    shown = chen.ticket(ticket)
    assert "请回电话 139****5678" in shown
    assert "没有转成文字" in shown


@pytest.mark.parametrize("username", ["gu", "he"])
def test_who_does_not_work_on_tickets_neither_sees_nor_asks(
    person: Callable[[str], Person], database: Database, ticket: str, call: UUID, username: str
) -> None:
    other = person(username)
    assert other.client.get("/desk/outgoing").status_code == 403
    assert other.client.get(f"/desk/tickets/{ticket}/calls").status_code == 403
    assert send(other, "/desk/outgoing/withdraw", id=str(call)).status_code == 403
    assert ask(other, ticket).status_code == 403
    assert kept(database).state is CallState.WAITING


def test_a_page_of_another_site_does_nothing(
    chen: Person, database: Database, ticket: str, call: UUID
) -> None:
    foreign = {"origin": "https://evil.example"}
    addresses = [f"/desk/outgoing/{work}" for work in OutgoingWork]
    addresses += [f"/desk/tickets/{ticket}/calls/{work}" for work in TicketCallsWork]
    for address in addresses:
        assert chen.client.post(address, data={"id": str(call)}, headers=foreign).status_code == 403
        assert chen.client.post(address, data={"id": str(call)}).status_code == 403
    assert kept(database).state is CallState.WAITING


def test_unknown_works_and_tickets_are_answered_in_words(chen: Person, ticket: str) -> None:
    assert send(chen, "/desk/outgoing/nonsense").status_code == 303
    assert send(chen, f"/desk/tickets/{ticket}/calls/nonsense").status_code == 404
    assert chen.client.get("/desk/tickets/000000-0000/calls").status_code == 404
