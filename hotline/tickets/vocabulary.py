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
    ASSISTING_ADDED = "assisting_added"
    GRADE_RAISED = "grade_raised"
    GRADE_LOWERED = "grade_lowered"
    NOTED = "noted"
    NOT_REACHED = "not_reached"
    FED_BACK = "fed_back"
    DELAY_TOLD = "delay_told"
    BREACHED = "breached"
    ESCALATED = "escalated"
    RESOLVED = "resolved"
    RATED = "rated"
    CLOSED = "closed"
    REOPENED = "reopened"
    LINKED = "linked"
    TOOK_IN = "took_in"
    MERGED = "merged"
    ALARM_TOLD = "alarm_told"
    APPOINTMENT_CONFIRMED = "appointment_confirmed"
    APPOINTMENT_CHANGED = "appointment_changed"
    APPOINTMENT_CHANGE_ASKED = "appointment_change_asked"
    APPOINTMENT_FELL_THROUGH = "appointment_fell_through"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    APPOINTMENT_KEPT = "appointment_kept"
    APPOINTMENT_MISSED = "appointment_missed"
    APPOINTMENT_FOLLOWED_UP = "appointment_followed_up"


class FeedbackMeans(StrEnum):
    """How the patient was, or could not be, reached."""

    CALL = "call"
    MESSAGE = "message"
    IN_PERSON = "in_person"


class AttemptOutcome(StrEnum):
    """What came of trying to reach the patient."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    SWITCHED_OFF = "switched_off"
    WRONG_NUMBER = "wrong_number"
    HUNG_UP = "hung_up"
    MESSAGE_DELIVERED = "message_delivered"
    MESSAGE_SENT = "message_sent"
    MESSAGE_FAILED = "message_failed"

    @property
    def reached(self) -> bool:
        """A message that was sent is not yet one that arrived."""
        return self in {AttemptOutcome.REACHED, AttemptOutcome.MESSAGE_DELIVERED}

    @property
    def is_of_message(self) -> bool:
        return self in {
            AttemptOutcome.MESSAGE_DELIVERED,
            AttemptOutcome.MESSAGE_SENT,
            AttemptOutcome.MESSAGE_FAILED,
        }

    def fits(self, how: FeedbackMeans) -> bool:
        return self.is_of_message == (how is FeedbackMeans.MESSAGE)


class TicketSource(StrEnum):
    """What made us open the ticket."""

    BOT = "bot"
    PERSON = "person"
    MISSED_CALL = "missed_call"
    ABANDONED_CALL = "abandoned_call"
    UNANSWERED_ALARM = "unanswered_alarm"
    DISSATISFIED = "dissatisfied"


class ReturnReason(StrEnum):
    """The reasons for which a handover may be returned; there are no others."""

    NOT_OUR_DEPARTMENT = "not_our_department"
    NEEDS_OTHER_DEPARTMENT_FIRST = "needs_other_department_first"
    LACKS_INFORMATION = "lacks_information"
    DUPLICATE = "duplicate"
    NOT_A_MATTER_FOR_US = "not_a_matter_for_us"


class EscalationLevel(StrEnum):
    """How far up a ticket was taken."""

    NEXT_ON_DUTY = "next_on_duty"
    DUTY_MANAGER = "duty_manager"


class EscalationReason(StrEnum):
    """Why a ticket was taken up."""

    UNACCEPTED = "unaccepted"
    DUE_SOON = "due_soon"
    DUE_VERY_SOON = "due_very_soon"
    BREACHED = "breached"
    RETURNED_TWICE = "returned_twice"
    DISSATISFIED = "dissatisfied"
    GRADE_RAISED = "grade_raised"
    NOT_CONTACTED_AGAIN = "not_contacted_again"


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

CALLER = "caller"
"""Who did it, where the caller did."""
