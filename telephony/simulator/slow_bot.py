"""A dialogue that takes its time, as scripts say."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telephony.bot_client import Bot, BotAnswer
from telephony.simulator.loop import VirtualLoop


@dataclass
class SlowBot:
    """`slow` seconds late with each answer. Raises BotUnavailable where the bot behind it does.

    `really_works`: a real process is behind it, for which virtual time waits; not for one that may hang.
    """

    bot: Bot
    slow: float = 0
    really_works: bool = False

    async def ask(self, conversation_id: str, *, text: str, metadata: Mapping[str, Any]) -> BotAnswer:
        if self.slow:
            await asyncio.sleep(self.slow)
        loop = asyncio.get_running_loop()
        if not (self.really_works and isinstance(loop, VirtualLoop)):
            return await self.bot.ask(conversation_id, text=text, metadata=metadata)
        with loop.working():
            return await self.bot.ask(conversation_id, text=text, metadata=metadata)
