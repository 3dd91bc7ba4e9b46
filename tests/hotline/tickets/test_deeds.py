"""The services of the desk, on both stores, also when two nurses press at once."""

import threading
from collections.abc import Callable
from typing import TypedDict

import pytest
from sqlalchemy.orm import Session

from hotline.database import Database
from hotline.staff import NoSuchStaff, disable_staff
from hotline.tickets import (
    AlreadyAccepted,
    AttemptOutcome,
    EventKind,
    FeedbackMeans,
    NoSuchTicket,
    Outcome,
    ReturnReason,
    Ticket,
    TicketState,
    accept_ticket,
    add_contact,
    add_note,
    close_ticket,
    get_ticket,
    hand_over_ticket,
    open_ticket,
    record_attempt,
    resolve_ticket,
    return_handover,
)
from tests.hotline.making import SetClock, a_request, add_member


class _Named(TypedDict):
    number: str
    clock: SetClock


Step = Callable[[Session], Ticket]


@pytest.fixture
def number(any_database: Database, clock: SetClock) -> str:
    with any_database.transaction() as session:
        for name in ("chen", "wu", "lin"):
            add_member(session, name)
        return open_ticket(session, request=a_request(), clock=clock).number


def test_a_ticket_goes_its_whole_way(any_database: Database, clock: SetClock, number: str) -> None:
    it: _Named = {"number": number, "clock": clock}
    steps: list[Step] = [
        lambda s: accept_ticket(s, staff="chen", **it),
        lambda s: add_contact(s, phone="13900009000", caller_name=None, by="chen", **it),
        lambda s: hand_over_ticket(s, to="wu", by="chen", reason="专科", **it),
        lambda s: return_handover(s, by="wu", reason=ReturnReason.NOT_OUR_DEPARTMENT, **it),
        lambda s: hand_over_ticket(s, to="lin", by="chen", reason="专科", **it),
        lambda s: accept_ticket(s, staff="lin", **it),
        lambda s: add_note(s, by="lin", text="查过病历", **it),
        lambda s: record_attempt(
            s, by="lin", outcome=AttemptOutcome.BUSY, how=FeedbackMeans.CALL, text="无人", **it
        ),
        lambda s: record_attempt(
            s, by="lin", outcome=AttemptOutcome.REACHED, how=FeedbackMeans.CALL, text="已告知", **it
        ),
        lambda s: resolve_ticket(s, by="lin", **it),
        lambda s: close_ticket(s, by="lin", outcome=Outcome.SOLVED, **it),
    ]
    for step in steps:
        clock.move(minutes=10)
        with any_database.transaction() as session:
            step(session)
    with any_database.reading() as session:
        ticket = get_ticket(session, number=number)
        assert (ticket.state, ticket.first_contact, ticket.assignee) == (TicketState.CLOSED, "chen", "lin")
        assert [event.seq for event in ticket.events] == list(range(1, 13))
        assert [event.kind for event in ticket.events] == [
            EventKind.OPENED,
            EventKind.ACCEPTED,
            EventKind.CONTACT_ADDED,
            EventKind.HANDED_OVER,
            EventKind.HANDOVER_RETURNED,
            EventKind.HANDED_OVER,
            EventKind.HANDOVER_ACCEPTED,
            EventKind.NOTED,
            EventKind.NOT_REACHED,
            EventKind.FED_BACK,
            EventKind.RESOLVED,
            EventKind.CLOSED,
        ]


def test_of_two_nurses_who_accept_at_once_one_wins(
    any_database: Database, clock: SetClock, number: str
) -> None:
    start = threading.Barrier(8)
    outcomes: dict[str, str] = {}
    with any_database.transaction() as session:
        names = [add_member(session, f"nurse{i}").username for i in range(8)]

    def press(name: str) -> None:
        start.wait()
        try:
            with any_database.transaction() as session:
                accept_ticket(session, number=number, staff=name, clock=clock)
            outcomes[name] = name
        except AlreadyAccepted as refused:
            outcomes[name] = refused.by

    nurses = [threading.Thread(target=press, args=(name,)) for name in names]
    for nurse in nurses:
        nurse.start()
    for nurse in nurses:
        nurse.join()
    with any_database.reading() as session:
        ticket = get_ticket(session, number=number)
        assert len(ticket.events) == 2
        assert set(outcomes.values()) == {ticket.first_contact}
    assert len(outcomes) == 8


def test_a_ticket_that_is_not_there_is_named(any_database: Database, clock: SetClock) -> None:
    with pytest.raises(NoSuchTicket, match="261123-0000"), any_database.transaction() as session:
        accept_ticket(session, number="261123-0000", staff="chen", clock=clock)


def test_nobody_accepts_or_receives_who_is_not_active_staff(
    any_database: Database, clock: SetClock, number: str
) -> None:
    with any_database.transaction() as session:
        disable_staff(session, username="wu")
        accept_ticket(session, number=number, staff="chen", clock=clock)
    for stranger in ("wu", "nobody"):
        with pytest.raises(NoSuchStaff), any_database.transaction() as session:
            hand_over_ticket(session, number=number, to=stranger, by="chen", reason="专科", clock=clock)


def test_a_refused_deed_is_not_kept(any_database: Database, clock: SetClock, number: str) -> None:
    with any_database.transaction() as session:
        accept_ticket(session, number=number, staff="chen", clock=clock)
    with pytest.raises(AlreadyAccepted), any_database.transaction() as session:
        accept_ticket(session, number=number, staff="wu", clock=clock)
    with any_database.reading() as session:
        assert get_ticket(session, number=number).assignee == "chen"
