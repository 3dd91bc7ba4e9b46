"""The web chat's doors: the page, its websocket, and one plain HTTP exchange for programs."""

import asyncio
import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Response, WebSocket, WebSocketDisconnect
from fastapi.responses import FileResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, Field, ValidationError

from hotline.clock import Clock
from hotline.conversations import Direction
from hotline.database import StorageUnavailable
from hotline.ledger import Ledger
from knowledge_base import Hospital
from telephony.channels.web_chat.protocol import (
    CONVERSATION,
    Saying,
    clean,
    is_conversation,
    new_conversation,
    rendered,
    trouble_with,
)
from telephony.intake import Intake
from telephony.messages import InboundMessage
from telephony.words import Words

log = logging.getLogger(__name__)

PAGE = Path(__file__).with_name("page")
CHANNEL = "web_chat"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
LONGEST_FRAME = 65_536
"""Bytes of one websocket frame; the server closes the connection on a longer one."""
_REMEMBERED = 60
"""Messages of a conversation shown again after a reload."""


class Exchange(BaseModel):
    """A message over plain HTTP; without a conversation a new one begins."""

    text: str = Field(max_length=LONGEST_FRAME)
    conversation: str | None = Field(default=None, pattern=CONVERSATION)
    message_id: str | None = Field(default=None, min_length=1, max_length=64)


@dataclass(frozen=True, slots=True)
class WebChat:
    """What the doors need."""

    intake: Intake
    ledger: Ledger
    hospital: Hospital
    words: Words
    clock: Clock

    async def hear(self, conversation: str, saying: Saying) -> dict[str, Any]:
        """The reply to one message, or the sentence that refuses it."""
        if trouble := trouble_with(saying.text):
            return {"type": "refused", "id": saying.id, "text": self.words.fill(trouble)}
        message = InboundMessage(
            conversation_id=conversation,
            message_id=saying.id,
            channel=CHANNEL,
            text=clean(saying.text),
            received_at=self.clock.now(),
        )
        return rendered(await self.intake.receive(message))

    async def welcome(self, wanted: object) -> dict[str, Any]:
        """The first frame: the conversation's name, its history, and how to ring for help."""
        known = is_conversation(wanted)
        conversation = str(wanted) if known else new_conversation()
        return {
            "type": "welcome",
            "conversation": conversation,
            "history": await self._history(conversation) if known else [],
            "hospital": {
                "name": self.hospital.name,
                "hotline": self.hospital.placeholders["hotline"],
                "emergency_line": self.hospital.placeholders["emergency_line"],
            },
            "greeting": self.words.fill("utter_greet"),
            "choices": [{"title": one.title, "says": one.says} for one in self.words.choices("utter_greet")],
        }

    async def _history(self, conversation: str) -> list[dict[str, str]]:
        try:
            lines = await asyncio.to_thread(self.ledger.history, conversation, limit=_REMEMBERED)
        except StorageUnavailable:
            log.warning("history unavailable; the conversation goes on without it")
            return []
        return [
            {
                "who": "caller" if line.direction is Direction.IN else "hotline",
                "text": line.text,
                "at": line.at.isoformat(),
            }
            for line in lines
        ]


def router(chat: WebChat) -> APIRouter:
    """All routes of the web chat."""
    doors = APIRouter()

    @doors.get("/", include_in_schema=False)
    async def front_door() -> RedirectResponse:
        return RedirectResponse("/chat")

    @doors.get("/chat", include_in_schema=False)
    async def page() -> Response:
        return FileResponse(
            PAGE / "index.html",
            headers={
                "Content-Security-Policy": _POLICY,
                "Cache-Control": "no-cache",
                "Referrer-Policy": "no-referrer",
            },
        )

    @doors.post("/api/messages")
    async def exchange(body: Exchange) -> dict[str, Any]:
        conversation = body.conversation or new_conversation()
        answer = await chat.hear(
            conversation, Saying(id=body.message_id or new_conversation(), text=body.text)
        )
        if answer["type"] == "refused":
            raise HTTPException(422, answer["text"])
        return {"conversation": conversation, **answer}

    @doors.websocket("/chat/ws")
    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        try:
            await _talk(chat, socket)
        except WebSocketDisconnect:
            return

    doors.mount("/chat/page", StaticFiles(directory=PAGE))
    return doors


async def _talk(chat: WebChat, socket: WebSocket) -> None:
    welcome = await chat.welcome((await _frame(socket)).get("conversation"))
    await socket.send_json(welcome)
    answering: set[asyncio.Task[None]] = set()
    try:
        while True:
            frame = await _frame(socket)
            # Each by itself: an emergency typed after a slow question does not queue behind it.
            task = asyncio.create_task(
                _answer(chat, socket, conversation=welcome["conversation"], frame=frame)
            )
            answering.add(task)
            task.add_done_callback(answering.discard)
    finally:
        for task in answering:
            task.cancel()


async def _answer(chat: WebChat, socket: WebSocket, *, conversation: str, frame: dict[str, Any]) -> None:
    try:
        saying = Saying.model_validate(frame)
    except ValidationError:
        await _send(
            socket,
            {
                "type": "refused",
                "id": str(frame.get("id", ""))[:64],
                "text": chat.words.fill("utter_empty_message"),
            },
        )
        return
    await _send(socket, {"type": "heard", "id": saying.id})
    await _send(socket, await chat.hear(conversation, saying))


async def _frame(socket: WebSocket) -> dict[str, Any]:
    """The next frame; one that is no JSON object counts as an empty one and is refused with a sentence."""
    text = await socket.receive_text()
    try:
        frame = json.loads(text)
    except ValueError:
        return {}
    return frame if isinstance(frame, dict) else {}


async def _send(socket: WebSocket, frame: dict[str, Any]) -> None:
    try:
        await socket.send_json(frame)
    except (WebSocketDisconnect, RuntimeError):
        log.info("the caller hung up before the answer; the page asks again when it is back")
