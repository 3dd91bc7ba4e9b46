"""Where a golden conversation comes in: web chat, telephone, WeChat; what differs is the rendering."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from telephony.channels.web_chat import WebChat
from telephony.channels.web_chat.protocol import Saying as ChatSaying
from tests.golden.heard import Heard

if TYPE_CHECKING:
    from tests.golden.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One message; `caller` is a name of his that nobody else bears."""

    caller: str
    id: str
    text: str


class Door(Protocol):
    """One channel of one world."""

    async def say(self, saying: Saying, *, copies: int) -> Heard:
        """Delivered so many times at once. Raises AssertionError where copies are answered differently."""
        ...

    async def close(self) -> None: ...


class WebDoor:
    """The web chat."""

    def __init__(self, world: "World") -> None:
        self._chat = WebChat(
            intake=world.intake,
            ledger=world.ledger,
            talks=world.talks,
            doorbell=world.doorbell,
            hospital=world.hospital,
            words=world.words,
            clock=world.clock,
        )

    async def say(self, saying: Saying, *, copies: int) -> Heard:
        said = ChatSaying(id=saying.id, text=saying.text)
        replies = await asyncio.gather(*(self._chat.hear(saying.caller, said) for _ in range(copies)))
        assert all(reply == replies[0] for reply in replies), "the copies of a message got different replies"
        return Heard.of_chat(replies[0])

    async def close(self) -> None: ...
