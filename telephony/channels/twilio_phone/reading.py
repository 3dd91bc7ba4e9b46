"""What the provider tells becomes an event of the call."""

import math
import re
from datetime import timedelta

from telephony.channels.twilio_phone.addresses import Answer, Place
from telephony.phone.events import (
    Began,
    CallEvent,
    CameBack,
    DialEnded,
    DialOutcome,
    Direction,
    Ended,
    Heard,
    Pressed,
    Recorded,
    Silent,
)
from telephony.signed_forms import Form

_KEYS = re.compile(r"[0-9*#]{1,64}")
_RECORDING = re.compile(r"RE[0-9a-fA-F]{32}")
_INTERNATIONAL = re.compile(r"\+\d{5,15}")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_CHINA = "+86"
_EMERGENCY = "0"
_LONGEST = 86_400

# The keypad spells of ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE and +464 nobody:
# so the provider writes a number that was withheld, and two of them look as if they were of China.
_WITHHELD = {"+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253", "+464"}

_OUTCOMES = {
    "completed": DialOutcome.ANSWERED,
    "answered": DialOutcome.ANSWERED,
    "busy": DialOutcome.BUSY,
    "no-answer": DialOutcome.NO_ANSWER,
    "canceled": DialOutcome.NO_ANSWER,
    "failed": DialOutcome.FAILED,
}
OVER = frozenset({"completed", "busy", "no-answer", "canceled", "failed"})
"""States of a call after which nothing follows."""


def began(form: Form, *, call: str, errand: str | None = None) -> Began:
    outbound = errand is not None or form.get("Direction", "").startswith("outbound")
    return Began(
        call=call,
        token=f"{call}-0",
        number=_number(form.get("To" if outbound else "From", "")),
        direction=Direction.OUTBOUND if outbound else Direction.INBOUND,
        errand=errand,
        machine=_is_machine(form),
    )


def ended(form: Form, *, call: str, errand: str | None) -> Ended:
    state = form.get("CallStatus", "")
    outcome = _OUTCOMES.get(state, DialOutcome.FAILED)
    if outcome is DialOutcome.ANSWERED and _is_machine(form):
        outcome = DialOutcome.NO_ANSWER
    return Ended(
        call=call,
        token=f"{call}-ended",
        answered=outcome is DialOutcome.ANSWERED,
        lasted=_span(form.get("CallDuration", "")),
        errand=errand,
        outcome=outcome,
    )


def answered(form: Form, *, place: Place, answer: Answer, was_joined: bool) -> CallEvent:
    """`was_joined`: whoever was rung pressed the key, as far as this process knows."""
    call, token = place.call, f"{place.call}-{place.step}"
    match answer:
        case Answer.DIALLED | Answer.SCREENED:
            screened = answer is Answer.SCREENED
            return _dialled(form, call=call, token=token, was_joined=was_joined or not screened)
        case Answer.RECORDED:
            return _recorded(form, call=call, token=token)
        case Answer.BACK:
            return CameBack(call=call, token=token)
        case Answer.HELD:
            return _pressed(form, call=call, token=token) or CameBack(call=call, token=token)
        case Answer.HEARD:
            return _pressed(form, call=call, token=token) or _heard(form, call=call, token=token)


def recorded(form: Form, *, call: str) -> Recorded | None:
    """None where there is no recording."""
    name = form.get("RecordingSid", "") or form.get("RecordingUrl", "").rpartition("/")[2]
    if not _RECORDING.fullmatch(name) or form.get("RecordingStatus", "completed") != "completed":
        return None
    lasted = _span(form.get("RecordingDuration", ""))
    return Recorded(call=call, token=f"{call}-{name}", recording=name, lasted=lasted)


def _recorded(form: Form, *, call: str, token: str) -> CallEvent:
    """A cry for help ends a message: the key is heard at once, and of the recording is told by itself."""
    if form.get("Digits") == _EMERGENCY:
        return Pressed(call=call, token=token, keys=_EMERGENCY)
    return recorded(form, call=call) or Silent(call=call, token=token)


def _dialled(form: Form, *, call: str, token: str, was_joined: bool) -> DialEnded:
    outcome = _OUTCOMES.get(form.get("DialCallStatus", ""), DialOutcome.FAILED)
    bridged = form.get("DialBridged")
    # The line of somebody who took the call and was never joined ends as "completed", too.
    if outcome is DialOutcome.ANSWERED and not (was_joined if bridged is None else bridged == "true"):
        outcome = DialOutcome.NO_ANSWER
    joined = outcome is DialOutcome.ANSWERED
    lasted = _span(form.get("DialCallDuration", "")) if joined else timedelta(0)
    return DialEnded(call=call, token=token, outcome=outcome, lasted=lasted)


def _pressed(form: Form, *, call: str, token: str) -> Pressed | None:
    keys = form.get("Digits", "") or form.get("FinishedOnKey", "")
    return Pressed(call=call, token=token, keys=keys) if _KEYS.fullmatch(keys) else None


def _heard(form: Form, *, call: str, token: str) -> Heard | Silent:
    text = form.get("SpeechResult", "").strip()
    if not text:
        return Silent(call=call, token=token)
    return Heard(call=call, token=token, text=text, confidence=_confidence(form.get("Confidence", "")))


def _number(told: str) -> str | None:
    """As it is dialled in China; None where it was withheld, or is none."""
    if told in _WITHHELD or not _INTERNATIONAL.fullmatch(told):
        return None
    if not told.startswith(_CHINA):
        return told
    national = told.removeprefix(_CHINA)
    return national if _MOBILE.fullmatch(national) else f"0{national}"


def _confidence(told: str) -> float | None:
    try:
        value = float(told)
    except ValueError:
        return None
    return min(max(value, 0.0), 1.0) if math.isfinite(value) else None


def _span(told: str) -> timedelta:
    seconds = int(told) if re.fullmatch(r"[0-9]{1,6}", told) else 0
    return timedelta(seconds=min(seconds, _LONGEST))


def _is_machine(form: Form) -> bool:
    return form.get("AnsweredBy", "").startswith(("machine", "fax"))
