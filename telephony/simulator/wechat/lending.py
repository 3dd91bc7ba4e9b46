"""The access tokens WeChat has lent an account, and which of them are still good."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

_LASTS = timedelta(seconds=7200)
_RENEWED_BEFORE_END = timedelta(minutes=5)
_BETWEEN_FORCED = timedelta(seconds=30)
_MISSING = 41001
_INVALID = 40001
_EXPIRED = 42001


@dataclass
class Lending:
    """As api_getstableaccesstoken has it: one token until five minutes before its end, then both are good."""

    lasts: timedelta = _LASTS
    asked: int = 0
    forced: int = 0
    _ends: dict[str, datetime] = field(default_factory=dict)
    _spoiled: set[str] = field(default_factory=set)
    _latest: str | None = None
    _forced_at: datetime | None = None
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def lend(self, *, force: bool, at: datetime) -> tuple[str, int]:
        """And for how many seconds from now."""
        self.asked += 1
        rests = self._forced_at is not None and at - self._forced_at < _BETWEEN_FORCED
        if force and not rests:
            self.forced, self._forced_at = self.forced + 1, at
            self._ends.clear()
            self._latest = None
        ends = self._ends.get(self._latest or "", at)
        if self._latest is None or ends - _RENEWED_BEFORE_END <= at:
            self._latest = f"access-token-{next(self._numbers)}"
            ends = self._ends[self._latest] = at + self.lasts
        return self._latest, int((ends - at).total_seconds())

    def replace(self) -> None:
        """Somebody else forced a new one: what was lent is no longer good."""
        self._ends.clear()
        self._latest = None

    def spoil(self) -> None:
        """What was lent is refused, and yet lent again, until one is asked for by force."""
        self._spoiled.update(self._ends)

    def refusal(self, token: str | None, *, at: datetime) -> int:
        """WeChat's error code; 0 where the token is good."""
        if not token:
            return _MISSING
        if token not in self._ends or token in self._spoiled:
            return _INVALID
        return _EXPIRED if self._ends[token] <= at else 0
