"""How a call sounds: pace, length and patience as this caller needs them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate

from knowledge_base import Hospital
from telephony.messages import TicketNote
from telephony.phone.amounts import count_said
from telephony.phone.call import Call, Question, Said, Scene
from telephony.phone.pace import CallPace
from telephony.phone.speaking import digit_by_digit, joined, pieces, speakable
from telephony.phone.steps import ComeBack, HangUp, Hold, Listen, Pace, Record, Spoken
from telephony.words import Words

NUMBER_KEYS = 12
"""The longest number of a line, with its area code."""


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
        """As it is written, for what is kept; counts are said as words."""
        hospital = {"hospital": self._hospital.short_name, "line": digit_by_digit(self.hotline)}
        counted = {key: count_said(one) if isinstance(one, int) else one for key, one in facts.items()}
        return self._words.fill(f"utter_call_{name}", **hospital | counted)

    @property
    def hotline(self) -> str:
        return self._hospital.placeholders["hotline"]

    def ticket(self, name: str, note: TicketNote) -> str:
        return self.word(name, number=digit_by_digit(note.number), code=digit_by_digit(note.code))

    def due(self, note: TicketNote) -> str:
        local = datetime.fromisoformat(note.due).astimezone(self._hospital.zone)
        name = "due" if local.minute else "due_on_the_hour"
        return self.word(name, month=local.month, day=local.day, hour=local.hour, minute=local.minute)

    def rate(self, call: Call) -> Pace:
        return Pace.SLOW if call.manner.slower else Pace.NORMAL

    def longest(self, call: Call) -> int:
        """Characters of one step, said once."""
        return self.pace.prompt_seconds * self.pace.characters_a_second[self.rate(call)]

    def spoken(self, call: Call, text: str) -> tuple[Spoken, ...]:
        """Twice, for whoever needs it, where there is time."""
        first = (pieces(text, longest=self.longest(call)) or [text])[0]
        doubled = call.manner.twice and 2 * len(first) <= self.longest(call)
        return (Spoken(first, self.rate(call)),) * (2 if doubled else 1)

    def listen(self, call: Call, text: str, *, keys: int | None = None, wait: str = "listen_wait") -> Listen:
        call.rest = []
        return self._begin(call, [text], Said("", keys, wait))

    def tell(self, call: Call, texts: Sequence[str]) -> Listen:
        """A long answer, one breath at a time: the next when it is asked for, or when nothing is said."""
        call.rest = []
        return self._begin(call, texts, Said("", None, "listen_wait", with_cue=True))

    def ask_soon(self, call: Call, before: Sequence[str], *, later: Sequence[str], asks: Question) -> Listen:
        """What comes before the question, and the question; the rest is offered, and told when wanted."""
        call.later, call.asks = [*later], asks
        offer = [self.word("later")] if call.later else []
        return self.tell(call, [*before, *asks.first, *offer, *asks.after])

    def beginning(self, call: Call, texts: Sequence[str]) -> tuple[list[str], list[str]]:
        """As much as is said before a question may have to wait for it, and the rest."""
        longest = self.longest(call)
        parts = [part for text in texts for part in pieces(text, longest=longest)]
        room = int(self.pace.before_asking * self.pace.characters_a_second[self.rate(call)])
        fits = sum(1 for said in accumulate(map(len, parts)) if said <= room)
        return parts[:fits], parts[fits:]

    def tell_later(self, call: Call) -> Listen:
        """What was kept back, and then what was asked, if it still is."""
        told, call.later = call.later, []
        asks = call.asks if call.asks_number else None
        return self.tell(call, [*told, *([*asks.first, *asks.after] if asks else [self.word("next")])])

    def offers_own(self, call: Call) -> bool:
        """Whether the caller heard that he may have his own number taken."""
        return not call.rest or (call.said is not None and self.word("number_own") in call.said.text)

    def go_on(self, call: Call) -> Listen:
        """Where somebody paused within a number."""
        said = call.said
        step = self.listen(call, self.word("number_go_on"), keys=NUMBER_KEYS)
        call.said = said
        return step

    def offered(self, call: Call) -> int:
        """How many of the choices were said so far."""
        untold = "".join(call.rest)
        keys = range(1, len(call.choices) + 1)
        asked = (self.word("choice", title="", key=digit_by_digit(str(key))).rstrip("。") for key in keys)
        return sum(one not in untold for one in asked)

    def chain(self, call: Call, texts: Sequence[str]) -> Listen:
        """One message in parts that follow each other by themselves."""
        first, *call.rest = texts
        return self._begin(call, [first], Said("", 1, "short_wait"))

    def more(self, call: Call) -> Listen:
        """The next part of what was begun."""
        part, *call.rest = call.rest
        return self._begin(call, [part], call.said or Said("", None, "listen_wait"))

    def again(self, call: Call) -> Listen:
        """What was said last, at the pace of now."""
        if call.said is None:
            return self.listen(call, self.word("ask"))
        return self._begin(call, [call.said.text], call.said)

    def aside(self, call: Call, text: str) -> Listen:
        """A word before what was said last, which is said again."""
        if call.said is None:
            return self.listen(call, text)
        step = self._begin(call, [text + call.said.text], call.said)
        call.said = replace(call.said, text=call.said.text.removeprefix(text) or text)
        return step

    def come_back(self, call: Call, name: str) -> ComeBack:
        return ComeBack(prompt=(Spoken(self.word(name), self.rate(call)),))

    def hold(self, call: Call, text: str) -> Hold:
        return Hold(prompt=self.spoken(call, text), wait=self.pace.seconds("hold"))

    def record(self, call: Call, name: str) -> Record:
        return Record(prompt=self.spoken(call, self.word(name)))

    def hang_up(self, call: Call, name: str) -> HangUp:
        return HangUp(prompt=self.spoken(call, self.word(name)))

    def _begin(self, call: Call, texts: Sequence[str], said: Said) -> Listen:
        """What does not fit into one breath comes before what was still to be said."""
        room = self.longest(call) - (len(self.word("more")) if said.with_cue else 0)
        first, *rest = joined([part for text in texts for part in pieces(text, longest=room)], longest=room)
        call.rest = [*rest, *call.rest]
        return self._listen(call, replace(said, text=first))

    def _listen(self, call: Call, said: Said) -> Listen:
        call.said, call.was_repeated = said, False
        # A number may be keyed before all is said: one key more or less must not cut it in two.
        for_number = call.asks_number > 0 and call.scene is Scene.ASKING
        keys = said.keys or (call.asks_number if for_number else 1)
        # Two means the second of them where there are choices; and "ask on" is nothing to ask for.
        has_more = call.rest not in ([], [self.word("next")])
        is_cued = said.with_cue and has_more and not (for_number or call.choices)
        text = said.text + self.word("more") if is_cued else said.text
        wait = self._wait(call, _wait_of(call, said, for_number=for_number))
        between = self.pace.seconds("between_keys_longer" if call.manner.longer_waits else "between_keys")
        return Listen(
            prompt=self.spoken(call, text), keys=keys, wait=wait, between=between, hints=self._hints
        )

    def _wait(self, call: Call, name: str) -> timedelta:
        longer = call.manner.longer_waits and name == "listen_wait"
        return self.pace.seconds("listen_wait_longer" if longer else name)


def _wait_of(call: Call, said: Said, *, for_number: bool) -> str:
    if call.rest and (for_number or call.choices):
        return "short_wait"
    return "keys_wait" if for_number else said.wait
