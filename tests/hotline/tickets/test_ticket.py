"""Every deed on a ticket, allowed and refused; no database is needed to judge them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hotline.safety import TriageGrade
from hotline.tickets import (
    AlreadyAccepted,
    AlreadyHolds,
    AlreadyResolved,
    AttemptOutcome,
    DeedRefused,
    EventKind,
    FeedbackMeans,
    HandoverPending,
    NeverAttempted,
    NoHandover,
    NotAccepted,
    NotFedBack,
    NotTheReceiver,
    Outcome,
    ReturnReason,
    Standing,
    Ticket,
    TicketClosed,
    TicketState,
    draw_opening,
)
from tests.hotline.making import MORNING, a_request

LATER = MORNING + timedelta(minutes=30)
Deed = Callable[[Ticket], None]


def opened(grade: TriageGrade = TriageGrade.ROUTINE) -> Ticket:
    return Ticket.open(a_request(grade=grade), opening=draw_opening(grade, now=MORNING))


def accept(ticket: Ticket, by: str = "chen") -> None:
    ticket.accept(by, at=LATER)


def hand_over(ticket: Ticket, to: str = "wu") -> None:
    ticket.hand_over(to, by="chen", reason="心内科更清楚", at=LATER)


def return_it(ticket: Ticket, by: str = "wu") -> None:
    ticket.return_handover(by=by, reason=ReturnReason.NOT_OUR_DEPARTMENT, text="不归本科", at=LATER)


def note(ticket: Ticket) -> None:
    ticket.add_note("孙女在家", by="chen", at=LATER)


def add_contact(ticket: Ticket) -> None:
    ticket.add_contact(phone="13900009000", caller_name=None, at=LATER)


def reach(ticket: Ticket) -> None:
    ticket.record_attempt(
        by="chen", outcome=AttemptOutcome.REACHED, how=FeedbackMeans.CALL, text="已告知", at=LATER
    )


def fail_to_reach(ticket: Ticket) -> None:
    ticket.record_attempt(
        by="chen", outcome=AttemptOutcome.NO_ANSWER, how=FeedbackMeans.CALL, text="无人接听", at=LATER
    )


def resolve(ticket: Ticket) -> None:
    ticket.resolve(by="chen", at=LATER)


def close(ticket: Ticket, outcome: Outcome = Outcome.SOLVED) -> None:
    ticket.close(by="chen", outcome=outcome, at=LATER)


def withdraw(ticket: Ticket) -> None:
    close(ticket, Outcome.WITHDRAWN)


def give_up(ticket: Ticket) -> None:
    close(ticket, Outcome.UNREACHABLE)


def accept_as_wu(ticket: Ticket) -> None:
    accept(ticket, "wu")


def hand_to_self(ticket: Ticket) -> None:
    hand_over(ticket, "chen")


def return_as_lin(ticket: Ticket) -> None:
    return_it(ticket, "lin")


ALLOWED: list[tuple[list[Deed], TicketState]] = [
    ([], TicketState.OPENED),
    ([add_contact], TicketState.OPENED),
    ([accept], TicketState.ACCEPTED),
    ([accept, hand_over], TicketState.ACCEPTED),
    ([accept, hand_over, accept_as_wu], TicketState.IN_PROGRESS),
    ([accept, hand_over, return_it], TicketState.ACCEPTED),
    ([accept, hand_over, note], TicketState.IN_PROGRESS),
    ([accept, hand_over, reach], TicketState.FED_BACK),
    ([accept, note], TicketState.IN_PROGRESS),
    ([accept, fail_to_reach], TicketState.IN_PROGRESS),
    ([accept, reach], TicketState.FED_BACK),
    ([accept, reach, note, add_contact], TicketState.FED_BACK),
    ([accept, reach, fail_to_reach], TicketState.FED_BACK),
    ([accept, reach, resolve], TicketState.RESOLVED),
    ([accept, reach, resolve, reach], TicketState.RESOLVED),
    ([accept, reach, close], TicketState.CLOSED),
    ([accept, reach, resolve, close], TicketState.CLOSED),
    ([accept, withdraw], TicketState.CLOSED),
    ([accept, fail_to_reach, give_up], TicketState.CLOSED),
]

CLOSED: list[Deed] = [accept, reach, close]
REFUSED: list[tuple[list[Deed], Deed, type[DeedRefused]]] = [
    ([], note, NotAccepted),
    ([], hand_over, NotAccepted),
    ([], reach, NotAccepted),
    ([], fail_to_reach, NotAccepted),
    ([], resolve, NotAccepted),
    ([], close, NotAccepted),
    ([], withdraw, NotAccepted),
    ([], return_it, NoHandover),
    ([accept], accept, AlreadyAccepted),
    ([accept], accept_as_wu, AlreadyAccepted),
    ([accept], hand_to_self, AlreadyHolds),
    ([accept], return_it, NoHandover),
    ([accept], resolve, NotFedBack),
    ([accept], close, NotFedBack),
    ([accept], give_up, NeverAttempted),
    ([accept, fail_to_reach], resolve, NotFedBack),
    ([accept, fail_to_reach], close, NotFedBack),
    ([accept, hand_over], hand_over, HandoverPending),
    ([accept, hand_over], withdraw, HandoverPending),
    ([accept, hand_over, reach], resolve, HandoverPending),
    ([accept, hand_over], accept, NotTheReceiver),
    ([accept, hand_over], return_as_lin, NotTheReceiver),
    ([accept, hand_over, accept_as_wu], return_it, NoHandover),
    ([accept, hand_over, accept_as_wu], accept_as_wu, AlreadyAccepted),
    ([accept, reach, resolve], resolve, AlreadyResolved),
    *(
        (CLOSED, deed, TicketClosed)
        for deed in (accept, hand_over, return_it, note, add_contact, reach, fail_to_reach, resolve, close)
    ),
]


@pytest.mark.parametrize(("deeds", "state"), ALLOWED)
def test_an_allowed_deed_moves_the_ticket_and_is_recorded(deeds: list[Deed], state: TicketState) -> None:
    ticket = opened()
    for deed in deeds:
        deed(ticket)
    assert ticket.state is state
    assert [event.seq for event in ticket.events] == list(range(1, len(deeds) + 2))


@pytest.mark.parametrize(("deeds", "refused", "why"), REFUSED)
def test_a_refused_deed_says_why_and_leaves_no_trace(
    deeds: list[Deed], refused: Deed, why: type[DeedRefused]
) -> None:
    ticket = opened()
    for deed in deeds:
        deed(ticket)
    before = (ticket.state, ticket.assignee, ticket.handover_to, ticket.fed_back_at, len(ticket.events))
    with pytest.raises(why) as error:
        refused(ticket)
    assert error.value.number == ticket.number
    assert type(error.value) is why
    after = (ticket.state, ticket.assignee, ticket.handover_to, ticket.fed_back_at, len(ticket.events))
    assert after == before


def test_the_first_contact_is_kept_through_every_handover() -> None:
    ticket = opened()
    accept(ticket)
    for to in ("wu", "lin", "chen", "wu"):
        hand_over(ticket, to)
        accept(ticket, to)
        assert (ticket.first_contact, ticket.assignee) == ("chen", to)
    hand_over(ticket, "lin")
    return_it(ticket, "lin")
    assert (ticket.first_contact, ticket.assignee, ticket.returns) == ("chen", "wu", 1)


def test_a_handover_moves_nothing_before_it_is_accepted() -> None:
    ticket = opened()
    accept(ticket)
    hand_over(ticket)
    assert (ticket.assignee, ticket.handover_to) == ("chen", "wu")


def test_the_deadline_is_frozen_at_opening() -> None:
    ticket = opened()
    promised = (ticket.due_soon_at, ticket.feedback_due_at)
    assert promised == (MORNING + timedelta(hours=20), MORNING + timedelta(hours=24))
    for deed in (accept, hand_over, accept_as_wu, fail_to_reach, note, add_contact, reach, resolve, close):
        deed(ticket)
    assert (ticket.due_soon_at, ticket.feedback_due_at) == promised


def test_an_attempt_that_failed_does_not_stop_the_clock() -> None:
    ticket = opened(TriageGrade.URGENT)
    accept(ticket)
    fail_to_reach(ticket)
    assert ticket.fed_back_at is None
    assert ticket.standing(MORNING + timedelta(hours=5)) is Standing.BREACHED


def test_the_first_feedback_that_reached_the_patient_keeps_the_promise() -> None:
    ticket = opened()
    accept(ticket)
    reach(ticket)
    late = MORNING + timedelta(days=3)
    ticket.record_attempt(
        by="chen",
        outcome=AttemptOutcome.MESSAGE_DELIVERED,
        how=FeedbackMeans.MESSAGE,
        text="复查结果",
        at=late,
    )
    assert ticket.fed_back_at == LATER
    assert ticket.standing(late) is Standing.MET


def test_what_happened_is_told_with_who_and_when() -> None:
    ticket = opened(TriageGrade.URGENT)
    accept(ticket)
    fail_to_reach(ticket)
    told = [(event.kind, event.by, event.at, event.data) for event in ticket.events]
    assert told == [
        (
            EventKind.OPENED,
            "hotline",
            MORNING,
            {"grade": "urgent", "source": "bot", "feedback_due_at": "2026-11-23T05:30:00.000000+00:00"},
        ),
        (EventKind.ACCEPTED, "chen", LATER, {}),
        (EventKind.NOT_REACHED, "chen", LATER, {"how": "call", "attempt": "no_answer"}),
    ]
    assert ticket.events[-1].private == {"text": "无人接听"}


def test_no_word_of_a_patient_stands_in_the_open_part_of_an_event() -> None:
    ticket = opened()
    for deed in (add_contact, accept, hand_over, note, return_it, fail_to_reach, reach, resolve, close):
        deed(ticket)
    open_part = str([event.data for event in ticket.events])
    private = ["13900009000", "孙女", "已告知", "无人接听", "心内科更清楚", "不归本科"]
    assert [word for word in private if word in open_part] == []


def test_a_contact_that_names_nobody_keeps_the_number_known() -> None:
    ticket = opened()
    ticket.add_contact(phone=None, caller_name="林阿土", at=LATER)
    assert (ticket.phone, ticket.caller_name) == ("13800008000", "林阿土")
