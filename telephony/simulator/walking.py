"""Follows TwiML verb by verb, as the provider does, to the end of the call."""

from datetime import timedelta
from uuid import uuid4

from telephony.simulator.acting import Act, Callee, HangsUp, Presses, Ringing, StaysSilent, Window
from telephony.simulator.gathering import gather, record
from telephony.simulator.handset import Handset, HungUp
from telephony.simulator.leg import Leg
from telephony.simulator.tape import Sound, Voice
from telephony.simulator.twiml import Document, Verb, words_of
from telephony.simulator.words import simulated_words

_BUSY_AFTER = timedelta(seconds=2)
_TRIES = 3
"""How many questions in the whisper a person answers with his key before he gives up."""


class Finished(Exception):  # noqa: N818 - a noun of the trade
    """The document said Hangup."""


class Answering:
    """Whoever took the call: presses his key when asked; a machine never does."""

    def __init__(self, callee: Callee) -> None:
        self._keys = callee.presses if callee.does is Ringing.ANSWERS else ""
        self._asked = 0

    async def cuts_in(self, _window: Window) -> Act | None:
        return None

    async def act(self, _window: Window) -> Act:
        self._asked += 1
        if self._asked > _TRIES:
            return HangsUp()
        return Presses(keys=self._keys) if self._keys else StaysSilent()

    async def rung(self, line: str) -> Callee:
        raise NotImplementedError


async def walk(leg: Leg, document: Document | None) -> None:
    """Returns at the end of the last document. Raises HungUp, Finished, ApplicationError, InACircle."""
    while document is not None:
        document = await _through(leg, document)


async def _through(leg: Leg, document: Document) -> Document | None:
    for verb in document.root:
        following = await _do(leg, verb, document)
        if following is not None:
            return following
    return None


async def _do(leg: Leg, verb: Verb, document: Document) -> Document | None:
    match verb.tag:
        case "Gather":
            return await gather(leg, verb, document)
        case "Record":
            return await record(leg, verb, document)
        case "Dial":
            return await dial(leg, verb, document)
        case "Redirect":
            return await leg.ask(words_of(verb), document)
        case "Hangup":
            raise Finished
        case "Say" | "Play" | "Pause":
            leg.handset.hear(*await leg.heard(verb, document))
    return None


async def dial(leg: Leg, verb: Verb, document: Document) -> Document | None:
    """Rings, whispers, joins. None where no action is named, and the next verb follows."""
    number = verb.find("Number")
    line = words_of(verb if number is None else number)
    callee = await leg.handset.party.rung(line)
    longest = timedelta(seconds=int(verb.get("timeout", "30")))
    result = await _ring(leg, line, callee, longest=longest, whisper=_whisper(number), document=document)
    leg.turned()
    leg.handset.turn()
    action = verb.get("action")
    if callee.caller_ends and result["DialBridged"] == "true":
        if action:
            leg.told_late.append((action, result))
        raise HungUp
    return await leg.ask(action, document, **result) if action else None


async def _ring(
    leg: Leg, line: str, callee: Callee, *, longest: timedelta, whisper: str, document: Document
) -> dict[str, str]:
    leg.handset.note(f"☎ {line}")
    rings = min(_rings_for(callee), longest)
    if callee.caller_leaves is not None and callee.caller_leaves < rings:
        leg.handset.tone(simulated_words().ring, lasts=callee.caller_leaves)
        leg.handset.note("↓")
        raise HungUp
    leg.handset.tone(simulated_words().ring, lasts=rings)
    if callee.does in {Ringing.BUSY, Ringing.FAILED}:
        return _ended("busy" if callee.does is Ringing.BUSY else "failed")
    if callee.does is Ringing.NO_ANSWER or callee.after > longest:
        return _ended("no-answer")
    if whisper and not await _joins(leg, line, callee, whisper=whisper, document=document):
        return _ended("completed")
    leg.handset.turn()
    talk = Sound(
        at=leg.clock.now() - leg.tape.began_at,
        lasted=callee.talks,
        voice=Voice.LINE,
        text=simulated_words().talk,
    )
    leg.tape.put(talk)
    leg.clock.pass_(callee.talks)
    return _ended("completed", lasted=callee.talks, bridged=True)


async def _joins(leg: Leg, line: str, callee: Callee, *, whisper: str, document: Document) -> bool:
    """What is whispered, and whether he is joined at its end; the caller hears the ringing go on."""
    theirs = Handset(Answering(callee), clock=leg.clock, tape=leg.tape, voice=Voice.WHISPER)
    form = {
        **leg.form,
        "CallSid": f"CA{uuid4().hex}",
        "ParentCallSid": leg.form["CallSid"],
        "From": leg.form["To"],
        "To": line,
        "Direction": "outbound-dial",
        "CallStatus": "in-progress",
    }
    other = Leg(leg.webhooks, theirs, leg.clock, leg.tape, form)
    try:
        await walk(other, await other.ask(whisper, document))
    except (HungUp, Finished):
        return False
    return True


def _rings_for(callee: Callee) -> timedelta:
    if callee.does in {Ringing.BUSY, Ringing.FAILED}:
        return _BUSY_AFTER
    return timedelta.max if callee.does is Ringing.NO_ANSWER else callee.after


def _ended(status: str, *, lasted: timedelta = timedelta(0), bridged: bool = False) -> dict[str, str]:
    told = {"DialCallStatus": status, "DialBridged": str(bridged).lower(), "DialCallSid": f"CA{uuid4().hex}"}
    if status == "completed":
        told["DialCallDuration"] = str(round(lasted.total_seconds()))
    return told


def _whisper(number: Verb | None) -> str:
    return "" if number is None else number.get("url", "")
