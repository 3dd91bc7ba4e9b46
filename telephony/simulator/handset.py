"""One person at one end of a line: what he hears goes onto the tape, what he does takes time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from telephony.simulator.acting import Act, HangsUp, Party, Presses, Says, StaysSilent, Wait, Window
from telephony.simulator.clock import VirtualClock
from telephony.simulator.speech import speaking_time, unspeakable
from telephony.simulator.tape import Sound, Tape, Voice

LONGEST_PROMPT = timedelta(seconds=15)
LONGEST_SILENCE = timedelta(seconds=6)
LONGEST_WAIT = timedelta(seconds=12)
_THINKS = timedelta(seconds=1)
_PAUSES = timedelta(seconds=1)
"""How long a recogniser waits to be sure that somebody has finished."""
_A_KEY = timedelta(seconds=0.4)


class HungUp(Exception):  # noqa: N818 - a noun of the trade
    """The person put the receiver down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A piece of a prompt before it is played."""

    text: str
    lasts: timedelta
    voice: Voice = Voice.HOTLINE


class Handset:
    """`voice` is how the hotline is told on the tape: to the caller, or whispered to whoever was rung."""

    def __init__(
        self, party: Party, *, clock: VirtualClock, tape: Tape, voice: Voice = Voice.HOTLINE
    ) -> None:
        self.party = party
        self._clock = clock
        self._tape = tape
        self._voice = voice
        self._is_caller = voice is Voice.HOTLINE
        self._spoken = timedelta(0)
        self._silent = timedelta(0)

    def note(self, text: str) -> None:
        self._put(Heard(text=text, lasts=timedelta(0), voice=Voice.NOTE))

    def hear(self, *prompt: Heard) -> None:
        """Plays to the end, and minds how long it is."""
        for piece in prompt:
            self._put(piece)
            self._mind(piece)

    def nothing(self, time: timedelta) -> None:
        """Time in which nothing is to be heard."""
        self.hear(Heard(text="", lasts=time, voice=Voice.SILENCE))

    def tone(self, text: str, *, lasts: timedelta) -> None:
        self.hear(Heard(text=text, lasts=lasts, voice=Voice.TONE))

    def turn(self) -> None:
        """The person may act, or another begins to speak: the next prompt is a new one."""
        self._spoken = timedelta(0)
        self._silent = timedelta(0)

    async def listen(self, prompt: Sequence[Heard], window: Window) -> Act:
        """What he does in the window; what the window cannot take is silence. Raises HungUp."""
        act = await self.party.cuts_in(window) if prompt else None
        if act is None or not window.interruptible:
            self.hear(*prompt)
            act = await self.party.act(window)
        else:
            self._hear_until(prompt, until=_early(act))
        self.turn()
        return self._done(act, window=window)

    def _done(self, act: Act, *, window: Window) -> Act:
        match act:
            case HangsUp(after=after):
                self._wait(after)
                self._own(Voice.NOTE, "↓", lasts=timedelta(0))
                raise HungUp
            case Says(text=text) if window.speech and text.strip():
                self._wait(_THINKS)
                self._own(Voice.CALLER, text, lasts=speaking_time(text))
                self._wait(_PAUSES)
                return act
            case Presses(keys=keys) if taken := window.collect(keys):
                self._wait(_THINKS)
                self._own(Voice.CALLER, f"[{keys}]", lasts=_A_KEY * len(keys))
                self._wait(window.lasts_after(keys))
                return Presses(keys=taken)
        self._unheard(act)
        self._wait(window.wait)
        if window.wait > LONGEST_WAIT and window.why is Wait.ANSWER and self._is_caller:
            self._tape.blame(f"{window.wait.total_seconds():.0f} s of waiting for an answer")
        return StaysSilent()

    def _unheard(self, act: Act) -> None:
        """He spoke or pressed where nobody listens for that."""
        if isinstance(act, Says | Presses):
            text = act.text if isinstance(act, Says) else f"[{act.keys}]"
            self._own(Voice.CALLER, f"({text})", lasts=timedelta(0))

    def _hear_until(self, prompt: Sequence[Heard], *, until: timedelta) -> None:
        left = until
        for piece in prompt:
            if left <= timedelta(0):
                break
            cut = piece.lasts > left
            played = Heard(text=piece.text, lasts=min(piece.lasts, left), voice=piece.voice)
            self._put(played, cut=cut)
            left -= played.lasts

    def _mind(self, piece: Heard) -> None:
        silent = piece.voice is Voice.SILENCE
        self._silent = self._silent + piece.lasts if silent else timedelta(0)
        if self._silent > LONGEST_SILENCE:
            self._tape.blame(f"{self._silent.total_seconds():.1f} s of silence")
        if piece.voice is not Voice.HOTLINE:
            return
        if mark := unspeakable(piece.text):
            self._tape.blame(f"no voice can read {mark}: {piece.text[:40]}")
        self._spoken += piece.lasts
        if self._spoken > LONGEST_PROMPT:
            self._tape.blame(f"prompt of {self._spoken.total_seconds():.1f} s: …{piece.text[-24:]}")

    def _put(self, piece: Heard, *, cut: bool = False) -> None:
        voice = self._voice if piece.voice is Voice.HOTLINE else piece.voice
        self._add(voice, piece.text, lasts=piece.lasts, cut=cut)

    def _own(self, voice: Voice, text: str, *, lasts: timedelta) -> None:
        own = Voice.LINE if voice is Voice.CALLER and not self._is_caller else voice
        self._add(own, text, lasts=lasts)

    def _wait(self, time: timedelta) -> None:
        self._clock.pass_(time)

    def _add(self, voice: Voice, text: str, *, lasts: timedelta, cut: bool = False) -> None:
        at = self._clock.now() - self._tape.began_at
        self._tape.put(Sound(at=at, lasted=lasts, voice=voice, text=text, cut=cut))
        self._clock.pass_(lasts)


def _early(act: Act) -> timedelta:
    early = None if isinstance(act, StaysSilent) else act.early
    return early or timedelta(0)
