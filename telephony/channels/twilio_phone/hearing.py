"""Where speech is understood by ourselves: who hears each step, and what was said to it."""

from dataclasses import dataclass
from datetime import timedelta

from telephony.channels.twilio_phone.addresses import Place
from telephony.channels.twilio_phone.calls import Call
from telephony.channels.twilio_phone.ear import Ear
from telephony.channels.twilio_phone.twiml import Twiml, is_patient
from telephony.phone.events import Heard
from telephony.phone.steps import Listen, Step

_PAUSE, _LONGER_PAUSE = timedelta(seconds=0.8), timedelta(seconds=1.4)
_MOMENT = 2.5
"""Seconds; with what the next step takes it stays under six."""
_FIRST = 1
"""The step that a call begins with."""


@dataclass(frozen=True)
class HearingOurselves:
    """Without an ear the provider understands everything."""

    ear: Ear | None = None

    def waits(self, place: Place, call: Call) -> bool:
        """Whether words may still come for a step that nobody answered."""
        return self.ear is not None and place.step not in call.answers

    async def said_to(self, place: Place) -> Heard | None:
        """Raises StillSpeaking."""
        return await self.ear.heard(place, within=_MOMENT) if self.ear else None

    def render(self, step: Step, place: Place, *, twiml: Twiml) -> str:
        if self.ear is None:
            return twiml.render(step, place)
        hears = self.ear.begin(place.call) if place.step == _FIRST else self.ear.hears(place.call)
        if isinstance(step, Listen) and step.speech:
            self.ear.expect(place, pause=_LONGER_PAUSE if is_patient(step) else _PAUSE)
        else:
            self.ear.expect_nothing(place.call)
        return twiml.render(step, place, hears=hears)

    def end(self, call: str) -> None:
        if self.ear is not None:
            self.ear.end(call)
