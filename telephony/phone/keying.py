"""Digits pressed with a pause between them are one number."""

from dataclasses import dataclass

from telephony.phone.call import Call
from telephony.phone.events import CallEvent, Heard, Pressed, Silent

_END = "#"


@dataclass(frozen=True, slots=True)
class Keyed:
    """`is_all`: whoever presses has told us so, or pressed nothing more."""

    digits: str
    is_all: bool


def keyed(call: Call, event: CallEvent, *, alone: bool) -> Keyed | None:
    """What is pressed of a number so far; None where this is no part of one.

    `alone`: a single key begins a number; else it is a wish.
    """
    before = call.keyed
    if isinstance(event, Heard):
        call.keyed = ""
        return None
    if isinstance(event, Silent):
        return Keyed(before, is_all=True) if before else None
    if not (isinstance(event, Pressed) and (before or alone or len(event.keys) > 1)):
        return None
    digits = before + event.keys.removesuffix(_END)
    if not digits.isdecimal():
        call.keyed = ""
        return None
    call.keyed, call.was_keyed = digits, True
    return Keyed(digits, is_all=event.keys.endswith(_END))
