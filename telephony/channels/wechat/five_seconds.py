"""One answer to each delivery, in place if it is ready in time, else afterwards: never none and never two."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

from hotline.clock import Clock
from hotline.database import StorageUnavailable
from telephony.channels.wechat.events import Event, NothingToSay, TemplateTold, Unfollowed
from telephony.channels.wechat.kept import Answer, Kept
from telephony.channels.wechat.patience import Patience, Wait, wait_for_real
from telephony.channels.wechat.standing import Outbox
from telephony.recent import Recent

log = logging.getLogger(__name__)
_MOST = 4096
_SILENT = (Unfollowed, TemplateTold, NothingToSay)

Respond = Callable[[Event], Awaitable[Answer]]
Show = Callable[[Answer], Awaitable[None]]
"""Told of an answer just before it is read."""


@dataclass(slots=True)
class _Answering:
    made: "asyncio.Task[Answer]"
    tries: int = 0
    is_late: bool = False
    is_shown: bool = False


class FiveSeconds:
    """For one event loop. `outbox` is None where the account may not write unasked."""

    def __init__(
        self,
        respond: Respond,
        *,
        show: Show,
        outbox: Outbox | None,
        kept: Kept,
        fetch_with: str,
        clock: Clock,
        patience: Patience,
        wait: Wait = wait_for_real,
    ) -> None:
        self._respond = respond
        self._show = show
        self._outbox = outbox
        self._kept = kept
        self._fetch_with = fetch_with
        self._clock = clock
        self._patience = patience
        self._wait = wait
        self._answerings: Recent[tuple[str, str], _Answering] = Recent(_MOST)
        self._running: set[asyncio.Task[Any]] = set()
        self._closing: asyncio.Future[None] | None = None

    async def answer(self, event: Event) -> str | None:
        """None where nothing is to be said now."""
        answering = self._of(event)
        answering.tries += 1
        if isinstance(event, _SILENT):
            return None
        if self._outbox is None:
            return await self._or_keep(event, answering)
        return await self._or_push(event, answering, outbox=self._outbox)

    async def settle(self) -> None:
        """What is being answered is answered; what waits for the store is tried a last time."""
        if not self._closed().done():
            self._closed().set_result(None)
        await asyncio.gather(*self._running, return_exceptions=True)

    def _of(self, event: Event) -> _Answering:
        copies = (event.openid, event.key)
        answering = self._answerings.get(copies)
        if answering is None:
            answering = _Answering(self._start(self._made(event)))
            self._answerings.put(copies, answering)
        return answering

    async def _made(self, event: Event) -> Answer:
        return await self._respond(event)

    async def _or_push(self, event: Event, answering: _Answering, *, outbox: Outbox) -> str | None:
        if not answering.is_late:
            is_ready = await self._wait(answering.made, self._patience.in_place)
            # Another copy may have given up meanwhile, and then the answer is on its other way.
            if is_ready and not answering.is_late:
                return await self._in_place(event, answering)
        if not answering.is_late:
            answering.is_late = True
            self._start(self._push(event, answering.made, outbox=outbox))
        return None

    async def _in_place(self, event: Event, answering: _Answering) -> str | None:
        answer = answering.made.result()
        if not answering.is_shown:
            answering.is_shown = True
            if answer.says:
                self._kept.cover(event.openid, key=event.key)
            await self._show(answer)
        return answer.text

    async def _push(self, event: Event, made: "asyncio.Task[Answer]", *, outbox: Outbox) -> None:
        answer = await made
        if answer.text is None:
            return
        if not await self._posted(answer, key=event.key, outbox=outbox):
            log.critical("a late answer could not be posted, and is lost")
        elif answer.says:  # else what was asked meanwhile may still offer its own
            await self._show(answer)

    async def _posted(self, answer: Answer, *, key: str, outbox: Outbox) -> bool:
        post = partial(outbox.post, answer.conversation_id, key=key, text=answer.text or "")
        for pause in (*self._patience.post_again, None):
            try:
                await asyncio.to_thread(post, at=self._clock.now())
            except StorageUnavailable:
                log.warning("a late answer waits for the store")
            else:
                return True
            if pause is None or self._closed().done():
                break
            await self._wait(self._closed(), pause)
        return False

    async def _or_keep(self, event: Event, answering: _Answering) -> str | None:
        patience = self._patience
        is_last = answering.tries >= patience.tries
        if await self._wait(answering.made, patience.last_try if is_last else patience.held):
            self._kept.told(event.openid, key=event.key)
            return await self._in_place(event, answering)
        self._kept.keep(event.openid, key=event.key, answer=answering.made, now=self._clock.now())
        return self._fetch_with

    def _start(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    def _closed(self) -> "asyncio.Future[None]":
        if self._closing is None:
            self._closing = asyncio.get_running_loop().create_future()
        return self._closing
