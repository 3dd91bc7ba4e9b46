"""One caller at the page's websocket."""

import asyncio
import logging
from functools import partial
from typing import Any

from fastapi import WebSocket, WebSocketDisconnect
from pydantic import ValidationError

from telephony.channels.web_chat.chat import WebChat
from telephony.channels.web_chat.protocol import Saying, json_object
from telephony.channels.web_chat.pushing import push

log = logging.getLogger(__name__)


async def talk(chat: WebChat, socket: WebSocket) -> None:
    """Welcome the caller, then answer until the line is gone. Raises WebSocketDisconnect."""
    hello = await _frame(socket)
    welcome = await chat.welcome(hello.get("conversation"))
    await socket.send_json(welcome)
    conversation = welcome["conversation"]
    with chat.doorbell.listening(conversation) as rung:
        pushing = asyncio.create_task(
            push(
                chat,
                partial(_send, socket),
                conversation=conversation,
                after=_heard(hello, otherwise=welcome["seq"]),
                talk=welcome["talk"],
                rung=rung,
            )
        )
        working = {pushing}
        try:
            while True:
                frame = await _frame(socket)
                # Each by itself: an emergency typed after a slow question does not queue behind it.
                task = asyncio.create_task(
                    _answer(chat, socket, conversation=conversation, frame=frame, rung=rung)
                )
                working.add(task)
                task.add_done_callback(working.discard)
        finally:
            for task in tuple(working):
                task.cancel()


def _heard(hello: dict[str, Any], *, otherwise: int) -> int:
    """The last line the page has, where it has been here before."""
    after = hello.get("after")
    return after if isinstance(after, int) and 0 <= after <= otherwise else otherwise


async def _answer(
    chat: WebChat, socket: WebSocket, *, conversation: str, frame: dict[str, Any], rung: asyncio.Event
) -> None:
    try:
        saying = Saying.model_validate(frame)
    except ValidationError:
        await _send(socket, chat.refuse(frame.get("id"), why="utter_empty_message"))
        return
    await _send(socket, {"type": "heard", "id": saying.id})
    await _send(socket, await chat.hear(conversation, saying))
    rung.set()  # the answer may have asked for a nurse


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
