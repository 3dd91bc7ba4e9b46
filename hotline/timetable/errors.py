"""Why the timetable was not changed."""

from hotline.timetable.sitting import HalfDay


class TimetableRefused(Exception):  # noqa: N818 - a noun of the trade
    """What was asked for cannot stand in a timetable; `half` where it is about one half-day."""

    def __init__(self, said: str = "", *, half: HalfDay | None = None) -> None:
        super().__init__(said)
        self.said = said
        self.half = half


class NoSuchSitting(TimetableRefused):
    """Taken out meanwhile, or never there."""


class NoSuchPlace(TimetableRefused):
    """Neither the hospital nor one of its branches."""


class NoSuchDepartment(TimetableRefused):
    """None of the hospital's departments."""


class NoSuchWeekday(TimetableRefused):
    """Not Monday (1) to Sunday (7)."""


class HoursBackwards(TimetableRefused):
    """Not two times of one day, the earlier first."""


class DoctorBlank(TimetableRefused):
    """Nobody is named, or the name is too long."""


class PlacesImpossible(TimetableRefused):
    """Not a number of patients one doctor can see in half a day."""


class SittingTwice(TimetableRefused):
    """The same doctor sits there at that time already."""


class ReasonBlank(TimetableRefused):
    """A leave needs its reason: patients are told."""


class NothingToCopy(TimetableRefused):
    """The week that was to be copied has no sittings."""
