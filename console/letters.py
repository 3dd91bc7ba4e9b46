"""The threads that send letters, one for each means: a provider that hangs holds up its own letters alone."""

from collections.abc import Callable
from datetime import timedelta

from console.turning import Turning
from hotline.clock import Clock
from hotline.database import Database
from hotline.notifications import CARRIED, Means, Senders, send_one_letter

_TURN = timedelta(seconds=1)


def letter_posts(database: Database, *, senders: Senders, clock: Clock) -> tuple[Turning, ...]:
    """Each sends what is due until it is stopped; the rows know everything, so that any number may run."""

    def turn_of(means: Means) -> Callable[[], timedelta]:
        def turn() -> timedelta:
            sent = send_one_letter(database, clock=clock, senders=senders, means=(means,))
            return timedelta(0) if sent else _TURN

        return turn

    return tuple(Turning(f"letters by {means.value}", turn_of(means)) for means in CARRIED)
