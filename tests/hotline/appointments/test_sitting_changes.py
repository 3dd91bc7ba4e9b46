"""A doctor's leave is told to those booked with him, once, and to nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.appointments import (
    AppointmentState,
    BookedAreTold,
    KnownSitting,
    appointments_to_settle,
    confirm,
    find_appointment,
    places_held,
)
from hotline.database import Database
from hotline.notifications import NoticeKind
from hotline.notifications.letter import Letter
from hotline.tickets import (
    HOTLINE,
    AttemptOutcome,
    EventKind,
    FeedbackMeans,
    get_ticket,
    record_attempt,
)
from tests.hotline.appointments.making import FRIDAY, SITTING, a_booking, a_confirmed, a_visit
from tests.hotline.making import SetClock, add_member


@dataclass(frozen=True, kw_only=True)
class ASitting:
    id: str = SITTING
    on: date = FRIDAY
    starts: str = "08:00"
    where: str = "门诊楼二楼"
    department: str = "心血管内科"
    doctor: str = "张医生"
    cancelled: bool = False
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class AChange:
    before: ASitting
    after: ASitting | None


LATER = (
    ASitting(id="sitting-2", on=date(2026, 11, 30)),
    ASitting(id="sitting-3", on=date(2026, 12, 1), doctor="李医生"),
    ASitting(id="sitting-4", on=date(2026, 12, 4)),
    ASitting(id="sitting-5", on=date(2026, 12, 7), cancelled=True),
)
LEAVE = AChange(before=ASitting(), after=ASitting(cancelled=True, reason="进修"))


def known(_: Session, first: date, last: date) -> Sequence[KnownSitting]:
    return [one for one in (ASitting(cancelled=True), *LATER) if first <= one.on <= last]


def tell(session: Session, *changes: AChange, clock: SetClock) -> None:
    BookedAreTold(known)(session, changes, by="wu", clock=clock)
    session.flush()


def letters(session: Session, kind: NoticeKind) -> Sequence[Letter]:
    return session.scalars(select(Letter).where(Letter.kind == kind)).all()


def test_a_leave_is_told_once_to_those_booked_and_not_to_those_of_another_sitting(
    any_database: Database, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        add_member(session, "chen")
        add_member(session, "wu")
        booked = [a_confirmed(session, clock=clock, places=20).ticket_number for _ in range(2)]
        other = a_confirmed(session, clock=clock, sitting_id="sitting-2").ticket_number
        for _ in range(2):
            tell(session, LEAVE, clock=clock)
    with any_database.reading() as session:
        told = letters(session, NoticeKind.APPOINTMENT_FELL_THROUGH)
        to_callers = [one for one in told if one.is_to_caller]
        assert sorted(one.ticket_number for one in to_callers) == sorted(booked)
        assert {one.ticket_number for one in told if one.to_staff == "chen"} == set(booked)
        assert "11月30日8:00、12月4日8:00" in to_callers[0].facts["proposals"]
        kept = find_appointment(session, number=other)
        assert kept is not None
        assert kept.state is AppointmentState.CONFIRMED
        assert sorted(one.ticket_number for one in appointments_to_settle(session)) == sorted(booked)
        assert places_held(session, sitting_id=SITTING) == 0


def test_what_fell_through_after_the_promise_was_kept_is_promised_again(
    database: Database, clock: SetClock
) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock).ticket_number
        reached = {"how": FeedbackMeans.CALL, "outcome": AttemptOutcome.REACHED, "text": "约好了"}
        record_attempt(session, number=number, by="chen", clock=clock, **reached)  # type: ignore[arg-type]
        clock.move(hours=20)
        tell(session, AChange(before=ASitting(), after=None), clock=clock)
        ticket = get_ticket(session, number=number)
        assert ticket.fed_back_at is None
        assert (ticket.round, ticket.assignee) == (2, "chen")
        assert (ticket.feedback_due_at - clock.now()).total_seconds() == 24 * 3600
        assert [event.by for event in ticket.events[-2:]] == ["wu", HOTLINE]
        again = confirm(session, number=number, by="chen", clock=clock, **a_visit(on=date(2026, 11, 30)))
        assert again.state is AppointmentState.CONFIRMED


def test_another_hour_is_told_and_stands(database: Database, clock: SetClock) -> None:
    later = AChange(before=ASitting(), after=ASitting(starts="09:30"))
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock).ticket_number
        for _ in range(2):
            tell(session, later, clock=clock)
        moved = find_appointment(session, number=number)
        assert moved is not None
        assert (moved.state, moved.starts) == (AppointmentState.CONFIRMED, "09:30")
        (letter,) = letters(session, NoticeKind.APPOINTMENT_CHANGED)
        assert letter.facts["visit_at"] == "2026-11-27T09:30:00+08:00"


def test_more_places_or_other_doctors_change_nothing_for_who_is_booked(
    database: Database, clock: SetClock
) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        number = a_confirmed(session, clock=clock).ticket_number
        told_before = len(session.scalars(select(Letter)).all())
        tell(session, AChange(before=ASitting(), after=ASitting()), clock=clock)
        elsewhere = replace(LATER[1], cancelled=True)
        tell(session, AChange(before=LATER[1], after=elsewhere), clock=clock)
        assert len(session.scalars(select(Letter)).all()) == told_before
        assert get_ticket(session, number=number).events[-1].kind is EventKind.APPOINTMENT_CONFIRMED


def test_who_only_asked_for_the_sitting_is_told_too(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        chosen = {"sitting_id": SITTING, "on": "2026-11-27", "starts": "08:00"}
        number = a_booking(session, clock=clock, **chosen).number
        tell(session, LEAVE, clock=clock)
        told = letters(session, NoticeKind.APPOINTMENT_FELL_THROUGH)
        assert [one.ticket_number for one in told if one.is_to_caller] == [number]


def test_what_was_yesterday_concerns_nobody(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "chen")
        a_confirmed(session, clock=clock)
        clock.move(days=5)
        tell(session, LEAVE, clock=clock)
        assert letters(session, NoticeKind.APPOINTMENT_FELL_THROUGH) == []
