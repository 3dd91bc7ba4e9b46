"""A caller learns of a ticket with its code and one proof, and of nobody else's."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hotline.database import Database
from hotline.tickets import (
    CALLER,
    AttemptOutcome,
    EventKind,
    FeedbackMeans,
    ReturnReason,
    Standing,
    Ticket,
    TicketState,
    accept_ticket,
    add_note,
    find_by_progress,
    find_progress,
    get_ticket,
    hand_over_ticket,
    merge_tickets,
    open_ticket,
    progress_by_number,
    progress_of,
    rate_ticket,
    rateable_codes,
    record_attempt,
    resolve_ticket,
    return_handover,
)
from tests.hotline.making import SetClock, a_request, add_member


@pytest.fixture
def code(any_database: Database, clock: SetClock) -> str:
    with any_database.transaction() as session:
        return open_ticket(session, request=a_request(), clock=clock).progress_code


@pytest.mark.parametrize(
    ("proof", "found"),
    [
        ({"phone_last_four": "8000"}, True),
        ({"conversation_id": "web-1"}, True),
        ({"phone_last_four": "0000", "conversation_id": "web-1"}, True),
        ({"phone_last_four": "0000"}, False),
        ({"phone_last_four": "000"}, False),
        ({"phone_last_four": ""}, False),
        ({"phone_last_four": "00008000"}, False),
        ({"conversation_id": "web-2"}, False),
        ({"conversation_id": ""}, False),
        ({}, False),
    ],
)
def test_a_ticket_is_shown_only_to_whom_it_belongs(
    any_database: Database, code: str, proof: dict[str, str], found: object
) -> None:
    with any_database.reading() as session:
        ticket = find_by_progress(session, code=code, **proof)
    assert (ticket is not None) is found


def test_a_wrong_code_finds_nothing(any_database: Database, code: str) -> None:
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    with any_database.reading() as session:
        assert find_by_progress(session, code=wrong, conversation_id="web-1") is None


def test_a_ticket_without_a_number_is_not_opened_by_four_digits(
    any_database: Database, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        silent = open_ticket(session, request=a_request(phone=None), clock=clock).progress_code
    with any_database.reading() as session:
        assert find_by_progress(session, code=silent, phone_last_four="0000") is None


def test_two_tickets_that_drew_the_same_code_are_kept_apart_by_the_proof(
    any_database: Database, clock: SetClock, code: str
) -> None:
    with any_database.transaction() as session:
        other = open_ticket(
            session, request=a_request(phone="13900001111", conversation_id="wx"), clock=clock
        )
        other.progress_code = code
        number = other.number
    with any_database.reading() as session:
        mine = find_by_progress(session, code=code, phone_last_four="1111")
        assert mine is not None
        assert mine.number == number


def test_the_nurse_on_duty_answers_until_somebody_accepts(
    any_database: Database, clock: SetClock, code: str
) -> None:
    with any_database.transaction() as session:
        ticket = find_by_progress(session, code=code, conversation_id="web-1")
        assert ticket is not None
        before = progress_of(session, ticket=ticket, now=clock.now())
        add_member(session, "chen")
        accept_ticket(session, number=ticket.number, staff="chen", clock=clock)
        after = progress_of(session, ticket=ticket, now=clock.now())
    assert (before.answers_for_it, before.state) == ("护士长陈", TicketState.OPENED)
    assert (after.answers_for_it, after.state) == ("护士chen", TicketState.ACCEPTED)
    assert after.standing is Standing.ON_TRACK


def test_notes_and_refused_handovers_are_not_shown_to_the_caller(
    any_database: Database, clock: SetClock, code: str
) -> None:
    with any_database.transaction() as session:
        for name in ("chen", "wu"):
            add_member(session, name)
        ticket = find_by_progress(session, code=code, conversation_id="web-1")
        assert ticket is not None
        it = ticket.number
        accept_ticket(session, number=it, staff="chen", clock=clock)
        add_note(session, number=it, by="chen", text="难缠", clock=clock)
        hand_over_ticket(session, number=it, to="wu", by="chen", reason="专科", clock=clock)
        return_handover(session, number=it, by="wu", reason=ReturnReason.NOT_OUR_DEPARTMENT, clock=clock)
    with any_database.reading() as session:
        shown = progress_of(session, ticket=get_ticket(session, number=it), now=clock.now())
    assert [step.kind for step in shown.steps] == [EventKind.OPENED, EventKind.ACCEPTED]


def resolved(session: Session, number: str, clock: SetClock) -> None:
    add_member(session, "chen")
    accept_ticket(session, number=number, staff="chen", clock=clock)
    how, outcome = FeedbackMeans.CALL, AttemptOutcome.REACHED
    record_attempt(session, number=number, by="chen", how=how, outcome=outcome, text="说了", clock=clock)
    resolve_ticket(session, number=number, by="chen", clock=clock)


def test_every_door_finds_it_for_ninety_days_after_closing(
    any_database: Database, clock: SetClock, code: str
) -> None:
    with any_database.transaction() as session:
        number = get_by(session, code).number
        resolved(session, number, clock)
        rate_ticket(session, number=number, solved=True, score=5, by=CALLER, clock=clock)
        closed = clock.now()
    for days, found in ((0, True), (89, True), (90, False)):
        with any_database.reading() as session:
            now = closed + timedelta(days=days)
            assert (find_progress(session, code=code, phone_last_four="8000", now=now) is not None) is found
            assert (progress_by_number(session, number=number, now=now) is not None) is found


def test_what_is_settled_in_a_conversation_is_asked_about_until_it_is_rated(
    any_database: Database, clock: SetClock, code: str
) -> None:
    with any_database.transaction() as session:
        number = get_by(session, code).number
        assert rateable_codes(session, conversation_id="web-1", now=clock.now()) == []
        resolved(session, number, clock)
    with any_database.transaction() as session:
        assert rateable_codes(session, conversation_id="web-1", now=clock.now()) == [code]
        assert rateable_codes(session, conversation_id="web-2", now=clock.now()) == []
        rate_ticket(session, number=number, solved=True, score=5, by=CALLER, clock=clock)
    with any_database.reading() as session:
        assert rateable_codes(session, conversation_id="web-1", now=clock.now()) == []


def test_a_merged_ticket_is_followed_and_the_number_asked_for_is_kept(
    any_database: Database, clock: SetClock, code: str
) -> None:
    with any_database.transaction() as session:
        other = open_ticket(session, request=a_request(conversation_id="web-2"), clock=clock)
        merged = get_by(session, code).number
        merge_tickets(session, number=merged, into=other.number, by="chen", clock=clock)
    with any_database.reading() as session:
        told = find_progress(session, code=code, conversation_id="web-1", now=clock.now())
    assert told is not None
    assert (told.number, told.merged_from) == (other.number, merged)


def get_by(session: Session, code: str) -> Ticket:
    ticket = find_by_progress(session, code=code, conversation_id="web-1")
    assert ticket is not None
    return ticket
