"""What the caller is told of his appointment: when, and never what for; a phone is read by others too."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from hotline.appointments.appointment import Appointment
from hotline.clock import Clock
from hotline.identity import conversation_for
from hotline.notifications import NoticeKind, notify_caller
from hotline.notifications.writing import WECHAT


def tell_of_appointment(
    session: Session,
    appointment: Appointment,
    kind: NoticeKind,
    *,
    facts: Mapping[str, str] | None = None,
    before: datetime | None = None,
    clock: Clock,
) -> None:
    """By the means the caller has, at night too where the visit is before the morning.

    `before`: by when he must know, where that is not the visit itself.
    """
    ticket, visit = appointment.ticket, appointment.visit_at
    known_by = before or visit
    notify_caller(
        session,
        ticket_number=ticket.number,
        phone=ticket.phone,
        conversation_id=ticket.conversation_id,
        channel=ticket.channel,
        kind=kind,
        facts=({"visit_at": visit.isoformat()} if visit else {}) | dict(facts or {}),
        clock=clock,
        before=known_by if known_by and known_by > clock.now() else None,
        wechat=conversation_for(session, phone=ticket.phone, channel=WECHAT) if ticket.phone else None,
    )
