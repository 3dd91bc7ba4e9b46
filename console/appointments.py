"""What becomes of appointments by themselves: leaves are told to those booked, who did not come is asked."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Self

from sqlalchemy.orm import Session

from console.timetable import hospital_week
from console.turning import Turning
from hotline.appointments import BookedAreTold, KnownSitting, follow_up_one_missed, is_follow_up_due
from hotline.clock import Clock
from hotline.database import Database
from hotline.timetable import listen_to_changes, sittings, stop_listening
from knowledge_base import Hospital

_EVERY = timedelta(seconds=30)


def booked_are_told(hospital: Hospital) -> BookedAreTold:
    """Proposals come from the timetable as the transaction sees it, the change included."""
    week = hospital_week(hospital)

    def known(session: Session, first: date, last: date) -> Sequence[KnownSitting]:
        return sittings(session, first=first, last=last, hospital=week)

    return BookedAreTold(known)


class BookedListen:
    """While it runs, a change of the timetable made in this process reaches those booked.

    Also `with BookedListen(hospital):`, for a command.
    """

    def __init__(self, hospital: Hospital) -> None:
        self._listener = booked_are_told(hospital)

    def start(self) -> None:
        listen_to_changes(self._listener)

    def stop(self) -> None:
        stop_listening(self._listener)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class FollowUps:
    """Asks those who did not come, one after the other, as the morning comes."""

    def __init__(self, *, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.turning = Turning("appointments", self._turn, first_rest=_EVERY)

    def turn(self) -> int:
        """How many were asked. Raises StorageUnavailable."""
        done = 0
        while self._do_one():
            done += 1
        return done

    def _turn(self) -> timedelta:
        return timedelta(0) if self._do_one() else _EVERY

    def _do_one(self) -> bool:
        with self._database.reading() as session:
            if not is_follow_up_due(session, now=self._clock.now()):
                return False
        with self._database.transaction() as session:
            return follow_up_one_missed(session, clock=self._clock)
