"""What was said to each step of a call: understood here, and asked for at the address of the step."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from telephony.channels.twilio_phone.addresses import Addresses, Answer, Place
from telephony.channels.twilio_phone.ear import Hears, StillSpeaking
from telephony.phone.events import Heard
from telephony.speech import Recognised, Recogniser, Sound, Utterances

log = logging.getLogger(__name__)

MOST_CALLS = 4
"""Whose sound is taken at once: a recogniser needs a processor for as long as somebody speaks."""
_PAUSE = timedelta(seconds=0.8)
Redirect = Callable[[str, str], None]


@dataclass
class _Line:
    """Of one call; `place` is the step that is open for an answer."""

    utterances: Utterances = field(default_factory=lambda: Utterances(pause=_PAUSE))
    is_open: bool = False
    place: Place | None = None
    words: Recognised | None = None
    work: "asyncio.Task[None] | None" = None
    settled: asyncio.Event = field(default_factory=asyncio.Event)

    def is_asked(self, place: Place) -> bool:
        return self.place is not None and self.place.step == place.step

    @property
    def is_busy(self) -> bool:
        return self.work is not None or self.utterances.is_speaking


class Ears:
    """An `Ear`. `redirect` turns a call to another address, from a thread; where it cannot, the answer waits.

    While nobody is asked anything, and while the caller is joined to somebody, nothing is listened to.
    """

    def __init__(
        self, recogniser: Recogniser, *, addresses: Addresses, redirect: Redirect, most: int = MOST_CALLS
    ) -> None:
        self._recogniser = recogniser
        self._addresses = addresses
        self._redirect = redirect
        self._most = most
        self._lines: dict[str, _Line] = {}
        self._room = ThreadPoolExecutor(1, thread_name_prefix="recogniser")

    def begin(self, call: str) -> Hears:
        if call not in self._lines and len(self._lines) >= self._most:
            return Hears.PROVIDER
        self._lines.setdefault(call, _Line())
        return Hears.BOTH

    def hears(self, call: str) -> Hears:
        line = self._lines.get(call)
        return Hears.OURS if line is not None and line.is_open else Hears.PROVIDER

    def expect(self, place: Place, *, pause: timedelta) -> None:
        if (line := self._lines.get(place.call)) is None:
            return
        line.place, line.words, line.work = place, None, None
        line.utterances.forget()
        line.utterances.pause = pause
        line.settled = asyncio.Event()

    def expect_nothing(self, call: str) -> None:
        if (line := self._lines.get(call)) is not None:
            line.place = None
            line.utterances.forget()

    async def heard(self, place: Place, *, within: float) -> Heard | None:
        line = self._lines.get(place.call)
        if line is None or not line.is_asked(place):
            return None
        if line.words is None and line.is_busy:
            try:
                await asyncio.wait_for(line.settled.wait(), within)
            except TimeoutError:
                raise StillSpeaking from None
        if not line.is_asked(place) or line.words is None:
            return None
        said = line.words
        token = f"{place.call}-{place.step}"
        return Heard(call=place.call, token=token, text=said.text, confidence=said.confidence)

    def end(self, call: str) -> None:
        if (line := self._lines.pop(call, None)) is not None:
            line.place = None
            line.settled.set()

    def open(self, call: str) -> bool:
        """The line to its sound stands; whether it is one that is wanted."""
        line = self._lines.get(call)
        if line is None or line.is_open:
            return False
        line.is_open = True
        return True

    def close(self, call: str) -> None:
        """From the next step on the provider hears again."""
        if (line := self._lines.get(call)) is not None:
            line.is_open = False
            line.utterances.forget()
            if line.work is None:
                line.settled.set()

    def feed(self, call: str, sound: Sound) -> None:
        line = self._lines.get(call)
        if line is None or line.place is None or line.words is not None or line.work is not None:
            return
        was_speaking = line.utterances.is_speaking
        said = line.utterances.feed(sound)
        if said is not None:
            line.work = asyncio.create_task(self._understand(line, line.place, said))
        elif was_speaking and not line.utterances.is_speaking:
            line.settled.set()  # a cough

    async def _understand(self, line: _Line, place: Place, said: Sound) -> None:
        words = await self._words(said)
        if not line.is_asked(place):
            return
        line.words, line.work = words, None
        line.settled.set()
        if words is None:
            line.settled = asyncio.Event()
            return
        address = self._addresses.answer(place, Answer.HEARD)
        try:
            await asyncio.to_thread(self._redirect, place.call, address)
        except Exception as fault:  # noqa: BLE001 - the step's own silence ends soon, and asks for the words
            log.warning("a call could not be turned to what was said: %s", type(fault).__name__)

    async def _words(self, said: Sound) -> Recognised | None:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._room, self._recogniser.hear, said)
        except Exception:
            # The recogniser's edge: who is not understood is asked again, as on any bad line.
            log.exception("a recogniser broke")
            return None
