"""The timetable as the process is handed it: what staff keep, and the profile's week where that is away."""

import logging
from collections.abc import Sequence
from datetime import date

from hotline.database import Database, StorageUnavailable
from hotline.timetable.looking import sittings, sittings_without_store
from hotline.timetable.sitting import HospitalWeek, Sitting

log = logging.getLogger(__name__)


class KeptTimetable:
    """Is a `Timetable`; `hospital` is what the profile gives it."""

    def __init__(self, database: Database, *, hospital: HospitalWeek) -> None:
        self._database = database
        self.hospital = hospital

    def sittings(self, *, first: date, last: date) -> Sequence[Sitting]:
        try:
            with self._database.reading() as session:
                return sittings(session, first=first, last=last, hospital=self.hospital)
        except StorageUnavailable:
            log.warning("the timetable is away: answered by the profile's usual week")
            return sittings_without_store(first=first, last=last, hospital=self.hospital)
