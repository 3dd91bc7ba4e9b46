"""A ticket is opened under a number nobody else has, on the hospital's own day."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hotline.database import Database
from hotline.safety import TriageGrade
from hotline.tickets import (
    EventKind,
    NumbersExhausted,
    TicketRequest,
    TicketSource,
    draw_number,
    draw_opening,
    get_ticket,
    keep_told_opening,
    keeping,
    open_ticket,
)
from tests.hotline.making import MORNING, SetClock, a_request


def test_the_number_bears_the_hospitals_day() -> None:
    late_evening_utc = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    assert draw_number(late_evening_utc).startswith("261124-")
    assert draw_number(late_evening_utc - timedelta(seconds=1)).startswith("261123-")


def test_numbers_drawn_offline_are_never_drawn_online() -> None:
    online = {draw_number(MORNING) for _ in range(2000)}
    offline = {draw_number(MORNING, offline=True) for _ in range(2000)}
    assert not online & offline
    assert all(re.fullmatch(r"261123-\d{4}", number) for number in online | offline)


def test_the_progress_code_has_six_digits() -> None:
    codes = {draw_opening(TriageGrade.ROUTINE, now=MORNING).progress_code for _ in range(200)}
    assert len(codes) > 190
    assert all(re.fullmatch(r"\d{6}", code) for code in codes)


def test_a_taken_number_is_drawn_again(
    any_database: Database, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["261123-0001", "261123-0001", "261123-0001", "261123-0002"])
    monkeypatch.setattr("hotline.tickets.opening.draw_number", lambda _now: next(drawn))
    monkeypatch.setattr(keeping, "draw_number", lambda _now: next(drawn))
    with any_database.transaction() as session:
        first = open_ticket(session, request=a_request(), clock=clock)
        second = open_ticket(session, request=a_request(), clock=clock)
    assert (first.number, second.number) == ("261123-0001", "261123-0002")
    assert [event.kind for event in second.events] == [EventKind.OPENED]


def test_a_day_without_a_free_number_is_said_to_be_so(
    database: Database, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hotline.tickets.opening.draw_number", lambda _now: "261123-0001")
    monkeypatch.setattr(keeping, "draw_number", lambda _now: "261123-0001")
    with database.transaction() as session:
        open_ticket(session, request=a_request(), clock=clock)
        with pytest.raises(NumbersExhausted) as error:
            open_ticket(session, request=a_request(), clock=clock)
    assert error.value.day == "261123"


def test_a_promise_told_before_is_kept_as_it_was_told(any_database: Database) -> None:
    opening = draw_opening(TriageGrade.URGENT, now=MORNING)
    for _ in range(2):
        with any_database.transaction() as session:
            keep_told_opening(session, request=a_request(grade=TriageGrade.URGENT), opening=opening)
    with any_database.reading() as session:
        ticket = get_ticket(session, number=opening.number)
        assert ticket.feedback_due_at == MORNING + timedelta(hours=4)
        assert ticket.progress_code == opening.progress_code
        assert len(ticket.events) == 1


def test_a_number_told_wins_over_the_one_a_lost_commit_kept(database: Database) -> None:
    opening = draw_opening(TriageGrade.ROUTINE, now=MORNING)
    told = replace(opening, number="261123-9001")
    with database.transaction() as session:
        keep_told_opening(session, request=a_request(), opening=opening)
        ticket = keep_told_opening(session, request=a_request(), opening=told)
    assert ticket.number == "261123-9001"
    assert ticket.events[-1].data == {"from": opening.number, "to": "261123-9001"}


def test_a_told_number_that_is_taken_is_replaced_and_both_are_on_record(database: Database) -> None:
    first, second = (draw_opening(TriageGrade.ROUTINE, now=MORNING) for _ in range(2))
    same = replace(second, number=first.number)
    with database.transaction() as session:
        keep_told_opening(session, request=a_request(), opening=first)
        ticket = keep_told_opening(session, request=a_request(), opening=same)
    assert ticket.number != first.number
    assert ticket.events[-1].kind is EventKind.RENUMBERED
    assert ticket.events[-1].data == {"from": first.number, "to": ticket.number}


def test_the_departments_own_target_is_computed_outside_and_kept(
    any_database: Database, clock: SetClock
) -> None:
    def two_days(request: TicketRequest, now: datetime) -> datetime | None:
        return now + timedelta(days=2) if request.department == "心血管内科" else None

    with any_database.transaction() as session:
        ours = open_ticket(session, request=a_request(), clock=clock, working_target=two_days)
        other = open_ticket(session, request=a_request(department=None), clock=clock, working_target=two_days)
        assert (ours.handle_due_at, other.handle_due_at) == (MORNING + timedelta(days=2), None)


def test_who_the_patient_is_and_what_was_agreed_to_is_kept(any_database: Database, clock: SetClock) -> None:
    request = a_request(
        source=TicketSource.MISSED_CALL,
        caller_is_patient=False,
        relation="女儿",
        patient_name="林老伯",
        consent_version="2026-11",
        assisting=("药剂科",),
    )
    with any_database.transaction() as session:
        number = open_ticket(session, request=request, clock=clock).number
    with any_database.reading() as session:
        ticket = get_ticket(session, number=number)
        assert (ticket.caller_is_patient, ticket.relation, ticket.patient_name) == (False, "女儿", "林老伯")
        assert (ticket.source, ticket.consent_version) == (TicketSource.MISSED_CALL, "2026-11")
        assert ticket.assisting == ["药剂科"]
        assert "林老伯" not in str(ticket.events[0].data)
