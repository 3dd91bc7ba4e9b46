"""How many messages WeChat lets an account write to one person, as WeChat counts them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

_CLOSED = 45015
_USED_UP = 45047


class Heard(StrEnum):
    """What a person did; events by WeChat's own names."""

    MESSAGE = "message"
    TAP = "CLICK"
    FOLLOW = "subscribe"
    SCAN = "SCAN"


_ALLOWED = {
    Heard.MESSAGE: (5, timedelta(hours=48)),
    Heard.TAP: (3, timedelta(minutes=1)),
    Heard.FOLLOW: (3, timedelta(minutes=1)),
    Heard.SCAN: (3, timedelta(minutes=1)),
}
"""From developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage.

How windows that are open together add up it does not say; here each counts for itself, the one that ends
first is used first, and one that opens again begins anew.
"""


@dataclass
class _Window:
    until: datetime
    left: int


@dataclass
class Allowances:
    """Of one person."""

    _windows: dict[Heard, _Window] = field(default_factory=dict)

    def open(self, heard: Heard, *, at: datetime) -> None:
        count, lasts = _ALLOWED[heard]
        self._windows[heard] = _Window(at + lasts, count)

    def close(self) -> None:
        self._windows.clear()

    def left(self, at: datetime) -> int:
        return sum(window.left for window in self._open(at))

    def use(self, at: datetime) -> int:
        """WeChat's error code; 0 where the message goes."""
        windows = self._open(at)
        for window in windows:
            if window.left:
                window.left -= 1
                return 0
        return _USED_UP if windows else _CLOSED

    def _open(self, at: datetime) -> list[_Window]:
        return sorted((one for one in self._windows.values() if one.until > at), key=lambda one: one.until)
