"""Guessing does not pay: whoever tries wrong proofs of a ticket waits, and so does the code that is tried."""

from collections import OrderedDict, deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from threading import Lock

MOST_WRONG = 5
WITHIN = timedelta(minutes=15)
_REMEMBERED = 20_000


class TooManyTries(Exception):  # noqa: N818 - a noun of the trade
    """Nothing is looked up until `until`, right or wrong."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many wrong tries")
        self.until = until


class WrongTries:
    """Of one process, in memory: replicas count for themselves, and a restart forgets.

    A try counts before it is looked up, so that tries made at the same moment are no way around it.
    """

    def __init__(self, *, most: int = MOST_WRONG, within: timedelta = WITHIN) -> None:
        self._most = most
        self._within = within
        self._tried: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def take(self, keys: Iterable[str], *, now: datetime) -> None:
        """One try of each key. Raises TooManyTries, and then counts nothing."""
        with self._lock:
            tries = [self._lately(key, now=now) for key in keys]
            full = [one[0] for one in tries if len(one) >= self._most]
            if full:
                raise TooManyTries(max(full) + self._within)
            for one in tries:
                one.append(now)

    def give_back(self, keys: Iterable[str], *, at: datetime) -> None:
        """The try of that moment was right, or could not be looked up."""
        with self._lock:
            for key in keys:
                tried = self._tried.get(key)
                if tried and at in tried:
                    tried.remove(at)

    def _lately(self, key: str, *, now: datetime) -> deque[datetime]:
        tried = self._tried.setdefault(key, deque())
        self._tried.move_to_end(key)
        while tried and now - tried[0] >= self._within:
            tried.popleft()
        while len(self._tried) > _REMEMBERED:
            self._tried.popitem(last=False)
        return tried
