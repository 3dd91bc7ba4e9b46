"""Of two tickets of one matter the earlier promise holds; others of one caller are linked."""

import threading
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from hotline.database import Database
from hotline.safety import TriageGrade
from hotline.tickets import (
    AlreadyLinked,
    AnsweredBefore,
    ChainOfMerges,
    EventKind,
    LinkedToItself,
    MergedIntoItself,
    NoSuchTicket,
    Outcome,
    Standing,
    Ticket,
    TicketClosed,
    TicketLink,
    TicketState,
    accept_ticket,
    close_ticket,
    conversations_of,
    find_by_progress,
    get_ticket,
    link_tickets,
    linked_tickets,
    merge_tickets,
    merged_tickets,
    open_ticket,
    reopen_ticket,
)
from tests.hotline.making import MORNING, SetClock, a_request, add_member
from tests.hotline.tickets.making import DUE, HOUR, accepted, call, opened, tell

Two = tuple[str, str]


@pytest.fixture
def two(any_database: Database, clock: SetClock) -> Two:
    """The first opened in the morning, the other two hours later."""
    with any_database.transaction() as session:
        add_member(session, "chen")
        first = open_ticket(session, request=a_request(phone=None), clock=clock).number
        clock.move(hours=2)
        request = a_request(conversation_id="wx-2", grade=TriageGrade.URGENT)
        return first, open_ticket(session, request=request, clock=clock).number


def test_the_surviving_ticket_keeps_the_earlier_promise_and_the_graver_grade(
    any_database: Database, clock: SetClock, two: Two
) -> None:
    first, second = two
    with any_database.transaction() as session:
        accept_ticket(session, number=second, staff="chen", clock=clock)
        promised = get_ticket(session, number=second).feedback_due_at
        merge_tickets(session, number=second, into=first, by="chen", clock=clock)
    with any_database.reading() as session:
        kept, gone = get_ticket(session, number=first), get_ticket(session, number=second)
        assert (kept.grade, kept.feedback_due_at) == (TriageGrade.URGENT, promised)
        assert promised < DUE
        assert (kept.phone, kept.first_contact, kept.state) == ("13800008000", "chen", TicketState.ACCEPTED)
        assert (gone.state, gone.outcome, gone.merged_into) == (
            TicketState.CLOSED,
            Outcome.DUPLICATE,
            first,
        )
        assert conversations_of(session, ticket=kept) == ("web-1", "wx-2")
        assert [one.number for one in merged_tickets(session, ticket=kept)] == [second]
        told = kept.events[-1]
        assert (told.kind, told.data["from_ticket"]) == (EventKind.TOOK_IN, second)
        assert "wx-2" not in str(told.data)


def test_the_code_of_a_merged_ticket_leads_to_where_its_matter_goes_on(
    any_database: Database, clock: SetClock, two: Two
) -> None:
    first, second = two
    with any_database.transaction() as session:
        code = get_ticket(session, number=second).progress_code
        merge_tickets(session, number=second, into=first, by="chen", clock=clock)
        found = find_by_progress(session, code=code, conversation_id="wx-2")
        assert found is not None
        assert found.number == first


def test_a_later_promise_is_dropped_for_the_earlier_one(any_database: Database, clock: SetClock) -> None:
    early, late = opened(), opened(after=2 * HOUR)
    early.merge_into(late, by="chen", at=MORNING + 3 * HOUR)
    assert (late.feedback_due_at, late.due_soon_at) == (DUE, DUE - 4 * HOUR)
    late, early = opened(after=2 * HOUR), opened()
    late.merge_into(early, by="chen", at=MORNING + 3 * HOUR)
    assert early.feedback_due_at == DUE


def test_illegal_merges_are_refused(any_database: Database, clock: SetClock, two: Two) -> None:
    first, second = two
    it = {"by": "chen", "clock": clock}
    with any_database.transaction() as session:
        third = open_ticket(session, request=a_request(), clock=clock).number
        with pytest.raises(MergedIntoItself):
            merge_tickets(session, number=first, into=first, **it)  # type: ignore[arg-type]
        with pytest.raises(NoSuchTicket):
            merge_tickets(session, number=first, into="261123-0000x", **it)  # type: ignore[arg-type]
        merge_tickets(session, number=second, into=first, **it)  # type: ignore[arg-type]
        for number, into in ((second, third), (third, second), (second, first), (first, second)):
            with pytest.raises(TicketClosed):
                merge_tickets(session, number=number, into=into, **it)  # type: ignore[arg-type]
        with pytest.raises(ChainOfMerges):
            merge_tickets(session, number=first, into=third, **it)  # type: ignore[arg-type]
        merge_tickets(session, number=third, into=first, **it)  # type: ignore[arg-type]
        assert [one.number for one in merged_tickets(session, ticket=get_ticket(session, number=first))] == [
            second,
            third,
        ]


