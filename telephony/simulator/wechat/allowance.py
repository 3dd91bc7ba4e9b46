"""WeChat's own rule of how much an account may write; a second reading of it beside the hotline's."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telephony.simulator.wechat.deeds import EVENTS, Deed

# developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html (since 2023)
_AFTER_MESSAGE = (5, timedelta(hours=48))
_AFTER_EVENT = (3, timedelta(minutes=1))


@dataclass
class _Window:
    left: int
    until: datetime


@dataclass
class Allowance:
    """Of one follower. Of two open windows the one that closes first is used."""

    _message: _Window | None = None
    _event: _Window | None = None
    _follows: bool = True
    faults: list[str] = field(default_factory=list)

    def heard(self, deed: Deed, *, at: datetime) -> None:
        self._follows = deed is not Deed.UNFOLLOW
        most, long = _AFTER_EVENT if deed in EVENTS else _AFTER_MESSAGE
        if deed is Deed.UNFOLLOW:
            self._message = self._event = None
        elif deed in EVENTS:
            self._event = _Window(most, at + long)
        else:
            self._message = _Window(most, at + long)

    def pushed(self, *, at: datetime) -> None:
        """A customer-service message was sent."""
        for window in (self._event, self._message):
            if window is not None and window.left and at <= window.until:
                window.left -= 1
                return
        self.faults.append(
            "written to more than WeChat allows" if self._follows else "written to after he left"
        )
