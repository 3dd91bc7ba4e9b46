"""What the caller has to say is recorded after he was told so, and somebody rings him."""

import asyncio
import logging

from hotline.safety import TriageGrade, screen
from telephony.phone.call import Call, Go, Outcome, Scene, token_of
from telephony.phone.events import CallEvent, Recorded
from telephony.phone.trade import Trade, Voicemail

log = logging.getLogger(__name__)


class Voicemails:
    """A danger told to the machine is a danger told."""

    def __init__(self, trade: Trade) -> None:
        self._trade = trade
        self._voice = trade.voice

    async def enter(self, call: Call, go: Go) -> Outcome:  # noqa: ARG002 - the protocol's
        return self._voice.record(call, "voicemail")

    async def take(self, call: Call, event: CallEvent) -> Outcome:
        if not isinstance(event, Recorded):
            return Go(scene=Scene.CALL_BACK, reason="busy")
        if event.text and screen(event.text).grade is TriageGrade.EMERGENCY:
            return Go(scene=Scene.EMERGENCY, text=event.text, token=token_of(event))
        if event.text:
            call.question = call.question or event.text
        return Go(scene=Scene.CALL_BACK, reason="voicemail")

    def keep(self, call: Call, event: Recorded) -> None:
        """Whenever the provider tells of it, once; a danger told of late raises the alarm all the same."""
        if event.recording in call.recordings:
            return
        call.recordings.add(event.recording)
        self._trade.background.begin(asyncio.to_thread(self._keep, call, event))
        is_late = call.is_over or call.scene is not Scene.VOICEMAIL
        if is_late and event.text and screen(event.text).grade is TriageGrade.EMERGENCY:
            message = self._trade.message(call, text=event.text, token=token_of(event))
            self._trade.background.begin(self._trade.intake.receive(message))

    def _keep(self, call: Call, event: Recorded) -> None:
        if self._trade.keep_voicemail is None:
            return
        voicemail = Voicemail(
            call=call.name,
            conversation_id=call.conversation_id,
            recording=event.recording,
            lasted=event.lasted,
            text=event.text,
            ticket=call.ticket.number if call.ticket else None,
            at=self._trade.clock.now(),
        )
        try:
            self._trade.keep_voicemail(voicemail)
        except Exception:
            log.exception("a voicemail is not noted; the provider has it")
