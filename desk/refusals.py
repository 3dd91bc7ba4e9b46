"""Why a deed was not done: one table from the errors of the trade to the desk's sentences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from desk.call_sheet import BadPhone
from desk.deeds import LONGEST_TEXT
from desk.forms import BadChoice, BadMoment, BlankField, FaultyForm, NotConfirmed, TooLong
from desk.roles import CannotReceive
from desk.words import Words
from hotline.appointments import (
    AlreadyConfirmed,
    AppointmentOver,
    DayPassed,
    DayToCome,
    NoPlaceLeft,
    NoSuchAppointment,
    NothingChanged,
    NotYetConfirmed,
)
from hotline.follow_up import NoSuchReminder, ReminderPassed
from hotline.green_channel import (
    AlarmOver,
    AlreadyAcknowledged,
    AlreadyArrived,
    NoSuchAlarm,
    NotAcknowledged,
    ReasonMissing,
)
from hotline.handoff import NoSuchTalk, TalkNotTaken, TalkOver, TalkTaken
from hotline.staff import NoSuchStaff
from hotline.tickets import (
    AlreadyAccepted,
    AlreadyAssists,
    AlreadyFedBack,
    AlreadyHolds,
    AlreadyLinked,
    AlreadyRated,
    AlreadyReopened,
    AlreadyResolved,
    AnsweredBefore,
    ChainOfMerges,
    HandoverPending,
    LinkedToItself,
    ManagerDecides,
    MergedAway,
    MergedIntoItself,
    NeverAttempted,
    NoHandover,
    NoSuchTicket,
    NotAccepted,
    NotFedBack,
    NotGraver,
    NotLater,
    NotMilder,
    NotReached,
    NotTheReceiver,
    OutcomeDoesNotFit,
    PromisePassed,
    ScoreOutOfRange,
    StillOpen,
    TicketClosed,
    TooLate,
)

REFUSALS: Mapping[type[Exception], str] = {
    NoSuchTicket: "no_such_ticket",
    TicketClosed: "ticket_closed",
    NotAccepted: "not_accepted",
    AlreadyAccepted: "already_accepted",
    AlreadyHolds: "already_holds",
    HandoverPending: "handover_pending",
    NoHandover: "no_handover",
    NotTheReceiver: "not_the_receiver",
    NotFedBack: "not_fed_back",
    NeverAttempted: "never_attempted",
    AlreadyResolved: "already_resolved",
    ManagerDecides: "manager_decides",
    AlreadyAssists: "already_assists",
    NotGraver: "not_graver",
    NotMilder: "not_milder",
    OutcomeDoesNotFit: "outcome_does_not_fit",
    NotReached: "not_reached",
    AlreadyFedBack: "already_fed_back",
    PromisePassed: "promise_passed",
    NotLater: "not_later",
    TooLate: "too_late",
    StillOpen: "still_open",
    AlreadyReopened: "already_reopened",
    AlreadyRated: "already_rated",
    ScoreOutOfRange: "score_out_of_range",
    MergedAway: "merged_away",
    MergedIntoItself: "merged_into_itself",
    ChainOfMerges: "chain_of_merges",
    AnsweredBefore: "answered_before",
    LinkedToItself: "linked_to_itself",
    AlreadyLinked: "already_linked",
    ReminderPassed: "reminder_passed",
    NoSuchReminder: "no_such_reminder",
    NoSuchAlarm: "no_such_alarm",
    AlreadyAcknowledged: "already_acknowledged",
    NotAcknowledged: "not_acknowledged",
    AlreadyArrived: "already_arrived",
    AlarmOver: "alarm_over",
    ReasonMissing: "reason_missing",
    NoSuchTalk: "no_such_talk",
    TalkTaken: "talk_taken",
    TalkNotTaken: "talk_not_taken",
    TalkOver: "talk_over",
    NoSuchAppointment: "no_such_appointment",
    AlreadyConfirmed: "already_confirmed",
    NotYetConfirmed: "not_yet_confirmed",
    AppointmentOver: "appointment_over",
    NothingChanged: "nothing_changed",
    DayPassed: "day_passed",
    DayToCome: "day_to_come",
    NoPlaceLeft: "no_place_left",
    NoSuchStaff: "no_such_staff",
    CannotReceive: "cannot_receive",
    BlankField: "blank",
    TooLong: "too_long",
    BadChoice: "bad_choice",
    BadMoment: "bad_moment",
    NotConfirmed: "not_confirmed",
    BadPhone: "bad_phone",
}
REFUSED = tuple(REFUSALS)

_NAMING = ("by", "to", "staff", "username", "department", "into", "other")


@dataclass(frozen=True)
class Refusal:
    """The sentence shown on the ticket page, and the status it is sent with."""

    sentence: str
    status: HTTPStatus


def explain(error: Exception, *, words: Words, name_of: Callable[[str], str]) -> Refusal:
    """`name_of` gives the name for people of a user name."""
    concerned = next((getattr(error, field) for field in _NAMING if hasattr(error, field)), "")
    most = error.most if isinstance(error, TooLong) else LONGEST_TEXT
    sentence = words.say("refusals", REFUSALS[type(error)], who=name_of(concerned), most=most)
    return Refusal(sentence, _status(error))


def _status(error: Exception) -> HTTPStatus:
    if isinstance(error, FaultyForm | ReasonMissing):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.CONFLICT
