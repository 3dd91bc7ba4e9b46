"""What is asked of the real booking system, in rows: done once, however often it is tried."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hotline.appointments.appointment import Appointment
from hotline.database import Base, enum_by_value


class OrderState(StrEnum):
    """WANTED until it is booked or left to a nurse; BOOKED until it is given back."""

    WANTED = "wanted"
    BOOKED = "booked"
    LEFT_TO_NURSE = "left_to_nurse"
    GIVEN_BACK = "given_back"
    NOT_GIVEN_BACK = "not_given_back"


class BookingOrder(Base):
    """One appointment in one sitting. `id` is the key of idempotency, `reference` the system's own name.

    `look_at` lies ahead by a lease while somebody asks: who died asking is followed by the next.
    """

    __tablename__ = "booking_orders"
    __table_args__ = (
        UniqueConstraint("ticket_id", "sitting_id"),
        Index("ix_booking_orders_state_look_at", "state", "look_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("appointments.ticket_id"))
    sitting_id: Mapped[str] = mapped_column(String)
    state: Mapped[OrderState] = mapped_column(enum_by_value(OrderState))
    asked_at: Mapped[datetime]
    look_at: Mapped[datetime]
    tries: Mapped[int]
    reference: Mapped[str | None] = mapped_column(String)
    fault: Mapped[str | None] = mapped_column(String)
    appointment: Mapped[Appointment] = relationship()
