"""What the door stands on, doing as told: people, an outbox, choices, sayings."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hotline.database import StorageUnavailable
from hotline.messaging.vocabulary import Opening
from telephony.channels.wechat.events import Event, PlaceSent
from telephony.channels.wechat.standing import Known

AWAY = StorageUnavailable("away")


@dataclass
class ToldPeople:
    """`free` cleared, the store hangs; `fault` is raised."""

    phone: str | None = None
    fault: Exception | None = None
    opened: list[Opening | None] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    free: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.free.set()

    def recognise(self, openid: str, *, at: datetime, opening: Opening | None) -> Known:
        self.free.wait()
        if self.fault:
            raise self.fault
        self.opened.append(opening)
        return Known(conversation_id=f"wechat-of-{openid}", phone=self.phone)

    def left(self, openid: str, *, at: datetime) -> None:
        if self.fault:
            raise self.fault
        self.gone.append(openid)


@dataclass
class ToldOutbox:
    """Fails as often as told, then keeps each key once as the real one does."""

    failures: int = 0
    asked: int = 0
    posted: dict[tuple[str, str], str] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)

    def post(self, conversation_id: str, *, key: str, text: str, at: datetime) -> None:
        self.asked += 1
        if self.failures:
            self.failures -= 1
            raise AWAY
        self.times.append(key)
        self.posted.setdefault((conversation_id, key), text)


@dataclass
class ToldChoices:
    """Those last offered, by their numbers."""

    offered: dict[str, Sequence[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    free: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.free.set()

    def offer(self, conversation_id: str, says: Sequence[str], *, at: datetime) -> None:
        self.asked.append("offer")
        self.free.wait()
        self.offered[conversation_id] = says

    def chosen(self, conversation_id: str, text: str, *, at: datetime) -> str | None:
        self.asked.append("chosen")
        self.free.wait()
        says = self.offered.get(conversation_id, ())
        return says[int(text) - 1] if text.isdecimal() and 0 < int(text) <= len(says) else None


class ToldSayings:
    """A sentence for each kind of event."""

    def __init__(self) -> None:
        self.asked: list[Event] = []

    def for_event(self, event: Event) -> str | None:
        self.asked.append(event)
        return f"关于{type(event).__name__}"


def place_said(event: PlaceSent, conversation: str) -> str | None:
    """Waited for in no conversation."""
    return None
