"""An appointment is made with its ticket, and what becomes of it stands in the ticket's history."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.appointments import (
    AlreadyConfirmed,
    AppointmentChange,
    AppointmentEvent,
    AppointmentOver,
    AppointmentState,
    DayPassed,
    DayToCome,
    NoSuchAppointment,
    NothingChanged,
    NotYetConfirmed,
    announcing,
    appointments_on,
    appointments_to_settle,
    ask_change,
    booked_in,
    cancel,
    change,
    confirm,
    find_appointment,
    follow_up_one_missed,
    listen_to_appointments,
    mark_kept,
    mark_missed,
)
from hotline.audit import verify
from hotline.database import Database
from hotline.ledger import Ledger
from hotline.notifications import NoticeKind
from hotline.notifications.letter import Letter
from hotline.tickets import (
    CALLER,
    HOTLINE,
    EventKind,
    TicketKind,
    TicketState,
    export_audit,
    find_progress,
    get_ticket,
    open_ticket,
    seal_events,
)
from tests.hotline.appointments.making import FRIDAY, SITTING, a_booking, a_confirmed, a_visit
from tests.hotline.ledger.conftest import locked
from tests.hotline.making import SetClock, a_request, add_member


def letters(session: Session, kind: NoticeKind) -> list[Letter]:
    session.flush()
    return list(session.scalars(select(Letter).where(Letter.kind == kind)))


def test_a_booking_has_its_appointment_from_the_first_moment(any_database: Database, clock: SetClock) -> None:
    with any_database.transaction() as session:
        number = a_booking(session, clock=clock, help_needed="old,wheelchair,levitation").number
    with any_database.reading() as session:
        made = find_appointment(session, number=number)
        assert made is not None
        assert (made.state, made.ticket_number) == (AppointmentState.ASKED, number)
        assert (made.for_whom, made.relation, made.patient_name) == ("我母亲", "女儿", "李秀英")
        assert (made.wish, made.department, made.on) == ("这周五上午", "心血管内科", None)
        assert (made.help_needed, made.has_priority) == (["old", "wheelchair"], True)
        assert [one.ticket_number for one in appointments_to_settle(session)] == [number]


def test_no_other_ticket_has_one(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        number = open_ticket(session, request=a_request(), clock=clock).number
        assert find_appointment(session, number=number) is None
        with pytest.raises(NoSuchAppointment):
            cancel(session, number=number, by=CALLER, clock=clock)


def test_a_booking_of_the_journal_has_its_appointment_once(
    database_file: Path, tmp_path: Path, clock: SetClock
) -> None:
    hurried = Database(f"sqlite:///{database_file}", busy_timeout=timedelta(milliseconds=50))
    ledger = Ledger(database=hurried, journal_folder=tmp_path / "journal", clock=clock, replay_every=None)
    asked = a_request(kind=TicketKind.BOOKING, details={"booking_for": "我母亲", "visit_day": "周五"})
    with locked(database_file):
        receipt = ledger.open_ticket(asked)
    assert receipt.journalled
    ledger.replay()
    ledger.replay()
    with hurried.reading() as session:
        made = find_appointment(session, number=receipt.number)
        assert made is not None
        assert made.wish == "周五"
    ledger.close()
    hurried.close()


def test_a_confirmed_visit_is_told_and_recorded_and_its_nurse_has_it(
    any_database: Database, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        add_member(session, "chen")
        made = a_confirmed(session, clock=clock)
        number = made.ticket_number
        assert (made.state, made.on, made.starts) == (AppointmentState.CONFIRMED, FRIDAY, "08:00")
        ticket = get_ticket(session, number=number)
        assert (ticket.first_contact, ticket.state) == ("chen", TicketState.IN_PROGRESS)
        recorded = ticket.events[-1]
        assert (recorded.kind, recorded.by) == (EventKind.APPOINTMENT_CONFIRMED, "chen")
        assert recorded.data["on"] == "2026-11-27"
        (letter,) = letters(session, NoticeKind.APPOINTMENT_CONFIRMED)
        assert letter.facts == {"visit_at": "2026-11-27T08:00:00+08:00"}
    with any_database.reading() as session:
        assert [one.ticket_number for one in booked_in(session, sitting_id=SITTING)] == [number]
        assert [one.ticket_number for one in appointments_on(session, day=FRIDAY)] == [number]
        assert appointments_to_settle(session) == []
    with any_database.transaction() as session, pytest.raises(AlreadyConfirmed):
        confirm(session, number=number, by="chen", clock=clock, **a_visit())


def test_a_change_names_what_it_was_before(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock).ticket_number
        with pytest.raises(NothingChanged):
            change(session, number=number, by="chen", clock=clock, **a_visit())
        moved = change(session, number=number, by="chen", clock=clock, **a_visit(on=date(2026, 11, 30)))
        told = moved.ticket.events[-1].data
        assert (told["on_before"], told["on"]) == ("2026-11-27", "2026-11-30")
        assert len(letters(session, NoticeKind.APPOINTMENT_CHANGED)) == 1


def test_another_day_that_is_asked_for_leaves_what_stands(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock).ticket_number
        asked = ask_change(session, number=number, wish="改到下周一", by=CALLER, clock=clock)
        assert (asked.state, asked.on, asked.wish) == (AppointmentState.CONFIRMED, FRIDAY, "改到下周一")
        assert [one.ticket_number for one in appointments_to_settle(session)] == [number]
        change(session, number=number, by="chen", clock=clock, **a_visit(on=date(2026, 11, 30)))
        assert appointments_to_settle(session) == []


def test_a_visit_cancelled_by_its_caller_is_over_and_no_letter_goes(
    database: Database, clock: SetClock
) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock).ticket_number
        gone = cancel(session, number=number, by=CALLER, reason="家里有事", clock=clock)
        assert (gone.state, gone.cancelled_by) == (AppointmentState.CANCELLED, CALLER)
        assert letters(session, NoticeKind.APPOINTMENT_CANCELLED) == []
        with pytest.raises(AppointmentOver):
            cancel(session, number=number, by=CALLER, clock=clock)
        with pytest.raises(AppointmentOver):
            confirm(session, number=number, by="chen", clock=clock, **a_visit())


def test_a_visit_cancelled_by_the_hospital_is_told(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock).ticket_number
        cancel(session, number=number, by="chen", reason="停诊", clock=clock)
        assert len(letters(session, NoticeKind.APPOINTMENT_CANCELLED)) == 1


def test_nobody_is_booked_into_yesterday_and_nobody_missed_tomorrow(
    database: Database, clock: SetClock
) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_booking(session, clock=clock).number
        with pytest.raises(NotYetConfirmed):
            mark_kept(session, number=number, by="chen", clock=clock)
        with pytest.raises(DayPassed):
            confirm(session, number=number, by="chen", clock=clock, **a_visit(on=date(2026, 11, 22)))
        confirm(session, number=number, by="chen", clock=clock, **a_visit())
        with pytest.raises(DayToCome):
            mark_missed(session, number=number, by="chen", clock=clock)


def test_who_did_not_come_is_asked_once_the_next_morning(any_database: Database, clock: SetClock) -> None:
    with any_database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock).ticket_number
        clock.move(days=4, hours=6)
        mark_missed(session, number=number, by="chen", clock=clock)
        assert not follow_up_one_missed(session, clock=clock)
        clock.move(hours=18)
        assert follow_up_one_missed(session, clock=clock)
        assert not follow_up_one_missed(session, clock=clock)
        assert len(letters(session, NoticeKind.APPOINTMENT_MISSED)) == 1
        kinds = [event.kind for event in get_ticket(session, number=number).events]
        assert kinds.count(EventKind.APPOINTMENT_FOLLOWED_UP) == 1


def test_who_came_is_asked_nothing(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock).ticket_number
        clock.move(days=4)
        assert mark_kept(session, number=number, by="chen", clock=clock).state is AppointmentState.KEPT
        clock.move(days=2)
        assert not follow_up_one_missed(session, clock=clock)


def test_listeners_hear_of_each_deed_in_its_transaction(
    database: Database, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "_LISTENERS", [])
    heard: list[AppointmentEvent] = []
    listen_to_appointments(lambda _, event: heard.append(event))
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock).ticket_number
        ask_change(session, number=number, wish="周一", by=CALLER, clock=clock)
        cancel(session, number=number, by=CALLER, clock=clock)
    assert [(one.kind, one.by) for one in heard] == [
        (AppointmentChange.CONFIRMED, "chen"),
        (AppointmentChange.CHANGE_ASKED, CALLER),
        (AppointmentChange.CANCELLED, CALLER),
    ]


def test_the_caller_sees_what_became_of_it_and_the_chain_holds(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock).ticket_number
        ask_change(session, number=number, wish="周一", by=CALLER, clock=clock)
        cancel(session, number=number, by=HOTLINE, reason="停诊", clock=clock)
        ticket = get_ticket(session, number=number)
        found = find_progress(session, code=ticket.progress_code, phone_last_four="8000", now=clock.now())
        assert found is not None
        assert [step.kind for step in found.steps][-3:] == [
            EventKind.APPOINTMENT_CONFIRMED,
            EventKind.APPOINTMENT_CHANGE_ASKED,
            EventKind.APPOINTMENT_CANCELLED,
        ]
        seal_events(session, clock=clock)
    with database.reading() as session:
        assert verify(list(export_audit(session))).tickets == 1
