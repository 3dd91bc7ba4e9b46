"""A nurse takes down what a patient is to be reminded of, sees what became of it, and takes it back."""

from collections.abc import Sequence

import pytest
from httpx2 import Response

from hotline.database import Database
from hotline.reminders import (
    CallerReminder,
    ReminderKind,
    ReminderMeans,
    ReminderState,
    find_means,
    reminders_of_ticket,
    tell_one_due_reminder,
)
from hotline.tickets import get_ticket, merge_tickets, open_ticket
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock, a_request


def send(person: Person, number: str, work: str, **fields: str) -> Response:
    token = token_in(person.client.get("/desk").text)
    address = f"/desk/tickets/{number}/reminders/{work}"
    return person.client.post(address, data={"form_token": token, **fields})


def ask(person: Person, number: str, **changed: str) -> Response:
    fields = {"kind": "recheck", "at": "2026-12-24T09:30", "note": "带上次的化验单"} | changed
    return send(person, number, "ask", **fields)


def kept(database: Database, number: str) -> Sequence[CallerReminder]:
    with database.reading() as session:
        return reminders_of_ticket(session, number=number)


def test_a_reminder_is_taken_down_and_stands_on_the_ticket(
    chen: Person, database: Database, number: str
) -> None:
    answer = ask(chen, number)
    page = chen.client.get(answer.headers["location"]).text
    assert "记下了，到时候提醒患者" in page
    assert "带上次的化验单" in page
    [reminder] = kept(database, number)
    assert (reminder.kind, reminder.asked_by) == (ReminderKind.RECHECK, "chen")
    assert reminder.facts == {"when": "12月24日9:30", "note": "带上次的化验单"}
    assert "复查：等着提醒" in chen.ticket(number)


def test_of_a_visit_the_evening_before_is_told(chen: Person, database: Database, number: str) -> None:
    ask(chen, number, kind="visit")
    assert kept(database, number)[0].due_at.isoformat() == "2026-12-23T10:00:00+00:00"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"at": "2026-11-20T16:00"}, "时间已经过了"),
        ({"at": "2036-11-20T16:00"}, "太远了"),
        ({"at": "下午"}, ""),
        ({"kind": "nonsense"}, ""),
        ({"note": "长" * 101}, ""),
    ],
)
def test_what_cannot_be_taken_down_is_said_and_what_was_typed_comes_back(
    chen: Person, database: Database, number: str, fields: dict[str, str], said: str
) -> None:
    answer = ask(chen, number, **fields)
    assert (answer.status_code, said in answer.text, 'role="alert"' in answer.text) == (422, True, True)
    assert fields.get("note", "带上次的化验单") in answer.text
    assert kept(database, number) == []


def test_it_is_taken_back_once(chen: Person, database: Database, number: str) -> None:
    ask(chen, number)
    [reminder] = kept(database, number)
    assert send(chen, number, "withdraw", id=str(reminder.id)).status_code == 303
    assert [(one.state, one.ended_by) for one in kept(database, number)] == [(ReminderState.STOPPED, "chen")]
    assert send(chen, number, "withdraw", id=str(reminder.id)).status_code == 409
    assert send(chen, number, "withdraw", id="nonsense").status_code == 409
    assert send(chen, number, "nonsense").status_code == 404


def test_what_was_told_is_seen(chen: Person, database: Database, number: str, clock: SetClock) -> None:
    ask(chen, number, at="2026-11-23T14:00")
    clock.move(hours=5)
    with database.transaction() as session:
        assert tell_one_due_reminder(session, clock=clock)
    assert "已提醒，还没有回音" in chen.ticket(number)


def test_how_a_patient_wants_to_be_reminded_is_kept(chen: Person, database: Database, number: str) -> None:
    send(chen, number, "prefer", means="call")
    with database.reading() as session:
        ticket = get_ticket(session, number=number)
        whom = {"conversation_id": ticket.conversation_id, "phone": ticket.phone}
        assert find_means(session, **whom) is ReminderMeans.CALL  # type: ignore[arg-type]
    send(chen, number, "prefer", means="none")
    page = chen.client.get(f"/desk/tickets/{number}/reminders").text
    assert "不要再提醒" in page


def test_what_was_asked_for_on_a_merged_ticket_goes_on_in_the_other(
    chen: Person, database: Database, number: str, clock: SetClock
) -> None:
    ask(chen, number)
    with database.transaction() as session:
        other = open_ticket(session, request=a_request(), clock=clock).number
        merge_tickets(session, number=number, into=other, by="chen", clock=clock)
    assert [one.ticket_number for one in kept(database, other)] == [number]
