"""What the WeChat door stands on besides the intake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from hotline.messaging.vocabulary import Opening
from telephony.channels.wechat.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who writes: a conversation that is always the same one, and the number he proved to be his, if any."""

    conversation_id: str
    phone: str | None = None


class People(Protocol):
    """Blocks: call it from a thread. All raise StorageUnavailable."""

    def recognise(self, openid: str, *, at: datetime, opening: Opening | None) -> Known:
        """Keeps the openid encrypted, and what his message allows us to write back."""
        ...

    def left(self, openid: str, *, at: datetime) -> None:
        """He follows us no more: nothing is written to him until he comes back."""
        ...


def conversation_of(hashed: str) -> str:
    """The conversation of an openid by its keyed hash, where the store cannot be asked."""
    return f"wechat-{hashed[:40]}"


class Outbox(Protocol):
    """Blocks: call it from a thread. Raises StorageUnavailable."""

    def post(self, conversation_id: str, *, key: str, text: str, at: datetime) -> None:
        """An answer that was not ready in time: once for each `key`, sent as the allowance lets it."""
        ...


class Choices(Protocol):
    """What the numbers under the last reply stand for. Blocks; never raises."""

    def offer(self, conversation_id: str, says: Sequence[str], *, at: datetime) -> None: ...

    def chosen(self, conversation_id: str, text: str, *, at: datetime) -> str | None:
        """What the caller says by writing that number; None where it is no number or was not offered."""
        ...


class Sayings(Protocol):
    """What is said to whatever is no question: a picture, a place, a new follower. Never blocks."""

    def for_event(self, event: Event) -> str | None:
        """None where nothing is to be said."""
        ...
