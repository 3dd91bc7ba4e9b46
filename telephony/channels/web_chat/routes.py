"""The web chat's doors: the page, its websocket, and one plain HTTP exchange for programs."""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response, WebSocket, WebSocketDisconnect, status
from fastapi.responses import FileResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from pydantic import ValidationError
from typing_extensions import override

from telephony.channels.web_chat.chat import WebChat
from telephony.channels.web_chat.protocol import (
    CONVERSATION,
    LONGEST_FRAME,
    Exchange,
    Saying,
    json_object,
    new_conversation,
)
from telephony.channels.web_chat.talking import talk

PAGE = Path(__file__).with_name("page")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_FRESH = {
    # Asked for again each time: a page and a script of two versions do not fit each other.
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_REFUSED = {
    "too_many_messages": status.HTTP_429_TOO_MANY_REQUESTS,
    "trouble": status.HTTP_503_SERVICE_UNAVAILABLE,
}
_BODY = {"requestBody": {"content": {"application/json": {"schema": Exchange.model_json_schema()}}}}


class _PageFiles(StaticFiles):
    @override
    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers.update(_FRESH)
        return response


def router(chat: WebChat) -> APIRouter:
    """All routes of the web chat."""
    doors = APIRouter()

    @doors.post("/api/messages", openapi_extra=_BODY)
    async def exchange(request: Request) -> dict[str, Any]:
        try:
            body = Exchange.model_validate(json_object(await _read(request)))
        except ValidationError:
            raise HTTPException(422, chat.words.fill("utter_wrong_request")) from None
        conversation = body.conversation or new_conversation()
        answer = await chat.hear(
            conversation, Saying(id=body.message_id or new_conversation(), text=body.text)
        )
        if answer["type"] == "refused":
            raise HTTPException(_REFUSED.get(answer["why"], 422), answer["text"])
        return {"conversation": conversation, **answer}

    @doors.get("/api/messages")
    async def unasked(
        conversation: Annotated[str, Query(pattern=CONVERSATION)], after: Annotated[int, Query(ge=0)] = 0
    ) -> dict[str, Any]:
        """What a nurse said after the line of this number: for programs, which have no open line."""
        news = await chat.news(conversation, after)
        if news is None:
            line = chat.hospital.placeholders["hotline"]
            raise HTTPException(503, chat.words.fill("utter_trouble", line=line))
        return {"conversation": conversation, "lines": list(news.lines), "talk": news.talk}

    @doors.websocket("/chat/ws")
    async def page_socket(socket: WebSocket) -> None:
        await socket.accept()
        try:
            await talk(chat, socket)
        except WebSocketDisconnect:
            return

    _add_page(doors)
    return doors


def _add_page(doors: APIRouter) -> None:
    @doors.get("/", include_in_schema=False)
    async def front_door() -> RedirectResponse:
        return RedirectResponse("/chat")

    @doors.get("/chat", include_in_schema=False)
    async def page() -> Response:
        return FileResponse(PAGE / "index.html", headers={"Content-Security-Policy": _POLICY, **_FRESH})

    doors.mount("/chat/page", _PageFiles(directory=PAGE))


async def _read(request: Request) -> bytes:
    """The body; nothing of one that is too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FRAME:
            return b""
    return body
