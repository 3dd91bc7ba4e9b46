"""One caller at the page's websocket."""

import asyncio
import logging
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from fastapi import WebSocket, WebSocketDisconnect, status
from pydantic import ValidationError

from telephony.addresses import limited_address
from telephony.channels.web_chat.chat import WebChat
from telephony.channels.web_chat.protocol import Saying, json_object
from telephony.channels.web_chat.pushing import Shown, push

log = logging.getLogger(__name__)


async def talk(chat: WebChat, socket: WebSocket) -> None:
    """Welcome the caller, then answer until the line is gone. Raises WebSocketDisconnect."""
    hello = await _frame(socket)
    address = limited_address(socket, proxies=chat.proxies)
    if not chat.pace.may_look(address, now=chat.clock.now()):
        await socket.send_json({"type": "busy", "text": chat.sentence("utter_too_many_looks")})
        await socket.close(status.WS_1013_TRY_AGAIN_LATER)
        return
    welcome = await chat.welcome(hello.get("conversation"))
    await socket.send_json(welcome)
    conversation = welcome["conversation"]
    with chat.doorbell.listening(conversation) as rung:
        caller = _Caller(chat, socket, conversation=conversation, address=address, rung=rung)
        working = {asyncio.create_task(caller.be_told(hello, welcome))}
        try:
            while True:
                frame = await _frame(socket)
                # Each by itself: an emergency typed after a slow question does not queue behind it.
                task = asyncio.create_task(caller.be_answered(frame))
                working.add(task)
                task.add_done_callback(working.discard)
        finally:
            for task in tuple(working):
                task.cancel()


@dataclass(frozen=True, slots=True)
class _Caller:
    """Whoever is at the other end of one line."""

    chat: WebChat
    socket: WebSocket
    conversation: str = field(kw_only=True)
    address: str | None = field(kw_only=True)
    rung: asyncio.Event = field(kw_only=True)

    async def be_told(self, hello: dict[str, Any], welcome: dict[str, Any]) -> None:
        settled = welcome["settled"]
        await push(
            self.chat,
            partial(_send, self.socket),
            conversation=self.conversation,
            after=_heard(hello, otherwise=welcome["seq"]),
            shown=Shown(talk=welcome["talk"], settled=settled and settled["code"]),
            rung=self.rung,
        )

    async def be_answered(self, frame: dict[str, Any]) -> None:
        if frame.get("type") == "here":  # a page that asks whether the line still stands
            await _send(self.socket, {"type": "here"})
            return
        try:
            saying = Saying.model_validate(frame)
        except ValidationError:
            await _send(self.socket, self.chat.refuse(frame.get("id"), why="utter_empty_message"))
            return
        # Begun before anything is awaited: messages take their turns in the order in which they came.
        answering = asyncio.ensure_future(self.chat.hear(self.conversation, saying, address=self.address))
        await _send(self.socket, {"type": "heard", "id": saying.id})
        await _send(self.socket, await answering)
        self.rung.set()  # the answer may have asked for a nurse


def _heard(hello: dict[str, Any], *, otherwise: int) -> int:
    """The last line the page has, where it has been here before."""
    after = hello.get("after")
    return after if isinstance(after, int) and 0 <= after <= otherwise else otherwise


async def _frame(socket: WebSocket) -> dict[str, Any]:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1005))
    return json_object(message.get("text") or message.get("bytes") or "")


async def _send(socket: WebSocket, frame: dict[str, Any]) -> None:
    try:
        await socket.send_json(frame)
    except (WebSocketDisconnect, RuntimeError):
        log.info("the caller hung up before the answer; the page asks again when it is back")
