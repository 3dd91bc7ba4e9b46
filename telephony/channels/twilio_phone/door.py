"""A call over Twilio: what it tells goes to the phone line, and the next step comes back as TwiML."""

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from hotline.clock import Clock
from telephony.channels.twilio_phone import reading
from telephony.channels.twilio_phone.addresses import (
    Addresses,
    Answer,
    NoSuchPlace,
    Place,
    is_call,
    step_of,
)
from telephony.channels.twilio_phone.calls import LATE, Call, Calls
from telephony.channels.twilio_phone.ear import StillSpeaking
from telephony.channels.twilio_phone.ended_calls import EndedCalls
from telephony.channels.twilio_phone.hearing import HearingOurselves
from telephony.channels.twilio_phone.twiml import Twiml, ask_again, nothing
from telephony.phone.events import Began, CallEvent, Silent
from telephony.phone.line import HearsJoining, PhoneLine
from telephony.phone.steps import HangUp, Listen
from telephony.signed_forms import BadForm, Form, SignedForms, StaleForm

log = logging.getLogger(__name__)
PATIENCE = 5.5
_AGAIN = "again"


@dataclass(frozen=True, kw_only=True)
class TwilioPhone:
    """`without_us` is heard where nothing else can be; `patience`, in seconds, how long it may be quiet."""

    line: PhoneLine
    without_us: Listen | HangUp
    forms: SignedForms
    addresses: Addresses
    twiml: Twiml
    calls: Calls
    clock: Clock
    patience: float
    ended: EndedCalls | None = None
    hearing: HearingOurselves = field(default_factory=HearingOurselves)

    async def begin(self, request: Request) -> str:
        """A call came in, or one we made was taken."""
        form = await self.forms.read(request)
        event = reading.began(form, call=_call(form), errand=request.query_params.get("errand"))
        place = Place(event.call, 0, self.clock.now())
        call = await self._known(self.calls.of(event.call), name=event.call)
        return await self._go_on(event, request, place=place, form=form, call=call)

    async def answer(self, request: Request, answer: Answer) -> str:
        """A step was answered."""
        form = await self.forms.read(request)
        place = _place(request)
        if _call(form) != place.call:
            raise BadForm
        call = await self._known(self.calls.at(place), name=place.call)
        event = reading.answered(form, place=place, answer=answer, was_joined=place.step in call.joined)
        if answer is Answer.HEARD and isinstance(event, Silent) and self.hearing.waits(place, call):
            try:
                event = await self.hearing.said_to(place) or event
            except StillSpeaking:
                return self.twiml.listen_on(place)
        if answer is Answer.RECORDED and (recording := reading.recorded(form, call=place.call)) == event:
            call.recordings.add(recording.recording)
        return await self._go_on(event, request, place=place, form=form, call=call)

    async def whisper(self, request: Request) -> str:
        """Whoever was rung took the call, or pressed a key, or did not."""
        form = await self.forms.read(request)
        place, query = _place(request), request.query_params
        call, asked, name = self.calls.at(place), _asked(query.get("asked", "")), query.get("name", "")
        if asked > 1 and form.get("Digits") == "1":
            self._join(call, place, name=name)
            return nothing()
        try:
            said = await asyncio.wait_for(self.line.whisper(place.call, name), self.patience)
            return self.twiml.whisper(said, place, name=name, asked=asked)
        except Exception:
            # Joined unasked is better than a caller in danger who is not joined.
            log.exception("nothing to whisper")
            call.joined.add(place.step)
            return nothing()

    def _join(self, call: Call, place: Place, *, name: str) -> None:
        is_told_before = place.step in call.joined
        call.joined.add(place.step)
        if is_told_before or not isinstance(self.line, HearsJoining):
            return
        try:
            self.line.joined(place.call, name)
        except Exception:
            # Nothing keeps those two apart now.
            log.exception("a line was joined, and nobody noted it")

    async def recording(self, request: Request) -> str:
        """A recording is ready, of which the call itself may have told."""
        form = await self.forms.read(request)
        place = _place(request)
        event, call = reading.recorded(form, call=place.call), self.calls.at(place)
        if event is not None and event.recording not in call.recordings:
            call.recordings.add(event.recording)
            await self.line.take(event)
        return nothing()

    async def status(self, request: Request) -> str:
        """A call we were told of, or one we made, is in another state."""
        form = await self.forms.read(request)
        name = _call(form)
        if form.get("CallStatus") in reading.OVER:
            self.calls.end(name)
            self.hearing.end(name)
            self.line.end(reading.ended(form, call=name, errand=request.query_params.get("errand")))
        return nothing()

    async def fallback(self, request: Request) -> str:
        """We failed, or were too slow: needs neither the line nor anything it stands on."""
        form = await self.forms.read(request)
        name = form.get("CallSid", "")
        log.error("a call fell back: provider's code %s", _code(form))
        failed = Place(name, step_of(form.get("ErrorUrl", ""), call=name), self.clock.now())
        return self.lost(failed)

    def lost(self, place: Place | None = None) -> str:
        """What a caller hears from us at the worst; never fails."""
        if place is not None and is_call(place.call):
            return self.twiml.render(self.without_us, place.next(now=self.clock.now()))
        nowhere = Place("", 0, self.clock.now())
        return self.twiml.render(HangUp(prompt=self.without_us.prompt), nowhere)

    async def _known(self, call: Call, *, name: str) -> Call:
        """Raises StaleForm where it ended long ago, as another process or the one before us wrote down."""
        long_ago = self.clock.now() - LATE
        if call.is_new and self.ended is not None and await self.ended.knows(name, at=long_ago):
            raise StaleForm
        return call

    async def _go_on(
        self, event: CallEvent, request: Request, *, place: Place, form: Form, call: Call
    ) -> str:
        answering = call.answer(place.step, self._make(event, place, form=form, is_new=call.is_new))
        try:
            return await asyncio.wait_for(asyncio.shield(answering), self.patience)
        except TimeoutError:
            log.warning("a call waits longer than %s s for its next step", self.patience)
        if _AGAIN in request.query_params:
            return self.lost(place)
        asked = self.forms.address(request)
        return ask_again(self.without_us.prompt, at=f"{asked}{'&' if '?' in asked else '?'}{_AGAIN}=1")

    def _make(
        self, event: CallEvent, place: Place, *, form: Form, is_new: bool
    ) -> Callable[[], Coroutine[Any, Any, str]]:
        async def make() -> str:
            try:
                if is_new and not isinstance(event, Began):
                    # We were started anew in the middle of this call: the line must know whose it is.
                    await self.line.take(reading.began(form, call=event.call))
                step = await self.line.take(event)
                return self.hearing.render(step, place.next(now=self.clock.now()), twiml=self.twiml)
            except Exception:
                log.exception("a call goes on without us")
                return self.lost(place)

        return make


def _call(form: Form) -> str:
    name = form.get("CallSid", "")
    if not is_call(name):
        raise BadForm
    return name


def _place(request: Request) -> Place:
    path = request.path_params
    try:
        return Place.read(call=path["call"], step=path["step"], at=request.query_params.get("at", ""))
    except NoSuchPlace:
        raise BadForm from None


def _asked(count: str) -> int:
    return int(count) if re.fullmatch(r"\d", count) else 1


def _code(form: Form) -> str:
    code = form.get("ErrorCode", "")
    return code if code.isdecimal() and len(code) < 8 else "none"  # noqa: PLR2004