def test_feedback_given_before_the_other_was_opened_does_not_answer_it() -> None:
    answered = accepted()
    call(answered, after=HOUR)
    asked_again = opened(after=2 * HOUR)
    with pytest.raises(AnsweredBefore):
        asked_again.merge_into(answered, by="chen", at=MORNING + 3 * HOUR)
    assert asked_again.state is TicketState.OPENED
    answered.merge_into(asked_again, by="chen", at=MORNING + 3 * HOUR)
    assert asked_again.fed_back_at is None
    assert asked_again.feedback_due_at == DUE + 2 * HOUR
    assert asked_again.first_contact == "chen"


def test_feedback_given_on_the_duplicate_counts_for_both() -> None:
    first, duplicate = accepted(), accepted(after=HOUR)
    call(duplicate, after=2 * HOUR)
    duplicate.merge_into(first, by="chen", at=MORNING + 3 * HOUR)
    assert (first.fed_back_at, first.state) == (MORNING + 2 * HOUR, TicketState.FED_BACK)
    assert first.standing(DUE + HOUR) is Standing.MET


def test_a_delay_told_for_the_earlier_promise_does_not_outlast_the_other() -> None:
    told, other = accepted(), accepted(after=2 * HOUR)
    tell(told, after=HOUR, until=40 * HOUR)
    other.merge_into(told, by="chen", at=MORNING + 3 * HOUR)
    assert (told.feedback_due_at, told.told_due_at) == (DUE, DUE + 2 * HOUR)
    untold, later = accepted(), accepted(after=2 * HOUR)
    tell(later, after=3 * HOUR, until=40 * HOUR)
    later.merge_into(untold, by="chen", at=MORNING + 4 * HOUR)
    assert (untold.feedback_due_at, untold.told_due_at) == (DUE, None)


@given(
    hours=st.tuples(st.integers(0, 50), st.integers(0, 50)),
    grades=st.tuples(st.sampled_from(TriageGrade), st.sampled_from(TriageGrade)),
)
def test_merging_either_way_leaves_the_same_promise_and_grade(
    hours: tuple[int, int], grades: tuple[TriageGrade, TriageGrade]
) -> None:
    def merged(*, turned: bool) -> Ticket:
        both = [
            opened(grade, after=timedelta(hours=after)) for grade, after in zip(grades, hours, strict=True)
        ]
        gone, kept = reversed(both) if turned else both
        gone.merge_into(kept, by="chen", at=MORNING + 60 * HOUR)
        assert kept.feedback_due_at == min(kept.feedback_due_at, gone.feedback_due_at)
        return kept

    one, other = merged(turned=False), merged(turned=True)
    assert (one.feedback_due_at, one.due_soon_at) == (other.feedback_due_at, other.due_soon_at)
    assert one.grade is other.grade is max(grades)


def test_two_tickets_are_linked_once_whichever_is_named_first(
    any_database: Database, clock: SetClock, two: Two
) -> None:
    first, second = two
    it = {"by": "chen", "clock": clock}
    with any_database.transaction() as session:
        link_tickets(session, number=first, other=second, **it)  # type: ignore[arg-type]
    for number, other in (two, (second, first)):
        with pytest.raises(AlreadyLinked), any_database.transaction() as session:
            link_tickets(session, number=number, other=other, **it)  # type: ignore[arg-type]
    with pytest.raises(LinkedToItself), any_database.transaction() as session:
        link_tickets(session, number=first, other=first, **it)  # type: ignore[arg-type]
    with any_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(TicketLink)) == 1
        for number, other in (two, (second, first)):
            ticket = get_ticket(session, number=number)
            assert [one.number for one in linked_tickets(session, ticket=ticket)] == [other]
            assert ticket.events[-1].data == {"other": other}


def test_a_closed_ticket_is_linked_and_a_reopened_one_begins_again(
    any_database: Database, clock: SetClock, two: Two
) -> None:
    first, second = two
    it = {"by": "chen", "clock": clock}
    with any_database.transaction() as session:
        accept_ticket(session, number=first, staff="chen", clock=clock)
        close_ticket(session, number=first, outcome=Outcome.WITHDRAWN, **it)  # type: ignore[arg-type]
        link_tickets(session, number=second, other=first, **it)  # type: ignore[arg-type]
        clock.move(hours=1)
        ticket = reopen_ticket(session, number=first, reason="又头晕了", **it)  # type: ignore[arg-type]
    assert ticket.feedback_due_at == clock.at + 24 * HOUR


def test_of_two_who_merge_the_same_tickets_either_way_one_wins(
    any_database: Database, clock: SetClock, two: Two
) -> None:
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def merge(number: str, into: str) -> None:
        start.wait()
        try:
            with any_database.transaction() as session:
                merge_tickets(session, number=number, into=into, by="chen", clock=clock)
            outcomes.append("merged")
        except TicketClosed:
            outcomes.append("refused")

    nurses = [threading.Thread(target=merge, args=pair) for pair in (two, tuple(reversed(two)))]
    for nurse in nurses:
        nurse.start()
    for nurse in nurses:
        nurse.join()
    assert sorted(outcomes) == ["merged", "refused"]
    with any_database.reading() as session:
        states = [get_ticket(session, number=number).state for number in two]
    assert sorted(states) == [TicketState.CLOSED, TicketState.OPENED]
