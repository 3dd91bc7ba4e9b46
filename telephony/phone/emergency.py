"""What to do at once, then the emergency department's line, then the next, and never a dead line."""

import asyncio
import logging
from datetime import timedelta

from hotline.green_channel import AcknowledgedBy, AlarmRefused, LiveAlarm
from hotline.safety import TriageGrade, screen
from telephony.messages import InboundMessage
from telephony.phone.call import Call, Emergency, Go, Outcome, Scene, token_of
from telephony.phone.events import CallEvent, DialEnded, DialOutcome, Heard, Pressed
from telephony.phone.speaking import digit_by_digit, pieces, speakable
from telephony.phone.steps import Dial, Spoken
from telephony.phone.trade import Trade

log = logging.getLogger(__name__)

WHISPER = "emergency"
_HEAD_START = 0.01
_MOMENT = 0.2
_BACK = "*"
_LONGEST_TITLE, _LONGEST_PLACE = 16, 12


class Emergencies:
    """Waits for neither the bot nor any store: the instruction and the lines are in memory."""

    def __init__(self, trade: Trade) -> None:
        self._trade = trade
        self._voice = trade.voice
        self._lines = _lines_of(trade)

    async def enter(self, call: Call, go: Go) -> Outcome:
        """`go.text` is what was said, unless the intake raised the alarm already."""
        title, steps = self._instruction(call, go.text)
        before = call.emergency
        call.emergency = Emergency(title, steps, ring=before.ring if before and not before.answered else 0)
        if go.text:
            self._raise(call, go)
        return self._dial(call, "emergency_dial")

    async def take(self, call: Call, event: CallEvent) -> Outcome:
        emergency = call.emergency
        if emergency is None:
            return Go(scene=Scene.ASKING)
        if isinstance(event, DialEnded):
            return self._after_ring(call, emergency, event)
        if isinstance(event, Pressed) and event.keys == _BACK:
            return Go(scene=Scene.ASKING)
        if isinstance(event, Heard):
            self._tell(call, event)
            return self._dial(call, "emergency_noted")
        return self._dial(call, "emergency_dial")

    def at_worst(self, call: Call) -> Dial:
        """Whatever broke: the department's line, and the one sentence that matters."""
        call.emergency = call.emergency or Emergency("", ())
        said = (Spoken(self._voice.word("emergency_stay")),)
        ring = timedelta(seconds=self._voice.pace.emergency_ring)
        return Dial(prompt=said, line=self._lines[0][1], ring=ring, whisper=WHISPER)

    def whisper(self, call: Call | None) -> str:
        """Who, what and where, in one breath."""
        unknown = self._voice.word("whisper_unknown")
        alarm = next(iter(self._alarms(call)), None) if call else None
        title = call.emergency.title if call and call.emergency else unknown
        number = (alarm.phone if alarm else None) or (call.number if call else None)
        place = (alarm.place if alarm else None) or unknown
        return self._voice.word(
            "whisper_emergency",
            title=title[:_LONGEST_TITLE],
            place=place[:_LONGEST_PLACE],
            phone=digit_by_digit(number) if number else unknown,
        )

    def is_raised_for(self, call: Call) -> LiveAlarm | None:
        """An alarm of this call that nobody answered, whoever raised it."""
        return next((alarm for alarm in self._alarms(call) if alarm.state.calls_for_help), None)

    def _instruction(self, call: Call, text: str) -> tuple[str, tuple[str, ...]]:
        if call.missed is not None and call.missed.spoken:
            steps, call.missed = call.missed.spoken, None
            alarm = next(iter(self._alarms(call)), None)
            return (alarm.title if alarm else ""), steps
        screening = screen(text or self._voice.text("emergency_key"))
        if screening.grade is not TriageGrade.EMERGENCY:
            screening = screen(self._voice.text("emergency_key"))
        call.missed = None
        return screening.title or "", screening.spoken

    def _raise(self, call: Call, go: Go) -> None:
        """The alarm is on the bell before the first step is over."""
        self._begin(call, self._trade.message(call, text=go.text, token=go.token))

    def _tell(self, call: Call, event: Heard) -> None:
        self._begin(call, self._trade.message(call, text=event.text, token=token_of(event)))

    def _begin(self, call: Call, message: InboundMessage) -> None:
        call.raising = self._trade.background.begin(self._receive(message))

    async def _receive(self, message: InboundMessage) -> None:
        # Keeping and ringing want the processor at once, in threads of their own: the caller's step, which
        # is ready now, would wait behind them four times as long as it took to make.
        await asyncio.sleep(_HEAD_START)
        await self._trade.intake.receive(message)

    @staticmethod
    async def is_raised(call: Call) -> None:
        """Returns when the alarm is on the bell: long before anybody could have taken the telephone."""
        if call.raising is not None:
            await asyncio.wait({call.raising}, timeout=_MOMENT)

    def _after_ring(self, call: Call, emergency: Emergency, event: DialEnded) -> Outcome:
        if event.outcome is DialOutcome.ANSWERED:
            emergency.answered = True
            self.acknowledge(call)
            call.is_answered = True
            return Go(scene=Scene.ASKING, reason="emergency_done")
        if emergency.ring >= len(self._lines) * self._voice.pace.emergency_rounds:
            return self._stay(call, emergency)
        return self._dial(call, "emergency_next")

    def acknowledge(self, call: Call) -> None:
        """Whoever was joined has answered, as if he had pressed the key on his own telephone."""
        self._trade.background.begin(self._acknowledge_raised(call, by=self._rung(call)))

    async def _acknowledge_raised(self, call: Call, *, by: str) -> None:
        await self.is_raised(call)
        for alarm in self._alarms(call):
            if alarm.state.calls_for_help:
                await asyncio.to_thread(self._acknowledge, alarm, by)

    def _acknowledge(self, alarm: LiveAlarm, by: str) -> None:
        try:
            self._trade.bell.acknowledge(alarm.id, by=by, how=AcknowledgedBy.PHONE)
        except AlarmRefused as refused:
            log.info("not acknowledged by the call: %s", type(refused).__name__)
        except Exception:
            log.exception("an answered emergency call could not be noted")

    def _stay(self, call: Call, emergency: Emergency) -> Outcome:
        told = self._voice.word("emergency_stay")
        return self._voice.listen(call, self._steps(call, emergency, beside=told) + told)

    def _dial(self, call: Call, name: str) -> Dial:
        emergency = call.emergency or Emergency("", ())
        call.emergency = emergency
        line = self._lines[emergency.ring % len(self._lines)][1]
        emergency.ring += 1
        told = self._voice.word(name)
        steps = self._steps(call, emergency, beside=told)
        text = steps + told if name == "emergency_dial" else told + steps
        pace = self._voice.pace
        ring = timedelta(seconds=pace.emergency_ring)
        return Dial(prompt=(Spoken(text, self._voice.rate(call)),), line=line, ring=ring, whisper=WHISPER)

    def _steps(self, call: Call, emergency: Emergency, *, beside: str) -> str:
        """As many of the next steps as there is time for; each is said before any is said again."""
        room = self._voice.longest(call) - len(beside)
        parts = pieces(speakable("".join(emergency.steps)), longest=room)
        if not parts:
            return ""
        part = parts[emergency.said % len(parts)]
        emergency.said += 1
        return part

    def _rung(self, call: Call) -> str:
        ring = call.emergency.ring if call.emergency else 1
        return self._lines[(ring - 1) % len(self._lines)][0]

    def _alarms(self, call: Call) -> list[LiveAlarm]:
        conversation_id = call.conversation_id
        return [one for one in self._trade.bell.live() if one.conversation_id == conversation_id]


def _lines_of(trade: Trade) -> list[tuple[str, str]]:
    """Names and lines of the duty list in its order, each line once, the emergency department's first."""
    first = trade.hospital.placeholders["emergency_line"]
    lines = {first: first}
    for rung in trade.bell.ladder.rungs:
        if lines.get(rung.line, rung.line) == rung.line:
            lines[rung.line] = rung.name
    return [(name, line) for line, name in lines.items()]
