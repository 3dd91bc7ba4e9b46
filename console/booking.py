"""Visits whose half-day the caller chose are booked in the hospital's own system, one after the other."""

from datetime import timedelta

from console.turning import Turning
from hotline.appointments.booking_port import (
    BookingSystem,
    BookingSystemAway,
    BookingSystemRefused,
    Slot,
)
from hotline.appointments.ordering import (
    Errand,
    claim_errand,
    is_errand_due,
    note_away,
    note_booked,
    note_given_back,
    note_refused,
)
from hotline.clock import Clock
from hotline.database import Database

_EVERY = timedelta(seconds=5)
_NO_SUCH_SLOT = "unknown_slot"
_FULL = "full"


class Booking:
    """The caller is told "booked" only after the system said so; what it will not do is a nurse's."""

    def __init__(self, system: BookingSystem, *, database: Database, clock: Clock) -> None:
        self._system = system
        self._database = database
        self._clock = clock
        self.turning = Turning("booking", self._turn, first_rest=_EVERY)

    def turn(self) -> int:
        """How many were asked. Raises StorageUnavailable."""
        done = 0
        while self._do_one():
            done += 1
        return done

    def _turn(self) -> timedelta:
        return timedelta(0) if self._do_one() else _EVERY

    def _do_one(self) -> bool:
        """No transaction is open while the other side is asked."""
        with self._database.reading() as session:
            if not is_errand_due(session, now=self._clock.now()):
                return False
        with self._database.transaction() as session:
            errand = claim_errand(session, clock=self._clock)
        if errand is None:
            return False
        try:
            self._give_back(errand) if errand.gives_back else self._book(errand)
        except BookingSystemRefused as refused:
            with self._database.transaction() as session:
                note_refused(session, errand=errand, reason=refused.reason, clock=self._clock)
        except BookingSystemAway:
            with self._database.transaction() as session:
                note_away(session, errand=errand, clock=self._clock)
        return True

    def _book(self, errand: Errand) -> None:
        key, slot = str(errand.order), self._slot_for(errand)
        hold = self._system.hold(slot.id, key=key)
        reference = self._system.confirm(hold, booker=errand.booker, key=key)
        where = slot.where or ""
        with self._database.transaction() as session:
            note_booked(session, errand=errand, reference=reference, where=where, clock=self._clock)

    def _give_back(self, errand: Errand) -> None:
        self._system.cancel(errand.reference or "", key=str(errand.order))
        with self._database.transaction() as session:
            note_given_back(session, errand=errand)

    def _slot_for(self, errand: Errand) -> Slot:
        """The same day, hour and doctor; never another one that would be near."""
        if errand.on is None or errand.department is None:
            raise BookingSystemRefused(_NO_SUCH_SLOT)
        offered = self._system.slots(on=errand.on, department=errand.department)
        same = [one for one in offered if (one.on, one.starts) == (errand.on, errand.starts)]
        fitting = [one for one in same if errand.doctor in {None, one.doctor}]
        if not fitting:
            raise BookingSystemRefused(_NO_SUCH_SLOT)
        free = [one for one in fitting if one.left is None or one.left > 0]
        if not free:
            raise BookingSystemRefused(_FULL)
        return free[0]
