"""A place of a sitting is held by one appointment: the store itself refuses a second holder."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from hotline.appointments.appointment import Appointment
from hotline.appointments.errors import NoPlaceLeft
from hotline.appointments.rules import shipped_rules
from hotline.appointments.visit import Visit
from hotline.database import Base
from hotline.hospital_time import hospital_day


class BookingHold(Base):
    """`place` counts from 1; the first ones are those kept for whoever has priority."""

    __tablename__ = "booking_holds"

    sitting_id: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("appointments.ticket_id"), unique=True)
    held_at: Mapped[datetime]


def hold_place(session: Session, appointment: Appointment, *, visit: Visit, at: datetime) -> None:
    """Gives back what it held before. A sitting whose places nobody counts is never full.

    Raises NoPlaceLeft. Of two who want the last place at once the second waits, and then has none.
    """
    give_back_place(session, appointment)
    if visit.sitting_id is None or visit.places is None:
        return
    for place in _places_for(appointment, visit=visit, at=at):
        if _take(session, appointment, sitting_id=visit.sitting_id, place=place, at=at):
            return
    raise NoPlaceLeft(appointment.ticket_number)


def give_back_place(session: Session, appointment: Appointment) -> None:
    session.execute(delete(BookingHold).where(BookingHold.ticket_id == appointment.ticket_id))


def places_held(session: Session, *, sitting_id: str) -> int:
    held = select(func.count()).select_from(BookingHold).where(BookingHold.sitting_id == sitting_id)
    return session.scalars(held).one()


def _places_for(appointment: Appointment, *, visit: Visit, at: datetime) -> Iterator[int]:
    """Those with priority take the kept ones first; on the day itself nothing is kept any more."""
    places = visit.places or 0
    kept = shipped_rules().kept_places(places)
    yield from range(1, places + 1) if appointment.has_priority else range(kept + 1, places + 1)
    if not appointment.has_priority and visit.on <= hospital_day(at):
        yield from range(1, kept + 1)


def _take(session: Session, appointment: Appointment, *, sitting_id: str, place: int, at: datetime) -> bool:
    if session.get(BookingHold, (sitting_id, place)) is not None:
        return False
    hold = BookingHold(sitting_id=sitting_id, place=place, ticket_id=appointment.ticket_id, held_at=at)
    try:
        with session.begin_nested():
            session.add(hold)
    except IntegrityError:
        # Somebody else took it between the question and the insert.
        return False
    return True
