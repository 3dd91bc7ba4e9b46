"""What comes to the page unasked: a nurse's lines in the order of their numbers, and how the talk stands."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telephony.channels.web_chat.chat import WebChat

Send = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page's welcome said: how the talk stands, and the code of what was settled, if anything."""

    talk: dict[str, Any] | None
    settled: str | None


WHILE_TALKING = timedelta(seconds=1)
"""A nurse may be on another replica, whose doorbell does not ring here."""
WHILE_QUIET = timedelta(seconds=60)


async def push(
    chat: WebChat, send: Send, *, conversation: str, after: int, shown: Shown, rung: asyncio.Event
) -> None:
    """Until cancelled. The page is told what comes `after`, and what is otherwise than it was `shown`."""
    talk, asked = shown.talk, shown.settled
    while True:
        rung.clear()
        news = await chat.news(conversation, after)
        if news is not None:
            for line in news.lines:
                await send({"type": "line", **line})
                after = line["seq"]
            if news.talk != talk:
                talk = news.talk
                await send({"type": "talk", "talk": talk})
            if news.settled and news.settled["code"] != asked:
                asked = news.settled["code"]
                chat.asks_for_judgement(conversation)
                await send({"type": "settled", **news.settled})
        rest = WHILE_QUIET if news is not None and news.talk is None else WHILE_TALKING
        try:
            await asyncio.wait_for(rung.wait(), rest.total_seconds())
        except TimeoutError:
            continue
