"""Bookings to test with."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from hotline.appointments import Appointment, confirm
from hotline.clock import Clock
from hotline.tickets import Ticket, TicketKind, open_ticket
from tests.hotline.making import a_request

FRIDAY = date(2026, 11, 27)
SITTING = "sitting-1"


def a_booking(session: Session, *, clock: Clock, **details: str) -> Ticket:
    asked = {"booking_for": "我母亲", "visit_day": "这周五上午"} | details
    request = a_request(
        kind=TicketKind.BOOKING,
        details=asked,
        relation="女儿",
        patient_name="李秀英",
        caller_is_patient=False,
    )
    ticket = open_ticket(session, request=request, clock=clock)
    session.flush()
    return ticket


def a_visit(**changed: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "on": FRIDAY,
        "starts": "08:00",
        "where": "门诊楼二楼",
        "department": "心血管内科",
        "doctor": "张医生",
        "sitting_id": SITTING,
    }
    return fields | changed


def a_confirmed(session: Session, *, clock: Clock, by: str = "chen", **changed: Any) -> Appointment:
    number = a_booking(session, clock=clock).number
    return confirm(session, number=number, by=by, clock=clock, **a_visit(**changed))
