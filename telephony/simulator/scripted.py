"""A caller who does what a file says, and notes what he did not hear as it says."""

import re
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from telephony.simulator.acting import Act, Callee, HangsUp, StaysSilent, Window
from telephony.simulator.clock import VirtualClock
from telephony.simulator.lines import Lines
from telephony.simulator.script import Turn, fill
from telephony.simulator.tape import Tape, Voice
from telephony.simulator.words import simulated_words

Facts = Callable[[], Mapping[str, str]]
Stage = Callable[[Turn], Awaitable[None]]
"""What must be ready before a turn is played."""
_DIGITS = str.maketrans("零〇幺一二两三四五六七八九", "0011223456789")
_SPOKEN = re.compile(r"[^\w]+")
_PATIENCE = 12


class ScriptedParty:
    """The caller of one call; `faults` is complete after `finish`."""

    def __init__(
        self,
        turns: Iterable[Turn],
        *,
        lines: Lines,
        facts: Facts,
        stage: Stage,
        tape: Tape,
        clock: VirtualClock,
    ) -> None:
        self._turns = deque(turns)
        self._lines = lines
        self._facts = facts
        self._stage = stage
        self._tape = tape
        self._clock = clock
        self._heard_to = 0
        self._rung_to = len(lines.rung)
        self._silences = 0
        self._listened = 0
        self._waits_since: datetime | None = None
        self._interrupting: Turn | None = None
        self.faults: list[str] = []

    async def cuts_in(self, _window: Window) -> Act | None:
        self._judge_interruption()
        if not self._turns or self._turns[0].early is None:
            return None
        turn = self._interrupting = self._turns.popleft()
        await self._stage(turn)
        return turn.act(filled=dict(self._facts()))

    async def act(self, _window: Window) -> Act:
        self._judge_interruption()
        while self._turns and await self._has_waited(self._turns[0]):
            self._judge(self._turns.popleft())
        if not self._turns:
            return HangsUp()
        turn = self._turns[0]
        if turn.waits:
            return StaysSilent()
        if turn.until and not self._has_heard(turn.until):
            return StaysSilent()
        if not self._silences:
            self._judge(turn)
            await self._stage(turn)
        if self._silences + 1 < turn.silent:
            self._silences += 1
            return StaysSilent()
        self._silences = 0
        self._turns.popleft()
        return turn.act(filled=dict(self._facts()))

    async def rung(self, line: str) -> Callee:
        self._judge_interruption()
        return self._lines.rung_by(line)

    def finish(self) -> None:
        """The call is over: what was not played is a fault, save that the last turn only listens."""
        self._judge_interruption()
        if self._turns and (_only_listens(self._turns[0]) or self._turns[0].waits):
            self._judge(self._turns.popleft())
        for turn in self._turns:
            self.faults.append(f"the call was over before: {turn.says or turn.presses or turn}")
        self._turns.clear()

    def _has_heard(self, words: str) -> bool:
        """Whether the words came at last; a caller is not more patient than `_PATIENCE` windows."""
        heard = self._texts(Voice.HOTLINE, self._heard_to, len(self._tape.sounds))
        self._listened += 1
        came = is_said(fill(words, dict(self._facts())), heard)
        if not came and self._listened < _PATIENCE:
            return False
        self._listened = 0
        return True

    async def _has_waited(self, turn: Turn) -> bool:
        if not turn.waits:
            return False
        if self._waits_since is None:
            self._waits_since = self._clock.now()
            await self._stage(turn)
        if self._clock.now() - self._waits_since < timedelta(seconds=turn.waits):
            return False
        self._waits_since = None
        return True

    def _judge_interruption(self) -> None:
        if self._interrupting is not None:
            turn, self._interrupting = self._interrupting, None
            sounds = self._tape.sounds
            own = [n for n in range(self._heard_to, len(sounds)) if sounds[n].voice is Voice.CALLER]
            self._judge(turn, to=own[0] + 1 if own else None)

    def _judge(self, turn: Turn, *, to: int | None = None) -> None:
        since, to = self._heard_to, len(self._tape.sounds) if to is None else to
        self._heard_to = to
        self.faults += _faults_of_words(self._texts(Voice.HOTLINE, since, to), turn, facts=self._facts())
        whispered = self._texts(Voice.WHISPER, since, to)
        facts = dict(self._facts())
        for words in turn.whispers:
            if not is_said(fill(words, facts), whispered):
                self.faults.append(f"does not whisper {words}: {whispered}")
        rung = self._lines.rung[self._rung_to :]
        self._rung_to = len(self._lines.rung)
        if turn.rings and list(turn.rings) != rung:
            self.faults.append(f"rang {rung}, not {list(turn.rings)}")

    def _texts(self, voice: Voice, since: int, to: int) -> str:
        return " ".join(sound.text for sound in self._tape.sounds[since:to] if sound.voice is voice)


def _faults_of_words(heard: str, turn: Turn, *, facts: Mapping[str, str]) -> Iterator[str]:
    filled = dict(facts)
    for words in (*turn.hears, *((turn.until,) if turn.until else ())):
        if not any(is_said(fill(one, filled), heard) for one in words.split("|")):
            yield f"does not say {words}: {heard}"
    for words in turn.never:
        if is_said(fill(words, filled), heard):
            yield f"says {words}: {heard}"
    for words in simulated_words().never:
        if words in heard:
            yield f"says {words}: {heard}"


def is_said(words: str, text: str) -> bool:
    """Whether the text holds the words, however it writes or pauses between digits."""
    return words in text or _plain(words) in _plain(text)


def _plain(text: str) -> str:
    return _SPOKEN.sub("", text.translate(_DIGITS))


def _only_listens(turn: Turn) -> bool:
    return turn.says is None and turn.presses is None and not turn.hangs_up and not turn.silent
