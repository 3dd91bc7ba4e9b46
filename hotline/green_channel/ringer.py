"""What rings somebody away from the desk: a telephone call or a short message."""

from typing import Protocol

from hotline.green_channel.ladder import Rung
from hotline.green_channel.live import LiveAlarm
from hotline.green_channel.vocabulary import RingBy


class RingFailed(Exception):  # noqa: N818 - a noun of the trade
    """Nobody was rung; carries the reason, never the words or the number."""


class Ringer(Protocol):
    """May take seconds; is called from a thread of its own."""

    @property
    def is_on(self) -> bool: ...

    def ring(self, alarm: LiveAlarm, *, rung: Rung, by: RingBy) -> None:
        """Raises RingFailed. `by` is a call or a short message; the desk is not rung by a ringer."""


class NoRinger:
    """Where nothing is configured: the alarm goes on by the desk alone."""

    @property
    def is_on(self) -> bool:
        return False

    def ring(self, alarm: LiveAlarm, *, rung: Rung, by: RingBy) -> None:  # noqa: ARG002 - the protocol's
        raise RingFailed("no ringer is configured")
