"""What a follower has before him: his own messages and everything written to him, with the time of each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

UNAVAILABLE = "该公众号暂时无法提供服务，请稍后再试"


class Origin(StrEnum):
    """Whose words these are: `pushed` came by a customer-service message, `wechat` is WeChat's own notice."""

    FOLLOWER = "follower"
    ANSWERED = "answered"
    PUSHED = "pushed"
    TEMPLATE = "template"
    WECHAT = "wechat"
    NOTE = "note"


OURS = frozenset({Origin.ANSWERED, Origin.PUSHED, Origin.TEMPLATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`tries` is how often WeChat had asked for this answer."""

    at: datetime
    origin: Origin
    text: str
    tries: int = 1


@dataclass
class Display:
    """Of one follower. `listener` is told of everything as it appears."""

    listener: Callable[[Shown], None] = lambda _: None
    shown: list[Shown] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def put(self, shown: Shown) -> None:
        self.shown.append(shown)
        self.listener(shown)

    def blame(self, fault: str) -> None:
        """Each fault once, however often it comes."""
        if fault not in self.faults:
            self.faults.append(fault)

    def ours(self, *, since: int = 0) -> Iterator[Shown]:
        """What we wrote, from the line numbered `since` on."""
        return (one for one in self.shown[since:] if one.origin in OURS)
