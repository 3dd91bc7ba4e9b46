"""How a call sounds: pace, length and patience as this caller needs them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from knowledge_base import Hospital
from telephony.messages import TicketNote
from telephony.phone.call import Call, Said
from telephony.phone.pace import CallPace
from telephony.phone.speaking import digit_by_digit, pieces, speakable
from telephony.phone.steps import ComeBack, HangUp, Hold, Listen, Pace, Record, Spoken
from telephony.words import Words

NUMBER_KEYS = 12


class Voice:
    """Makes the steps that say something; none is longer than the pace allows."""

    def __init__(
        self, *, words: Words, hospital: Hospital, pace: CallPace, hints: tuple[str, ...] = ()
    ) -> None:
        self.pace = pace
        self._words = words
        self._hospital = hospital
        self._hints = hints[: pace.most_hints]

    def word(self, name: str, /, **facts: object) -> str:
        return speakable(self.text(name, **facts))

    def text(self, name: str, /, **facts: object) -> str:
        """As it is written, for what is kept."""
        hospital = {"hospital": self._hospital.short_name, "line": digit_by_digit(self.hotline)}
        return self._words.fill(f"utter_call_{name}", **hospital | facts)

    @property
    def hotline(self) -> str:
        return self._hospital.placeholders["hotline"]

    def ticket(self, name: str, note: TicketNote) -> str:
        return self.word(name, number=digit_by_digit(note.number), code=digit_by_digit(note.code))

    def due(self, note: TicketNote) -> str:
        local = datetime.fromisoformat(note.due).astimezone(self._hospital.zone)
        return self.word("due", month=local.month, day=local.day, hour=local.hour, minute=local.minute)

    def longest(self, call: Call) -> int:
        """Characters of one step, said once."""
        return self.pace.prompt_seconds * self.pace.characters_a_second[self.rate(call)]

    def spoken(self, call: Call, text: str) -> tuple[Spoken, ...]:
        """Twice, for whoever needs it, where there is time."""
        first = (pieces(text, longest=self.longest(call)) or [text])[0]
        doubled = call.manner.twice and 2 * len(first) <= self.longest(call)
        return (Spoken(first, self.rate(call)),) * (2 if doubled else 1)

    def listen(self, call: Call, text: str, *, keys: int = 1, wait: str = "listen_wait") -> Listen:
        """What does not fit follows when the caller asks for more, or says nothing."""
        first, *rest = pieces(text, longest=self.longest(call)) or [text]
        call.rest = rest
        return self._listen(call, Said(first, keys, wait))

    def tell(self, call: Call, texts: Sequence[str], *, keys: int = 1) -> Listen:
        """A long answer, one breath at a time."""
        cue = self.word("more")
        room = self.longest(call) - len(cue)
        call.rest = [part for text in texts for part in pieces(text, longest=room)]
        call.rest = _joined(call.rest, longest=room)
        return self.more(call, keys=keys)

    def more(self, call: Call, *, keys: int = 1) -> Listen:
        """The next part of what was begun."""
        part, *call.rest = call.rest
        keys = keys if not call.rest else 1
        text = part + self.word("more") if call.rest else part
        return self._listen(call, Said(text, keys, "keys_wait" if keys > 1 else "listen_wait"))

    def chain(self, call: Call, texts: Sequence[str]) -> Listen:
        """One message in parts that follow each other by themselves."""
        call.rest = [part for text in texts for part in pieces(text, longest=self.longest(call))]
        return self.go_on(call)

    def go_on(self, call: Call) -> Listen:
        part, *call.rest = call.rest
        return self._listen(call, Said(part, 1, "short_wait"))

    def again(self, call: Call) -> Listen:
        if call.said is None:
            return self.listen(call, self.word("ask"))
        return self._listen(call, call.said)

    def aside(self, call: Call, text: str) -> Listen:
        """A word before what was said last, which is said again if both fit."""
        said = call.said
        if said is None or len(text) + len(said.text) > self.longest(call):
            return self._listen(call, replace(said, text=text) if said else Said(text, 1, "listen_wait"))
        call.said = said
        step = self._listen(call, replace(said, text=text + said.text))
        call.said = said
        return step

    def come_back(self, call: Call, name: str) -> ComeBack:
        return ComeBack(prompt=(Spoken(self.word(name), self.rate(call)),))

    def hold(self, call: Call, text: str) -> Hold:
        return Hold(prompt=self.spoken(call, text), wait=self.pace.seconds("hold"))

    def record(self, call: Call, name: str) -> Record:
        return Record(prompt=self.spoken(call, self.word(name)))

    def rate(self, call: Call) -> Pace:
        return Pace.SLOW if call.manner.slower else Pace.NORMAL

    def hang_up(self, call: Call, name: str) -> HangUp:
        return HangUp(prompt=self.spoken(call, self.word(name)))

    def _listen(self, call: Call, said: Said) -> Listen:
        call.said, call.was_repeated = said, False
        longer = call.manner.longer_waits and said.wait == "listen_wait"
        wait = self.pace.seconds("listen_wait_longer" if longer else said.wait)
        prompt = self.spoken(call, said.text)
        return Listen(prompt=prompt, keys=said.keys, wait=wait, hints=self._hints)


def _joined(parts: list[str], *, longest: int) -> list[str]:
    """Short parts that follow each other are said in one breath."""
    joined: list[str] = []
    for part in parts:
        if joined and len(joined[-1]) + len(part) <= longest:
            joined[-1] += part if joined[-1][-1] in "。！？；，" else f"。{part}"
        else:
            joined.append(part)
    return joined
