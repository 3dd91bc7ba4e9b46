"""The words a draft is spoken of in; their values are what the store holds."""

from enum import StrEnum


class DraftKind(StrEnum):
    """ENTRY: a new one. PHRASINGS: more ways to ask for one that exists. SWITCHED_OFF: one not told here."""

    ENTRY = "entry"
    PHRASINGS = "phrasings"
    SWITCHED_OFF = "switched_off"


class DraftState(StrEnum):
    """Of the words as they stand now; EXPIRED is never kept, it follows from the day."""

    WRITTEN = "written"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class DraftDeed(StrEnum):
    """What somebody did to a draft: the rows of its history."""

    WRITTEN = "written"
    EDITED = "edited"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
