"""What comes to the page unasked: a nurse's lines in the order of their numbers, and how the talk stands."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from telephony.channels.web_chat.chat import WebChat

Send = Callable[[dict[str, Any]], Awaitable[None]]

WHILE_TALKING = timedelta(seconds=1)
"""A nurse may be on another replica, whose doorbell does not ring here."""
WHILE_QUIET = timedelta(seconds=60)


async def push(
    chat: WebChat, send: Send, *, conversation: str, after: int, talk: object, rung: asyncio.Event
) -> None:
    """Until cancelled. The page is told what comes `after`, and of the talk where it is not as `talk`."""
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
        rest = WHILE_QUIET if news is not None and news.talk is None else WHILE_TALKING
        try:
            await asyncio.wait_for(rung.wait(), rest.total_seconds())
        except TimeoutError:
            continue
