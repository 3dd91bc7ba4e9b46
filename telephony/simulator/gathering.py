"""Gather and Record: the verbs that wait for the caller."""

from datetime import timedelta
from uuid import uuid4

from telephony.simulator.acting import Act, Presses, Says, Wait, Window
from telephony.simulator.handset import HungUp
from telephony.simulator.leg import Leg
from telephony.simulator.speech import speaking_time
from telephony.simulator.twiml import Document, Verb
from telephony.simulator.words import simulated_words

_ANY_KEY = "1234567890*#"
_BEEP = timedelta(seconds=0.5)
_API = "https://api.twilio.com/2010-04-01/Accounts"


async def gather(leg: Leg, verb: Verb, document: Document) -> Document | None:
    """The answer to what was said or pressed; None where nothing was, and the next verb follows."""
    said, pause = _apart(verb)
    prompt = [piece for child in said for piece in await leg.heard(child, document)]
    act = await leg.handset.listen(prompt, _window(verb, pause=pause))
    leg.turned()
    action = verb.get("action") or document.url
    form = _form(act)
    if form is None and verb.get("actionOnEmptyResult") != "true":
        return None
    return await leg.ask(action, document, **(form or {}))


def _apart(verb: Verb) -> tuple[list[Verb], timedelta]:
    """What is to be heard, and the pause at its end, in which the line is as open as after it."""
    said, pause = list(verb), timedelta(0)
    while said and said[-1].tag == "Pause":
        pause += timedelta(seconds=int(said.pop().get("length", "1")))
    return said, pause


def _window(verb: Verb, *, pause: timedelta) -> Window:
    listens = verb.get("input", "dtmf").split()
    digits = verb.get("numDigits")
    most = int(digits) if digits else None
    timeout = timedelta(seconds=int(verb.get("timeout", "5")))
    return Window(
        why=Wait.ANSWER,
        keys=most if "dtmf" in listens else 0,
        finish=verb.get("finishOnKey", "#"),
        speech="speech" in listens,
        wait=pause + timeout,
        between=timeout,
        interruptible=verb.get("bargeIn", "true") == "true",
    )


def _form(act: Act) -> dict[str, str] | None:
    match act:
        case Says(text=text, confidence=confidence):
            return {"SpeechResult": text, "Confidence": f"{confidence:.8f}"}
        case Presses(keys=keys):
            return {"Digits": keys}
    return None


async def record(leg: Leg, verb: Verb, document: Document) -> Document | None:
    """None where only silence came, and the next verb follows."""
    action = verb.get("action") or document.url
    longest = timedelta(seconds=int(verb.get("maxLength", "3600")))
    window = Window(
        why=Wait.MESSAGE,
        keys=1,
        wait=timedelta(seconds=int(verb.get("timeout", "5"))),
        interruptible=False,
    )
    if verb.get("playBeep") != "false":
        leg.handset.tone(simulated_words().beep, lasts=_BEEP)
    try:
        act = await leg.handset.listen((), window)
    except HungUp:
        leg.told_late.append((action, _recording(leg, timedelta(seconds=1), digits="hangup")))
        raise
    leg.turned()
    spoken = act.text if isinstance(act, Says) else ""
    key = act.keys if isinstance(act, Presses) and act.keys in verb.get("finishOnKey", _ANY_KEY) else ""
    if not (spoken or key):
        return None
    kept = _recording(leg, min(speaking_time(spoken), longest), digits=key)
    if callback := verb.get("recordingStatusCallback"):
        leg.told_late.append((callback, {**kept, "RecordingStatus": "completed"}))
    return await leg.ask(action, document, **kept)


def _recording(leg: Leg, lasted: timedelta, *, digits: str) -> dict[str, str]:
    name = f"RE{uuid4().hex}"
    return {
        "RecordingSid": name,
        "RecordingUrl": f"{_API}/{leg.form['AccountSid']}/Recordings/{name}",
        "RecordingDuration": str(max(1, round(lasted.total_seconds()))),
        "Digits": digits,
    }
