"""What is kept of a telephone call, and how a number wants to be spoken to."""

from hotline.calls.caller_profile import CallerProfile
from hotline.calls.keeping import ended_before, find_manner, keep_call
from hotline.calls.learning import Counts, learned
from hotline.calls.manner import Manner, Switch
from hotline.calls.phone_call import CallOutcome, CallRecord, PhoneCall

__all__ = [
    "CallOutcome",
    "CallRecord",
    "CallerProfile",
    "Counts",
    "Manner",
    "PhoneCall",
    "Switch",
    "ended_before",
    "find_manner",
    "keep_call",
    "learned",
]
