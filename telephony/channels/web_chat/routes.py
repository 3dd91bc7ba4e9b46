"""The web chat's doors: the page, its websocket, and one plain HTTP exchange for programs."""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response, WebSocket, WebSocketDisconnect, status
from fastapi.responses import FileResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from pydantic import ValidationError
from typing_extensions import override

from telephony.addresses import limited_address
from telephony.channels.web_chat.chat import WebChat
from telephony.channels.web_chat.headers import FRESH, page_headers
from telephony.channels.web_chat.privacy import privacy_page
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
EMBED = Path(__file__).with_name("embed.js")
_FILES = ("multipart/", "image/", "audio/", "video/", "application/pdf")
_REFUSED = {
    "too_many_messages": status.HTTP_429_TOO_MANY_REQUESTS,
    "too_many_from_address": status.HTTP_429_TOO_MANY_REQUESTS,
    "too_many_conversations": status.HTTP_429_TOO_MANY_REQUESTS,
    "trouble": status.HTTP_503_SERVICE_UNAVAILABLE,
}
_BODY = {"requestBody": {"content": {"application/json": {"schema": Exchange.model_json_schema()}}}}


class _PageFiles(StaticFiles):
    @override
    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers.update(FRESH)
        return response


def router(chat: WebChat) -> APIRouter:
    """All routes of the web chat."""
    doors = APIRouter()
    _add_exchange(doors, chat)
    _add_news(doors, chat)

    @doors.websocket("/chat/ws")
    async def page_socket(socket: WebSocket) -> None:
        await socket.accept()
        try:
            await talk(chat, socket)
        except WebSocketDisconnect:
            return

    _add_page(doors, chat)
    return doors


def _add_exchange(doors: APIRouter, chat: WebChat) -> None:
    @doors.post("/api/messages", openapi_extra=_BODY)
    async def exchange(request: Request) -> dict[str, Any]:
        if request.headers.get("content-type", "").lower().startswith(_FILES):
            raise HTTPException(415, chat.sentence("utter_no_attachments"))
        try:
            body = Exchange.model_validate(json_object(await _read(request)))
        except ValidationError:
            raise HTTPException(422, chat.words.fill("utter_wrong_request")) from None
        conversation = body.conversation or new_conversation()
        saying = Saying(id=body.message_id or new_conversation(), text=body.text)
        address = limited_address(request, proxies=chat.proxies)
        answer = await chat.hear(conversation, saying, address=address)
        if answer["type"] == "refused":
            raise HTTPException(_REFUSED.get(answer["why"], 422), answer["text"])
        return {"conversation": conversation, **answer}


def _add_news(doors: APIRouter, chat: WebChat) -> None:
    @doors.get("/api/messages")
    async def unasked(
        request: Request,
        conversation: Annotated[str, Query(pattern=CONVERSATION)],
        after: Annotated[int, Query(ge=0)] = 0,
    ) -> dict[str, Any]:
        """What a nurse said after the line of this number: for programs, which have no open line."""
        address = limited_address(request, proxies=chat.proxies)
        if not chat.pace.may_look(address, now=chat.clock.now()):
            raise HTTPException(429, chat.sentence("utter_too_many_looks"))
        news = await chat.news(conversation, after)
        if news is None:
            raise HTTPException(503, chat.sentence("utter_trouble"))
        lines = list(news.lines)
        return {"conversation": conversation, "lines": lines, "talk": news.talk, "settled": news.settled}


def _add_page(doors: APIRouter, chat: WebChat) -> None:
    @doors.get("/", include_in_schema=False)
    async def front_door() -> RedirectResponse:
        return RedirectResponse("/chat")

    headers = page_headers(chat.embed_origins)

    @doors.get("/chat", include_in_schema=False)
    async def page() -> Response:
        return FileResponse(PAGE / "index.html", headers=headers)

    @doors.get("/privacy", include_in_schema=False)
    async def privacy() -> Response:
        return Response(privacy_page(chat.hospital), media_type="text/html", headers=page_headers(()))

    if chat.embed_origins:

        @doors.get("/chat/embed.js", include_in_schema=False)
        async def embed() -> Response:
            # Other sites load it, and their browsers ask whether they may.
            return FileResponse(EMBED, headers={"Cross-Origin-Resource-Policy": "cross-origin", **FRESH})

    doors.mount("/chat/page", _PageFiles(directory=PAGE))


async def _read(request: Request) -> bytes:
    """The body; nothing of one that is too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FRAME:
            return b""
    return body
