"""The seconds one request of ours may take, all its steps together."""

import time
from collections.abc import Callable

import httpx

from telephony.official_account.account import AccountUnreachable

_ALL = 10.0
_CONNECT = 3.0
_READ = 8.0


class Budget:
    """Runs from the moment it is made."""

    def __init__(self, seconds: float = _ALL, *, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks = ticks
        self._ends = ticks() + seconds

    @property
    def left(self) -> float:
        """Raises AccountUnreachable where nothing is left: what was to be asked next was not asked."""
        left = self._ends - self._ticks()
        if left <= 0:
            raise AccountUnreachable("no time left", was_not_done=True)
        return left

    def timeout(self) -> httpx.Timeout:
        left = self.left
        return httpx.Timeout(min(_READ, left), connect=min(_CONNECT, left))
