"""The queue shows first what cannot wait."""

from datetime import timedelta

from hotline.database import Database
from hotline.safety import TriageGrade
from hotline.tickets import (
    FeedbackMeans,
    Outcome,
    accept_ticket,
    close_ticket,
    hand_over_ticket,
    open_ticket,
    queue,
    tell_delay,
)
from tests.hotline.making import SetClock, a_request, add_member


def open_in_turn(database: Database, clock: SetClock, *grades: TriageGrade) -> list[str]:
    numbers = []
    for grade in grades:
        clock.move(minutes=1)
        with database.transaction() as session:
            numbers.append(open_ticket(session, request=a_request(grade=grade), clock=clock).number)
    return numbers


def test_the_gravest_comes_first_then_what_is_due_soonest(any_database: Database, clock: SetClock) -> None:
    routine, urgent, emergency = TriageGrade.ROUTINE, TriageGrade.URGENT, TriageGrade.EMERGENCY
    opened = open_in_turn(any_database, clock, routine, urgent, routine, emergency, urgent)
    with any_database.reading() as session:
        waiting = [ticket.number for ticket in queue(session)]
    assert waiting == [opened[3], opened[1], opened[4], opened[0], opened[2]]


def test_a_nurse_sees_what_is_hers_in_any_way(any_database: Database, clock: SetClock) -> None:
    held, offered, begun, other = open_in_turn(any_database, clock, *[TriageGrade.ROUTINE] * 4)
    with any_database.transaction() as session:
        for name in ("chen", "wu", "lin"):
            add_member(session, name)
        accept_ticket(session, number=held, staff="chen", clock=clock)
        accept_ticket(session, number=offered, staff="wu", clock=clock)
        hand_over_ticket(session, number=offered, to="chen", by="wu", reason="专科", clock=clock)
        accept_ticket(session, number=begun, staff="chen", clock=clock)
        hand_over_ticket(session, number=begun, to="lin", by="chen", reason="专科", clock=clock)
        accept_ticket(session, number=begun, staff="lin", clock=clock)
    with any_database.reading() as session:
        assert [ticket.number for ticket in queue(session, holder="chen")] == [held, offered, begun]
        assert [ticket.number for ticket in queue(session, unaccepted=True)] == [other]


def test_departments_see_their_own_and_nobody_sees_what_is_closed(
    any_database: Database, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        add_member(session, "chen")
        eye = open_ticket(session, request=a_request(department="眼科"), clock=clock).number
        heart = open_ticket(session, request=a_request(), clock=clock).number
        accept_ticket(session, number=heart, staff="chen", clock=clock)
        close_ticket(session, number=heart, by="chen", outcome=Outcome.DUPLICATE, clock=clock)
    with any_database.reading() as session:
        assert [ticket.number for ticket in queue(session, department="眼科")] == [eye]
        assert [ticket.number for ticket in queue(session)] == [eye]
        assert queue(session, limit=0) == []


def test_what_was_told_to_take_longer_waits_behind_what_was_not(
    any_database: Database, clock: SetClock
) -> None:
    told, other = open_in_turn(any_database, clock, TriageGrade.ROUTINE, TriageGrade.ROUTINE)
    with any_database.transaction() as session:
        add_member(session, "chen")
        accept_ticket(session, number=told, staff="chen", clock=clock)
        tell_delay(
            session,
            number=told,
            by="chen",
            how=FeedbackMeans.CALL,
            reason="化验没出",
            new_due_at=clock.at + timedelta(hours=30),
            clock=clock,
        )
    with any_database.reading() as session:
        assert [ticket.number for ticket in queue(session)] == [other, told]
