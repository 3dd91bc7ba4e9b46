"""The words a ticket is written in; their values are what the store holds."""

from enum import StrEnum


class TicketKind(StrEnum):
    """What is owed."""

    QUESTION = "question"
    EMERGENCY = "emergency"
    BOOKING = "booking"
    COMPLAINT = "complaint"
    HANDOFF = "handoff"


class TicketState(StrEnum):
    """Where the ticket is on its way, in this order."""

    OPENED = "opened"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    FED_BACK = "fed_back"
    RESOLVED = "resolved"
    CLOSED = "closed"


class EventKind(StrEnum):
    """What happened to the ticket: its only history."""

    OPENED = "opened"
    RENUMBERED = "renumbered"
    CONTACT_ADDED = "contact_added"
    ACCEPTED = "accepted"
    HANDED_OVER = "handed_over"
    HANDOVER_ACCEPTED = "handover_accepted"
    HANDOVER_RETURNED = "handover_returned"
    NOTED = "noted"
    NOT_REACHED = "not_reached"
    FED_BACK = "fed_back"
    RESOLVED = "resolved"
    CLOSED = "closed"


class FeedbackMeans(StrEnum):
    """How the patient was, or could not be, reached."""

    CALL = "call"
    MESSAGE = "message"
    IN_PERSON = "in_person"


class Outcome(StrEnum):
    """How a ticket ended. The first two need feedback that reached the patient."""

    SOLVED = "solved"
    UNSOLVED = "unsolved"
    UNREACHABLE = "unreachable"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    MISTAKEN = "mistaken"

    @property
    def needs_feedback(self) -> bool:
        return self in {Outcome.SOLVED, Outcome.UNSOLVED}


HOTLINE = "hotline"
"""Who did it, where no person did."""
