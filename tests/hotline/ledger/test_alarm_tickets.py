"""What becomes of an alarm reaches its tickets: ended where that is true, told where a person must act."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from hotline.database import Database
from hotline.follow_up import announcing  # noqa: F401 - letters are written with the deed
from hotline.green_channel import AlarmOutcome, deed, get_alarm
from hotline.ledger import Ledger
from hotline.ledger.alarm_tickets import call_back_id
from hotline.safety import TriageGrade
from hotline.tickets import (
    EventKind,
    NotAccepted,
    Outcome,
    Ticket,
    TicketKind,
    TicketSource,
    TicketState,
    accept_ticket,
    get_ticket,
    merge_tickets,
    open_ticket,
)
from tests.hotline.ledger.conftest import gone
from tests.hotline.making import MORNING, SetClock, a_call, a_request, add_member

LATER = MORNING + timedelta(minutes=10)
ENDED = MORNING + timedelta(hours=2)
BY = {"by": "wu", "at": LATER}


@pytest.fixture
def number(database: Database, clock: SetClock) -> str:
    """Of the ticket that was opened with the alarm; nobody has accepted it."""
    with database.transaction() as session:
        for username in ("wu", "chen"):
            add_member(session, username)
        request = a_request(kind=TicketKind.EMERGENCY, grade=TriageGrade.EMERGENCY)
        return open_ticket(session, request=request, clock=clock).number


def kept(database: Database, number: str) -> Ticket:
    with database.reading() as session:
        ticket = get_ticket(session, number=number)
        assert ticket.events
        return ticket


def alarm_of(ledger: Ledger, database: Database, number: str, **changed: object) -> UUID:
    call = a_call(ticket_id=kept(database, number).id, ticket_number=number, **changed)
    ledger.keep_alarm([call])
    return call.id


def kinds(ticket: Ticket) -> list[EventKind]:
    return [event.kind for event in ticket.events]


def test_a_patient_who_arrived_was_told_in_person_and_the_ticket_is_resolved(
    ledger: Ledger, database: Database, number: str
) -> None:
    alarm = alarm_of(ledger, database, number)
    ledger.keep_alarm([deed.mark_arrived(alarm, by="wu", at=LATER)])
    assert kept(database, number).state is TicketState.FED_BACK
    seen = deed.record_outcome(alarm, outcome=AlarmOutcome.CONFIRMED, note="下壁心梗", by="wu", at=ENDED)
    ledger.keep_alarm([seen])
    ticket = kept(database, number)
    assert (ticket.state, ticket.fed_back_at, ticket.first_contact) == (TicketState.RESOLVED, LATER, "wu")
    assert ticket.breached_at is None, (
        "whoever came in time was reached in time, whenever it was written down"
    )
    assert kinds(ticket) == [
        EventKind.OPENED,
        EventKind.ALARM_TOLD,
        EventKind.ACCEPTED,
        EventKind.FED_BACK,
        EventKind.ALARM_TOLD,
        EventKind.RESOLVED,
    ]
    assert ticket.events[4].data["alarm_outcome"] == "confirmed"
    assert ticket.events[4].private == {"note": "下壁心梗"}
    ledger.keep_alarm([seen])
    assert len(kept(database, number).events) == 6


def test_a_false_alarm_closes_the_ticket_as_mistaken(ledger: Ledger, database: Database, number: str) -> None:
    alarm = alarm_of(ledger, database, number)
    off = deed.call_off(alarm, reason="家属说问的是前年的事", **BY)  # type: ignore[arg-type]
    ledger.keep_alarm([off])
    assert kinds(kept(database, number)) == [EventKind.OPENED, EventKind.ALARM_TOLD]
    assert kept(database, number).state is TicketState.OPENED
    ledger.keep_alarm([deed.record_outcome(alarm, outcome=AlarmOutcome.FALSE_ALARM, **BY)])  # type: ignore[arg-type]
    ticket = kept(database, number)
    assert (ticket.state, ticket.outcome, ticket.fed_back_at) == (
        TicketState.CLOSED,
        Outcome.MISTAKEN,
        None,
    )


@pytest.mark.parametrize("outcome", [one for one in AlarmOutcome if one is not AlarmOutcome.FALSE_ALARM])
def test_where_nobody_saw_the_patient_the_first_contact_is_told_and_goes_on(
    ledger: Ledger, database: Database, clock: SetClock, number: str, outcome: AlarmOutcome
) -> None:
    alarm = alarm_of(ledger, database, number)
    with database.transaction() as session:
        accept_ticket(session, number=number, staff="chen", clock=clock)
    answered = deed.acknowledge(alarm, by="wu", at=LATER)
    ledger.keep_alarm([answered, deed.record_outcome(alarm, outcome=outcome, **BY)])  # type: ignore[arg-type]
    ticket = kept(database, number)
    assert (ticket.state, ticket.fed_back_at) == (TicketState.ACCEPTED, None)
    assert [event.kind for event in ticket.news_for_first_contact] == [EventKind.ALARM_TOLD]


@pytest.mark.parametrize("reason", ["another alarm goes on", "it took a question in", "it is a question"])
def test_a_ticket_that_still_owes_something_else_is_not_ended(
    ledger: Ledger, database: Database, clock: SetClock, number: str, reason: str
) -> None:
    with database.transaction() as session:
        other = open_ticket(session, request=a_request(), clock=clock).number
        if reason == "it took a question in":
            merge_tickets(session, number=other, into=number, by="chen", clock=clock)
    number = other if reason == "it is a question" else number
    alarm = alarm_of(ledger, database, number)
    if reason == "another alarm goes on":
        alarm_of(ledger, database, number, kind="stroke")
    outcome = deed.record_outcome(alarm, outcome=AlarmOutcome.CONFIRMED, **BY)  # type: ignore[arg-type]
    ledger.keep_alarm([deed.mark_arrived(alarm, by="wu", at=LATER), outcome])
    ticket = kept(database, number)
    assert (ticket.resolved_at, ticket.closed_at) == (None, None)
    assert kinds(ticket)[-1] is EventKind.ALARM_TOLD


def test_a_merged_tickets_alarm_is_told_to_the_ticket_that_goes_on(
    ledger: Ledger, database: Database, clock: SetClock, number: str
) -> None:
    alarm = alarm_of(ledger, database, number)
    with database.transaction() as session:
        into = open_ticket(session, request=a_request(), clock=clock).number
        merge_tickets(session, number=number, into=into, by="chen", clock=clock)
    ledger.keep_alarm([deed.call_off(alarm, reason="误报", **BY)])  # type: ignore[arg-type]
    assert kinds(kept(database, into))[-1] is EventKind.ALARM_TOLD


def test_what_the_ticket_refuses_never_keeps_the_alarm_from_being_kept(
    ledger: Ledger, database: Database, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Ticket, *_: object, **__: object) -> None:
        raise NotAccepted(self.number)

    monkeypatch.setattr(Ticket, "record_attempt", refused)
    alarm = alarm_of(ledger, database, number)
    outcome = deed.record_outcome(alarm, outcome=AlarmOutcome.CONFIRMED, **BY)  # type: ignore[arg-type]
    ledger.keep_alarm([deed.mark_arrived(alarm, by="wu", at=LATER), outcome])
    with database.reading() as session:
        assert get_alarm(session, alarm_id=alarm).outcome is AlarmOutcome.CONFIRMED
    assert kinds(kept(database, number)) == [EventKind.OPENED]


def test_an_alarm_nobody_answers_opens_one_ticket_to_call_back(
    ledger: Ledger, database: Database, number: str
) -> None:
    alarm = alarm_of(ledger, database, number, place="乔仁镇粮站旁", phone="13900009000")
    for minutes in (0, 5):
        at = LATER + timedelta(minutes=minutes)
        ledger.keep_alarm([deed.note_unanswered(alarm, by="hotline", at=at)])
    with database.reading() as session:
        opened = session.scalars(select(Ticket).where(Ticket.source == TicketSource.UNANSWERED_ALARM)).one()
        assert opened.id == call_back_id(alarm)
        assert (opened.phone, opened.opened_at, opened.duty_nurse) == ("13900009000", LATER, "护士长陈")
        assert opened.details == {"place": "乔仁镇粮站旁"}
    assert kinds(kept(database, number))[-1] is EventKind.LINKED


def test_whoever_answers_before_it_is_noted_spares_the_ticket(
    ledger: Ledger, database: Database, number: str
) -> None:
    alarm = alarm_of(ledger, database, number)
    noted = deed.note_unanswered(alarm, by="hotline", at=LATER)
    ledger.keep_alarm([deed.acknowledge(alarm, by="wu", at=LATER), noted])
    with database.reading() as session:
        assert session.get(Ticket, call_back_id(alarm)) is None


@pytest.mark.whole  # waits for a database that does not answer
def test_an_outcome_recorded_while_the_database_is_away_ends_the_ticket_afterwards(
    ledger: Ledger, database: Database, database_file: Path, number: str
) -> None:
    alarm = alarm_of(ledger, database, number)
    with gone(database_file):
        ledger.keep_alarm([deed.mark_arrived(alarm, by="wu", at=LATER)])
        ledger.keep_alarm([deed.record_outcome(alarm, outcome=AlarmOutcome.CONFIRMED, **BY)])  # type: ignore[arg-type]
    assert kept(database, number).state is TicketState.OPENED
    ledger.replay()
    assert kept(database, number).state is TicketState.RESOLVED
