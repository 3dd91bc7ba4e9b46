"""Whom we owe a call is rung: in permitted hours, a few times, and never against his will."""

from hotline.outgoing_calls.asking import ask_for_call, withdraw_call
from hotline.outgoing_calls.attempting import record_attempt
from hotline.outgoing_calls.call import CallAttempt, OutgoingCall
from hotline.outgoing_calls.claiming import (
    claim_due_call,
    is_call_due,
    lapse_one_silent_call,
    note_answered,
    note_rung,
)
from hotline.outgoing_calls.dialler import Dialled, Dialler, DiallingFailed, NoDialler
from hotline.outgoing_calls.errors import (
    AlreadyAsked,
    CallKept,
    CallNotAsked,
    CallOver,
    CallsRefused,
    CallUnderWay,
    MessageMissing,
    MomentPassed,
    NoSuchCall,
    NoSuchRefusal,
    NotForThisTicket,
    NumberMissing,
)
from hotline.outgoing_calls.fitting import fits
from hotline.outgoing_calls.looking import OPEN, calls_in, calls_of_ticket, count_calls
from hotline.outgoing_calls.refusing import (
    RefusedNumber,
    allow_calls,
    are_calls_refused,
    lift_refusal,
    refuse_calls,
    refused_numbers,
)
from hotline.outgoing_calls.ringing import ring_one_call
from hotline.outgoing_calls.settling import Said, settle_call
from hotline.outgoing_calls.vocabulary import CallState, Errand, GaveUp, RingOutcome

__all__ = [
    "OPEN",
    "AlreadyAsked",
    "CallAttempt",
    "CallKept",
    "CallNotAsked",
    "CallOver",
    "CallState",
    "CallUnderWay",
    "CallsRefused",
    "Dialled",
    "Dialler",
    "DiallingFailed",
    "Errand",
    "GaveUp",
    "MessageMissing",
    "MomentPassed",
    "NoDialler",
    "NoSuchCall",
    "NoSuchRefusal",
    "NotForThisTicket",
    "NumberMissing",
    "OutgoingCall",
    "RefusedNumber",
    "RingOutcome",
    "Said",
    "allow_calls",
    "are_calls_refused",
    "ask_for_call",
    "calls_in",
    "calls_of_ticket",
    "claim_due_call",
    "count_calls",
    "fits",
    "is_call_due",
    "lapse_one_silent_call",
    "lift_refusal",
    "note_answered",
    "note_rung",
    "record_attempt",
    "refuse_calls",
    "refused_numbers",
    "ring_one_call",
    "settle_call",
    "withdraw_call",
]
