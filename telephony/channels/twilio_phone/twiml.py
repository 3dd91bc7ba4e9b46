"""A step becomes the TwiML that does it."""

from datetime import timedelta

from twilio.twiml.voice_response import Dial as DialVerb
from twilio.twiml.voice_response import Gather, VoiceResponse

from hotline.phone import plain_number
from telephony.channels.twilio_phone.addresses import Addresses, Answer, Place
from telephony.channels.twilio_phone.ear import Hears
from telephony.channels.twilio_phone.music import LASTS
from telephony.channels.twilio_phone.voice import LISTENS_IN, hints, say, seconds
from telephony.phone.steps import ComeBack, Dial, HangUp, Hold, Listen, Record, Spoken, Step
from telephony.ringing import international

_LARGEST = 65_536
_SHORTEST_NUMBER = 7
"""Digits; what is shorter is an emergency number or an extension, and no system dials those."""
_PATIENT_WAIT = timedelta(seconds=6)
_LISTENS_ON = timedelta(seconds=2)
_TIMES_WHISPERED = 2
_ANY_KEY = ""
"""Ends nothing: with one key awaited, * and # are keys as any other."""


class OversizedTwiml(ValueError):  # noqa: N818 - a noun of the trade
    """A step that says more than the provider reads."""


class Twiml:
    """Pure; `number` is the hospital's own, which those see who are rung."""

    def __init__(self, addresses: Addresses, *, number: str) -> None:
        self._addresses = addresses
        self._number = number

    def render(self, step: Step, place: Place, *, hears: Hears = Hears.PROVIDER) -> str:
        """What is answered there belongs to `place`."""
        response = VoiceResponse()
        if hears is Hears.BOTH:
            # Goes on beside every later document; the other way, Connect, hears nothing while we speak.
            response.start().stream(url=self._addresses.ears, track="inbound_track")
        match step:
            case Listen():
                self._listen(response, step, place, is_provided=hears is not Hears.OURS)
            case Dial():
                self._dial(response, step, place)
            case Hold():
                self._hold(response, step, place)
            case ComeBack():
                say(response, step.prompt)
                self._go_to(response, place, Answer.BACK)
            case Record():
                self._record(response, step, place)
            case HangUp():
                say(response, step.prompt)
                response.hangup()
        return document(response)

    def whisper(self, said: tuple[Spoken, ...], place: Place, *, name: str, asked: int) -> str:
        """Whoever was rung presses 1 to be joined; whoever does not is no answer."""
        response = VoiceResponse()
        if asked > _TIMES_WHISPERED:
            response.hangup()
            return document(response)
        key_at = self._addresses.whisper(place, name=name, asked=asked + 1)
        gather = Gather(
            input="dtmf",
            num_digits=1,
            finish_on_key=_ANY_KEY,
            timeout=5,
            action=key_at,
            method="POST",
            action_on_empty_result=True,
        )
        say(gather, said)
        response.append(gather)
        response.hangup()
        return document(response)

    def listen_on(self, place: Place) -> str:
        """Nothing is said: the caller still speaks, and may press a key meanwhile."""
        response = VoiceResponse()
        step = Listen(prompt=(), speech=False, wait=_LISTENS_ON)
        self._listen(response, step, place, is_provided=False)
        return document(response)

    def _listen(self, response: VoiceResponse, step: Listen, place: Place, *, is_provided: bool) -> None:
        action = self._addresses.answer(place, Answer.HEARD)
        # The provider's one timeout is the wait for the first key and for every next: a number that may be
        # keyed has the short one, and the longer silence before it is a pause of the prompt.
        timeout = min(step.between, step.wait) if step.keys > 1 else step.wait
        facts = {"action": action, "method": "POST", "timeout": seconds(timeout, most=60)}
        speech = step.speech and is_provided
        if step.keys or not speech:
            facts |= {"num_digits": step.keys or 1, "finish_on_key": "#" if step.keys > 1 else _ANY_KEY}
        if speech:
            # A pause for thought is no end of what somebody says, least of all where he is given longer.
            facts |= {"language": LISTENS_IN, "speech_timeout": str(3 if is_patient(step) else 2)}
        if speech and (expected := hints(step.hints)):
            facts |= {"hints": expected}
        ways = [way for way, open_ in (("dtmf", step.keys or not speech), ("speech", speech)) if open_]
        gather = Gather(input=" ".join(ways), barge_in=True, action_on_empty_result=True, **facts)
        say(gather, step.prompt)
        if step.wait > timeout:
            gather.pause(length=seconds(step.wait - timeout))
        response.append(gather)
        self._go_to(response, place, Answer.HEARD)

    def _dial(self, response: VoiceResponse, step: Dial, place: Place) -> None:
        say(response, step.prompt)
        if len(plain_number(step.line)) < _SHORTEST_NUMBER:
            self._go_to(response, place, Answer.DIALLED)  # with no outcome: it failed
            return
        ended_at = self._addresses.answer(place, Answer.SCREENED if step.whisper else Answer.DIALLED)
        dial = DialVerb(
            action=ended_at,
            method="POST",
            timeout=seconds(step.ring),
            caller_id=self._number,
            answer_on_bridge=True,  # else the caller hears nothing while the other hears the whisper
        )
        whisper = {}
        if step.whisper:
            whisper = {"url": self._addresses.whisper(place, name=step.whisper, asked=1), "method": "POST"}
        dial.number(international(step.line), **whisper)
        response.append(dial)

    def _hold(self, response: VoiceResponse, step: Hold, place: Place) -> None:
        gather = Gather(
            input="dtmf",
            num_digits=1,
            finish_on_key=_ANY_KEY,
            timeout=1,
            action=self._addresses.answer(place, Answer.HELD),
            method="POST",
            action_on_empty_result=True,
        )
        say(gather, step.prompt)
        gather.play(self._addresses.music, loop=max(1, round(step.wait / LASTS)))
        response.append(gather)
        self._go_to(response, place, Answer.HELD)

    def _record(self, response: VoiceResponse, step: Record, place: Place) -> None:
        say(response, step.prompt)
        response.record(
            action=self._addresses.answer(place, Answer.RECORDED),
            method="POST",
            timeout=5,
            max_length=seconds(step.longest),
            finish_on_key="0#",
            play_beep=True,
            trim="trim-silence",
            recording_status_callback=self._addresses.recording(place),
            recording_status_callback_method="POST",
            recording_status_callback_event="completed",
        )
        # An empty recording asks nothing and goes on here.
        self._go_to(response, place, Answer.RECORDED)

    def _go_to(self, response: VoiceResponse, place: Place, answer: Answer) -> None:
        response.redirect(self._addresses.answer(place, answer), method="POST")


def is_patient(step: Listen) -> bool:
    """Whether the caller is given longer, between two words as well."""
    return step.wait >= _PATIENT_WAIT


def ask_again(prompt: tuple[Spoken, ...], *, at: str) -> str:
    """TwiML: says something while the answer asked for is still being made, and asks for it again."""
    response = VoiceResponse()
    say(response, prompt)
    response.redirect(at, method="POST")
    return document(response)


def nothing() -> str:
    """TwiML: the document is over, and what comes after it goes on."""
    return document(VoiceResponse())


def document(response: VoiceResponse) -> str:
    """Raises OversizedTwiml."""
    text = str(response)
    if len(text.encode()) > _LARGEST:
        raise OversizedTwiml
    return text
