"""One end of a simulated call: what is heard there, and the questions asked for it."""

from dataclasses import dataclass, field
from datetime import timedelta

from telephony.simulator.clock import VirtualClock
from telephony.simulator.handset import Handset, Heard
from telephony.simulator.speech import SLOW, speaking_time
from telephony.simulator.tape import Tape, Voice
from telephony.simulator.twiml import Document, Verb, words_of
from telephony.simulator.webhooks import Form, Webhooks
from telephony.simulator.words import simulated_words

_RATES = {"x-slow": 0.5, "slow": SLOW, "medium": 1.0, "fast": 1.25, "x-fast": 1.5}
MOST_DOCUMENTS = 60
"""As many without the caller's turn go round in a circle."""


class InACircle(Exception):  # noqa: N818 - a noun of the trade
    """Documents lead to documents, and the caller is never asked anything."""


@dataclass
class Leg:
    """`form` goes with every request. `told_late` is what still has to be told when the call is over."""

    webhooks: Webhooks
    handset: Handset
    clock: VirtualClock
    tape: Tape
    form: Form
    told_late: list[tuple[str, Form]] = field(default_factory=list)
    _documents: int = 0

    async def ask(self, url: str, document: Document, **more: str) -> Document:
        """The document that follows; the caller hears nothing meanwhile."""
        self._documents += 1
        if self._documents > MOST_DOCUMENTS:
            self.tape.blame("documents lead in a circle")
            raise InACircle
        before = self.clock.now()
        following, _ = await self.webhooks.fetch(url, {**self.form, **more}, base=document.url)
        took = self.clock.now() - before
        self.clock.pass_(-took)  # it passes as silence, on the tape
        self.handset.nothing(took)
        return following

    def turned(self) -> None:
        self._documents = 0

    async def heard(self, verb: Verb, document: Document) -> tuple[Heard, ...]:
        """What a Say, Play or Pause sounds like."""
        if verb.tag == "Say":
            return (said(verb),) * int(verb.get("loop", "1"))
        if verb.tag == "Pause":
            seconds = timedelta(seconds=int(verb.get("length", "1")))
            return (Heard(text="", lasts=seconds, voice=Voice.SILENCE),)
        address = words_of(verb)
        lasts = await self.webhooks.sound(address, base=document.url)
        if lasts is None:
            self.tape.blame("nothing to play")
            return ()
        return (Heard(text=simulated_words().music, lasts=lasts, voice=Voice.TONE),) * max(
            1, int(verb.get("loop", "1"))
        )


def said(say: Verb) -> Heard:
    """Its text, and how long a voice at its pace takes for it."""
    lasts = speaking_time(say.text or "")
    for part in say.iter():
        if part is say:
            continue
        lasts += speaking_time(part.text or "", rate=_rate(part)) + speaking_time(part.tail or "")
        if part.tag == "break":
            lasts += _break(part.get("time", "500ms"))
    return Heard(text=words_of(say), lasts=lasts)


def _rate(part: Verb) -> float:
    told = part.get("rate", "medium") if part.tag == "prosody" else "medium"
    return float(told.rstrip("%")) / 100 if told.endswith("%") else _RATES.get(told, 1.0)


def _break(told: str) -> timedelta:
    if told.endswith("ms"):
        return timedelta(milliseconds=float(told[:-2]))
    return timedelta(seconds=float(told.rstrip("s") or 0))
