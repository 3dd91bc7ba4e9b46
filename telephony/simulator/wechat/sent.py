"""What our side asks WeChat to show a follower, as the stand-in of its API keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from telephony.simulator.wechat.deeds import Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One that WeChat took. `template` where it is a notice, whose fields are in the text, one a line."""

    at: datetime
    text: str
    template: bool = False


class Api(Protocol):
    """WeChat's API as the account finds it."""

    def heard_from(self, openid: str, deed: Deed, *, at: datetime) -> None:
        """What the follower did, by which he may be written to for a while."""
        ...

    def sent_to(self, openid: str) -> Sequence[Sent]:
        """All of it, in its order."""
        ...

    def refusals(self) -> Sequence[int]:
        """The error numbers with which we were answered, in their order."""
        ...
