"""How a measure stands, and what is done to it."""

from enum import StrEnum


class MeasureState(StrEnum):
    """A measure that was stopped may never have begun."""

    PROPOSED = "proposed"
    BEGUN = "begun"
    KEPT = "kept"
    STOPPED = "stopped"


class MeasureWork(StrEnum):
    """The values are kept, and part of the desk's addresses."""

    PROPOSE = "propose"
    EDIT = "edit"
    BEGIN = "begin"
    KEEP = "keep"
    STOP = "stop"
