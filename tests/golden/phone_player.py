"""Plays a telephone script one way, and holds what was heard and kept against it."""

from collections.abc import Iterator
from datetime import timedelta

from telephony.simulator.kept import faults_of_kept
from telephony.simulator.script import Script, Turn
from telephony.simulator.scripted import Lines, ScriptedParty, line_names
from telephony.simulator.tape import Tape, Voice
from tests.golden.phone_world import PhoneWorld, Way
from tests.golden.player import NotAsWritten


class PhonePlayer:
    """`tapes` are those of the calls played so far."""

    def __init__(self, script: Script, world: PhoneWorld, *, way: Way) -> None:
        self.tapes: list[Tape] = []
        self._script = script
        self._world = world
        self._way = way
        self._now = script.given
        self._lines = Lines(script.lines, numbers=line_names(world.hospital))
        self._faults: list[str] = []
        self._we_ended = False

    async def play(self) -> None:
        """Raises NotAsWritten."""
        given = self._script.given
        self._world.become_given(given)
        if given.profile and self._script.number:
            self._world.know(self._script.number, counted=given.profile)
        for turns in self._script.calls:
            self._world.time.pass_(timedelta(minutes=turns[0].again_after or 0))
            await self._call(turns)
        self._world.recover()
        await self._world.settle()
        self._faults += self._faults_of_faults()
        with self._world.database.reading() as session:
            self._faults += faults_of_kept(session, self._script.afterwards, number=self._script.number)
        if self._faults:
            raise NotAsWritten("\n".join([self._script.name, *self._transcript(), *_marked(self._faults)]))

    async def _call(self, turns: tuple[Turn, ...]) -> None:
        world, tape = self._world, Tape(began_at=self._world.time.now())
        self.tapes.append(tape)
        party = ScriptedParty(
            turns, lines=self._lines, facts=world.told, stage=self._stage, tape=tape, clock=world.time
        )
        call = world.place(
            self._way,
            party,
            number=self._script.number,
            tape=tape,
            mishaps=self._script.wrong.mishaps,
        )
        await call.run()
        await world.line.settle()
        await world.settle()
        party.finish()
        self._we_ended = call.we_ended
        self._faults += party.faults

    async def _stage(self, turn: Turn) -> None:
        self._now = turn.now.after(self._now)
        await self._world.follow(turn, self._now)

    def _faults_of_faults(self) -> Iterator[str]:
        """A provider's code of an error is only in the transcript of that provider."""
        allowed = set(self._script.afterwards.faults)
        for tape in self.tapes:
            yield from (fault for fault in tape.faults if fault not in allowed)
        wanted = self._script.afterwards.ended_by
        found = "hotline" if self._we_ended else "caller"
        if wanted and wanted != found:
            yield f"the {found} ended the call, not the {wanted}"

    def _transcript(self) -> Iterator[str]:
        for tape in self.tapes:
            for sound in tape.sounds:
                if sound.voice is not Voice.SILENCE:
                    yield f"{sound.at.total_seconds():6.1f} {sound.voice:8} {sound.text}"


def _marked(faults: list[str]) -> Iterator[str]:
    return (f"✗ {fault}" for fault in faults)
