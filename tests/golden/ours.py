"""Calls of ours in the world of golden conversations: owed, rung when they are due, and never unasked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from hotline.database import Database
from hotline.outgoing_calls import Dialled, ring_one_call
from telephony.simulator.clock import VirtualClock
from telephony.simulator.owed import OwedCall, owe_calls

LATER = timedelta(minutes=90)
"""In which whoever hung up, and whoever is still owed a call, is rung again."""


@dataclass
class NamingDialler:
    """Rings nobody, and notes whose errand it was."""

    name: str
    rung: list[str] = field(default_factory=list)
    is_on: bool = True

    def dial(self, dialled: Dialled) -> str:
        self.rung.append(str(dialled.id))
        return self.name


class OurCalls:
    """Of one world."""

    def __init__(self, database: Database, *, clock: VirtualClock) -> None:
        self._database = database
        self._clock = clock

    def owe(self, owed: Iterable[OwedCall], *, number: str) -> None:
        with self._database.transaction() as session:
            owe_calls(session, owed=owed, number=number, clock=self._clock)

    def ring(self, name: str) -> str:
        """Whom we owe a call is rung, and the provider names it so; gives the errand."""
        dialler = NamingDialler(name)
        ring_one_call(self._database, dialler=dialler, clock=self._clock)
        [errand] = dialler.rung
        return errand

    def faults_of_ringing_again(self, expected: int) -> Iterator[str]:
        self._clock.pass_(LATER)
        dialler = NamingDialler("CA" + "f" * 32)
        while ring_one_call(self._database, dialler=dialler, clock=self._clock):
            pass
        if len(dialler.rung) != expected:
            yield f"{len(dialler.rung)} calls of ours followed, not {expected}"
