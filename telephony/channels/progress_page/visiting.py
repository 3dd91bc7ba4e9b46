"""The visit a ticket is about: read, cancelled, or asked for on another day, until its hour has come."""

from dataclasses import dataclass
from datetime import datetime

from hotline.appointments import AppointmentOver, AppointmentState, BookedVisit, Bookings
from hotline.appointments.visit import visit_at
from hotline.clock import Clock


class VisitBegun(Exception):  # noqa: N818 - a noun of the trade
    """Its hour has come: what is to be said of it now is said on the telephone."""


@dataclass(frozen=True, kw_only=True)
class Visiting:
    """For whoever has proved that the ticket is his; all raise StorageUnavailable."""

    bookings: Bookings
    clock: Clock

    def find(self, number: str) -> BookedVisit | None:
        """None where the ticket is about something else."""
        return self.bookings.find(number)

    def require(self, number: str) -> BookedVisit:
        """Raises AppointmentOver, VisitBegun."""
        visit = self.find(number)
        if visit is None or not visit.is_open:
            raise AppointmentOver(number)
        if has_begun(visit, now=self.clock.now()):
            raise VisitBegun
        return visit

    def cancel(self, number: str) -> None:
        """Raises AppointmentOver, VisitBegun."""
        self.require(number)
        self.bookings.cancel(number)

    def ask_change(self, number: str, *, wish: str) -> None:
        """What stands goes on standing until a nurse has arranged the other. Raises as `cancel` does."""
        self.require(number)
        self.bookings.ask_change(number, wish=wish)


def has_begun(visit: BookedVisit, *, now: datetime) -> bool:
    """What nobody has settled never has, nor what is over already."""
    if visit.state is not AppointmentState.CONFIRMED or visit.on is None or visit.starts is None:
        return False
    return now >= visit_at(visit.on, visit.starts)
