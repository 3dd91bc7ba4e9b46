"""Rated once a round, reopened once, and every round with a promise of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.tickets import (
    CALLER,
    AlreadyRated,
    AlreadyReopened,
    DeedRefused,
    EscalationLevel,
    EventKind,
    MergedAway,
    NeverAttempted,
    NotFedBack,
    Outcome,
    RatingLed,
    ScoreOutOfRange,
    Standing,
    StillOpen,
    Ticket,
    TicketClosed,
    TicketState,
)
from tests.hotline.making import MORNING
from tests.hotline.tickets.making import DUE, HOUR, TICK, accepted, call, opened, resolved, tell


def reopen(ticket: Ticket, *, hours: int = 30) -> None:
    ticket.reopen(by=CALLER, reason="还是头晕", at=MORNING + hours * HOUR)


def rate(ticket: Ticket, *, solved: bool, score: int, hours: int = 2) -> RatingLed:
    at = MORNING + hours * HOUR
    return ticket.rate(solved=solved, score=score, by=CALLER, text="还是头晕", at=at).led_to


def test_reopening_begins_a_second_promise_with_the_first_contact() -> None:
    ticket = accepted()
    tell(ticket, after=HOUR, until=26 * HOUR)
    ticket.hand_over("wu", by="chen", reason="专科", at=MORNING)
    ticket.accept("wu", at=MORNING)
    call(ticket, after=25 * HOUR, by="wu")
    ticket.resolve(by="wu", at=MORNING + 26 * HOUR)
    ticket.close(by="wu", outcome=Outcome.SOLVED, at=MORNING + 27 * HOUR)
    reopen(ticket)
    begun = MORNING + 30 * HOUR
    assert (ticket.state, ticket.assignee) == (TicketState.IN_PROGRESS, "chen")
    assert (ticket.round, ticket.reopened_at, ticket.promised_at) == (2, begun, begun)
    assert (ticket.due_soon_at, ticket.feedback_due_at) == (begun + 20 * HOUR, begun + 24 * HOUR)
    kept = (ticket.fed_back_at, ticket.resolved_at, ticket.closed_at, ticket.told_due_at, ticket.outcome)
    assert kept == (None, None, None, None, None)
    assert ticket.standing(begun) is Standing.ON_TRACK
    assert ticket.standing(begun + 24 * HOUR + TICK) is Standing.BREACHED
    first = ticket.events[-1].data["first_round"]
    assert first["feedback_due_at"] == "2026-11-24T01:30:00.000000+00:00"
    assert first["told_due_at"] == "2026-11-24T03:30:00.000000+00:00"
    assert first["fed_back_at"] == "2026-11-24T02:30:00.000000+00:00"
    assert first["outcome"] == "solved"


def test_a_ticket_is_reopened_once() -> None:
    ticket = resolved()
    reopen(ticket)
    with pytest.raises(StillOpen):
        reopen(ticket)
    call(ticket, after=31 * HOUR)
    ticket.resolve(by="chen", at=MORNING + 32 * HOUR)
    with pytest.raises(AlreadyReopened):
        reopen(ticket)


def test_in_the_second_round_the_patient_is_to_be_reached_again() -> None:
    ticket = resolved()
    reopen(ticket)
    with pytest.raises(NotFedBack):
        ticket.resolve(by="chen", at=MORNING + 31 * HOUR)
    with pytest.raises(NeverAttempted):
        ticket.close(by="chen", outcome=Outcome.UNREACHABLE, at=MORNING + 31 * HOUR)
    assert ticket.record_breach(at=MORNING + 55 * HOUR)


def test_a_satisfied_patient_closes_what_was_resolved() -> None:
    ticket = resolved()
    assert rate(ticket, solved=True, score=5) is RatingLed.CLOSED
    assert (ticket.state, ticket.outcome) == (TicketState.CLOSED, Outcome.SOLVED)
    assert [(one.solved, one.score, one.round, one.by) for one in ticket.ratings] == [(True, 5, 1, CALLER)]
    assert {"text": "还是头晕"} in [event.private for event in ticket.events]


def test_a_rating_after_closing_changes_nothing_when_satisfied() -> None:
    ticket = resolved()
    ticket.close(by="chen", outcome=Outcome.SOLVED, at=MORNING + HOUR)
    assert rate(ticket, solved=True, score=3) is RatingLed.NOTHING
    assert ticket.state is TicketState.CLOSED


@pytest.mark.parametrize(("solved", "score"), [(False, 5), (True, 2), (False, 1)])
def test_a_dissatisfied_patient_reopens_it_and_the_second_time_the_manager_hears(
    solved: bool,  # noqa: FBT001
    score: int,
) -> None:
    ticket = resolved()
    assert rate(ticket, solved=solved, score=score) is RatingLed.REOPENED
    assert ticket.state is TicketState.IN_PROGRESS
    call(ticket, after=31 * HOUR)
    ticket.resolve(by="chen", at=MORNING + 32 * HOUR)
    ticket.close(by="chen", outcome=Outcome.UNSOLVED, at=MORNING + 32 * HOUR)
    assert rate(ticket, solved=solved, score=score, hours=40) is RatingLed.ESCALATED
    assert (ticket.state, ticket.escalation) == (TicketState.CLOSED, EscalationLevel.DUTY_MANAGER)
    assert [one.round for one in ticket.ratings] == [1, 2]


def test_a_patient_rates_once_a_round() -> None:
    ticket = resolved()
    rate(ticket, solved=True, score=4)
    with pytest.raises(AlreadyRated):
        rate(ticket, solved=False, score=1)


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_score_is_one_to_five(score: int) -> None:
    ticket = resolved()
    with pytest.raises(ScoreOutOfRange):
        rate(ticket, solved=True, score=score)
    assert ticket.ratings == ()


def test_what_is_still_worked_on_is_not_rated() -> None:
    for ticket in (opened(), accepted()):
        with pytest.raises(StillOpen):
            rate(ticket, solved=True, score=5)


def test_what_was_merged_away_is_neither_rated_nor_reopened() -> None:
    ticket, other = accepted(), accepted()
    ticket.merge_into(other, by="chen", at=MORNING)
    with pytest.raises(MergedAway) as refused:
        reopen(ticket)
    assert refused.value.into == other.number
    with pytest.raises(MergedAway):
        rate(ticket, solved=True, score=5)
    with pytest.raises(TicketClosed):
        ticket.add_note("还能写吗", by="chen", at=MORNING)


DEEDS = (
    lambda t, at: t.accept("chen", at=at),
    lambda t, at: t.accept("wu", at=at),
    lambda t, at: t.hand_over("wu", by="chen", reason="专科", at=at),
    lambda t, at: t.add_note("记", by="wu", at=at),
    lambda t, at: call(t, after=at - MORNING),
    lambda t, at: tell(t, after=at - MORNING, until=at - MORNING + 20 * HOUR),
    lambda t, at: t.record_breach(at=at),
    lambda t, at: t.resolve(by="chen", at=at),
    lambda t, at: t.close(by="chen", outcome=Outcome.WITHDRAWN, at=at),
    lambda t, at: t.reopen(by=CALLER, reason="还是头晕", at=at),
    lambda t, at: t.rate(solved=False, score=1, by=CALLER, at=at),
    lambda t, at: t.rate(solved=True, score=5, by=CALLER, at=at),
)


@given(steps=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 9)), max_size=40))
def test_whatever_is_tried_the_promises_and_the_first_contact_stay(steps: list[tuple[object, int]]) -> None:
    ticket, at, promises = opened(), MORNING, {1: DUE}
    contacts: set[str] = set()
    for deed, hours in steps:
        at += hours * HOUR
        before = (len(ticket.events), ticket.state, ticket.round)
        try:
            deed(ticket, at)  # type: ignore[operator]
        except DeedRefused:
            assert (len(ticket.events), ticket.state, ticket.round) == before
        promises.setdefault(ticket.round, ticket.feedback_due_at)
        assert ticket.feedback_due_at == promises[ticket.round]
        contacts |= {ticket.first_contact} if ticket.first_contact else set()
    assert ticket.round <= 2
    assert len(contacts) <= 1
    assert [event.seq for event in ticket.events] == list(range(1, len(ticket.events) + 1))
    kinds = [event.kind for event in ticket.events]
    assert kinds.count(EventKind.REOPENED) == ticket.round - 1
    assert kinds.count(EventKind.BREACHED) <= ticket.round
    assert len(ticket.ratings) <= ticket.round
    hashes = [""] + [event.hash for event in ticket.events]
    assert [event.previous for event in ticket.events] == hashes[:-1]
