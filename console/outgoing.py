"""The thread that rings people we owe a call, one after the other."""

from datetime import timedelta

from console.turning import Turning
from hotline.clock import Clock
from hotline.database import Database
from hotline.outgoing_calls import Dialler, ring_one_call

_TURN = timedelta(seconds=2)


def outgoing_post(database: Database, *, dialler: Dialler, clock: Clock) -> Turning:
    """Rings what is due until it is stopped; the rows know everything, so that any number may run."""

    def turn() -> timedelta:
        rang = ring_one_call(database, dialler=dialler, clock=clock)
        return timedelta(0) if rang else _TURN

    return Turning("outgoing calls", turn)
