"""The words an appointment is written in; their values are what the store holds."""

from enum import StrEnum


class AppointmentState(StrEnum):
    """ASKED: nobody has settled it yet, or what was settled fell through and is to be arranged anew."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    KEPT = "kept"
    MISSED = "missed"

    @property
    def is_open(self) -> bool:
        return self in {AppointmentState.ASKED, AppointmentState.CONFIRMED}


class AppointmentChange(StrEnum):
    """What listeners are told of."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    CHANGE_ASKED = "change_asked"
    FELL_THROUGH = "fell_through"
    CANCELLED = "cancelled"
    KEPT = "kept"
    MISSED = "missed"
    FOLLOWED_UP = "followed_up"


class HelpNeeded(StrEnum):
    """What somebody needs to come and be seen."""

    OLD = "old"
    DISABLED = "disabled"
    WHEELCHAIR = "wheelchair"
    HEARING = "hearing"
    SIGHT = "sight"
    COMPANION = "companion"
    NO_SMARTPHONE = "no_smartphone"
    INTERPRETER = "interpreter"

    @property
    def has_priority(self) -> bool:
        """Whoever cannot stand in a queue or press keys is seen to first; a smartphone is no infirmity."""
        return self not in {HelpNeeded.NO_SMARTPHONE, HelpNeeded.INTERPRETER}
