"""What is done to a timetable."""

from enum import StrEnum


class TimetableDeed(StrEnum):
    """The values are kept, and part of the desk's addresses."""

    ADDED = "added"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    REMOVED = "removed"
    COPIED = "copied"
    IMPORTED = "imported"
    GIVEN_UP = "given_up"
    SAVED_AS_USUAL = "saved_as_usual"
