"""Which order is to be carried out now, and what came of it: the asking itself is done between the two."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from hotline.appointments.appointment import Appointment
from hotline.appointments.booking_order import BookingOrder, OrderState
from hotline.appointments.booking_port import Booker
from hotline.appointments.deeds import confirm
from hotline.appointments.looking import lock_appointment
from hotline.appointments.rules import shipped_rules
from hotline.appointments.staff_work import give_to_nurse
from hotline.appointments.vocabulary import AppointmentState
from hotline.clock import Clock
from hotline.hospital_time import hospital_day
from hotline.notifications import NoticeKind
from hotline.tickets import HOTLINE, Ticket, TicketState

_LEASE = timedelta(minutes=2)
_STANDS = (AppointmentState.CONFIRMED, AppointmentState.KEPT, AppointmentState.MISSED)


@dataclass(frozen=True, kw_only=True)
class Errand:
    """One thing to ask: to book, or, where `reference` is known, to give back."""

    order: UUID
    reference: str | None
    on: date | None
    starts: str | None
    department: str | None
    doctor: str | None
    booker: Booker

    @property
    def gives_back(self) -> bool:
        return self.reference is not None


def is_errand_due(session: Session, *, now: datetime) -> bool:
    """Without a lock: asked all the time, it must not hold up those who write."""
    found = session.scalar(_wanted(now).with_only_columns(Appointment.ticket_id))
    return found is not None or session.scalar(_due(now).with_only_columns(BookingOrder.id)) is not None


def claim_errand(session: Session, *, clock: Clock) -> Errand | None:
    """Nobody else takes it for two minutes. None where there is nothing to ask."""
    now = clock.now()
    _make_one_order(session, now=now)
    order = session.scalar(_due(now).with_for_update(of=BookingOrder, skip_locked=True))
    if order is None:
        return None
    order.look_at, order.tries = now + _LEASE, order.tries + 1
    session.flush()
    one, ticket = order.appointment, order.appointment.ticket
    return Errand(
        order=order.id,
        reference=order.reference,
        on=one.on,
        starts=one.starts,
        department=one.department,
        doctor=one.doctor,
        booker=Booker(name=one.patient_name, phone=ticket.phone, ticket=ticket.number),
    )


def note_booked(session: Session, *, errand: Errand, reference: str, where: str, clock: Clock) -> None:
    """Confirmed here too, but where something else became of it meanwhile: then it is given back."""
    order, appointment = _lock(session, errand)
    order.state, order.reference, order.tries = OrderState.BOOKED, reference, 0
    order.look_at, order.fault = clock.now(), None
    same = appointment.state is AppointmentState.ASKED and appointment.sitting_id == order.sitting_id
    if same and appointment.on and appointment.starts and appointment.department:
        confirm(
            session,
            number=errand.booker.ticket,
            on=appointment.on,
            starts=appointment.starts,
            where=appointment.where or where,
            department=appointment.department,
            doctor=appointment.doctor,
            sitting_id=appointment.sitting_id,
            by=HOTLINE,
            clock=clock,
        )


def note_given_back(session: Session, *, errand: Errand) -> None:
    order, _ = _lock(session, errand)
    order.state, order.fault = OrderState.GIVEN_BACK, None


def note_refused(session: Session, *, errand: Errand, reason: str, clock: Clock) -> None:
    """It stays a matter for a nurse, who is told."""
    order, appointment = _lock(session, errand)
    _leave(session, order, appointment, reason=reason, clock=clock)


def note_away(session: Session, *, errand: Errand, clock: Clock) -> None:
    """Tried again after a while, and at last left to a nurse."""
    order, appointment = _lock(session, errand)
    rules = shipped_rules()
    if order.tries >= rules.most_tries:
        _leave(session, order, appointment, reason="away", clock=clock)
    else:
        order.look_at = clock.now() + timedelta(minutes=rules.again_after_minutes)
        order.fault = "away"


def _leave(
    session: Session, order: BookingOrder, appointment: Appointment, *, reason: str, clock: Clock
) -> None:
    """What was booked there and is not given back must be seen to as well: a place would stay empty."""
    was_booked = order.reference is not None
    order.state = OrderState.NOT_GIVEN_BACK if was_booked else OrderState.LEFT_TO_NURSE
    order.fault = reason
    give_to_nurse(session, appointment, NoticeKind.BOOKING_SYSTEM_FAILED, clock=clock, renews_promise=False)


def _lock(session: Session, errand: Errand) -> tuple[BookingOrder, Appointment]:
    appointment = lock_appointment(session, number=errand.booker.ticket)
    order = session.get_one(BookingOrder, errand.order, with_for_update=True, populate_existing=True)
    return order, appointment


def _make_one_order(session: Session, *, now: datetime) -> None:
    found = session.scalar(_wanted(now).with_for_update(of=Ticket, skip_locked=True))
    if found is None or found.sitting_id is None:
        return
    session.add(
        BookingOrder(
            id=uuid4(),
            ticket_id=found.ticket_id,
            sitting_id=found.sitting_id,
            state=OrderState.WANTED,
            asked_at=now,
            look_at=now,
            tries=0,
        )
    )
    session.flush()


def _wanted(now: datetime) -> Select[Appointment]:
    """A visit whose sitting the caller chose; what has only a wish is arranged by a nurse."""
    ordered = exists().where(
        BookingOrder.ticket_id == Appointment.ticket_id, BookingOrder.sitting_id == Appointment.sitting_id
    )
    return (
        select(Appointment)
        .join(Appointment.ticket)
        .where(
            Appointment.state == AppointmentState.ASKED,
            Appointment.sitting_id.is_not(None),
            Appointment.starts.is_not(None),
            Appointment.on >= hospital_day(now),
            Ticket.state != TicketState.CLOSED,
            ~ordered,
        )
        .order_by(Appointment.asked_at)
        .limit(1)
    )


def _due(now: datetime) -> Select[BookingOrder]:
    return (
        select(BookingOrder)
        .join(BookingOrder.appointment)
        .where(BookingOrder.look_at <= now, or_(_to_book(), _to_give_back()))
        .order_by(BookingOrder.look_at, BookingOrder.id)
        .limit(1)
    )


def _to_book() -> ColumnElement[bool]:
    same = Appointment.sitting_id == BookingOrder.sitting_id
    return (BookingOrder.state == OrderState.WANTED) & (Appointment.state == AppointmentState.ASKED) & same


def _to_give_back() -> ColumnElement[bool]:
    """Booked there, and not what stands here any more."""
    stands = (Appointment.sitting_id == BookingOrder.sitting_id) & Appointment.state.in_(_STANDS)
    return (BookingOrder.state == OrderState.BOOKED) & or_(Appointment.sitting_id.is_(None), ~stands)
