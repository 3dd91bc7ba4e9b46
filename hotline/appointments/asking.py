"""Whoever asks for a booking has an appointment from the first moment: it is made with its ticket.

The details of the request that are read: `booking_for`, `visit_day` (as said), `help_needed` (codes with
commas), and, where the caller chose a sitting, `department`, `doctor`, `where`, `on` (ISO), `starts`,
`sitting_id`.
"""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from hotline.appointments.appointment import Appointment
from hotline.tickets import Ticket, TicketKind


def _make_appointments(session: Session, *_: Any) -> None:
    """In the transaction of the ticket itself, from whichever door or journal it comes."""
    known = {new.ticket_id for new in session.new if isinstance(new, Appointment)}
    for new in list(session.new):
        if isinstance(new, Ticket) and new.kind is TicketKind.BOOKING and new.id not in known:
            session.add(Appointment.asked(new))


event.listen(Session, "before_flush", _make_appointments)
