"""Plays a script, call after call, on whatever ground it is given."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from telephony.simulator.acting import Party
from telephony.simulator.clock import VirtualClock
from telephony.simulator.lines import Lines
from telephony.simulator.script import Given, Script, Turn
from telephony.simulator.scripted import ScriptedParty
from telephony.simulator.tape import Sound, Tape, Voice


class Placed(Protocol):
    """A call that was placed, whichever way it is carried."""

    we_ended: bool

    @property
    def run(self) -> Callable[[], Awaitable[None]]: ...


class Ground(Protocol):
    """A hotline to ring: the world around it as scripts set it, and what it kept."""

    @property
    def clock(self) -> VirtualClock: ...

    @property
    def line_names(self) -> Mapping[str, str]: ...

    def facts(self) -> Mapping[str, str]:
        """What a script's `{…}` stand for now."""
        ...

    async def begin(self, script: Script) -> None: ...

    async def stage(self, turn: Turn, given: Given) -> None:
        """What must be so before the caller acts."""
        ...

    def place(self, script: Script, party: Party, tape: Tape) -> Placed: ...

    async def settle(self) -> None:
        """Until everything that follows from a call is done."""
        ...

    def faults_of_kept(self, script: Script) -> Iterable[str]: ...


@dataclass
class ScriptPlayer:
    """`faults` is complete after `play`; `listener` hears every sound as it comes."""

    script: Script
    ground: Ground
    listener: Callable[[Sound], None] = lambda _: None
    tapes: list[Tape] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _we_ended: bool = False

    async def play(self) -> None:
        self._given = self.script.given
        self._lines = Lines(self.script.lines, numbers=self.ground.line_names)
        await self.ground.begin(self.script)
        for turns in self.script.calls:
            self.ground.clock.pass_(timedelta(minutes=turns[0].again_after or 0))
            await self._call(turns)
        self.faults += self._faults_of_tapes()
        self.faults += self.ground.faults_of_kept(self.script)

    async def _call(self, turns: tuple[Turn, ...]) -> None:
        ground = self.ground
        tape = Tape(began_at=ground.clock.now(), listener=self.listener)
        self.tapes.append(tape)
        party = ScriptedParty(
            turns, lines=self._lines, facts=ground.facts, stage=self._stage, tape=tape, clock=ground.clock
        )
        call = ground.place(self.script, party, tape)
        await call.run()
        await ground.settle()
        party.finish()
        self._we_ended = call.we_ended
        self.faults += party.faults

    async def _stage(self, turn: Turn) -> None:
        self._given = turn.now.after(self._given)
        await self.ground.stage(turn, self._given)

    def _faults_of_tapes(self) -> Iterator[str]:
        allowed = self.script.afterwards.faults
        for tape in self.tapes:
            yield from (fault for fault in tape.faults if not fault.startswith(allowed))
        wanted = self.script.afterwards.ended_by
        found = "hotline" if self._we_ended else "caller"
        if wanted and wanted != found:
            yield f"the {found} ended the call, not the {wanted}"

    def transcript(self) -> Iterator[str]:
        for tape in self.tapes:
            for sound in tape.sounds:
                if sound.voice is not Voice.SILENCE:
                    yield f"{sound.at.total_seconds():6.1f} {sound.voice:8} {sound.text}"
