"""The addresses of the entry pages."""

import asyncio
import re
from http import HTTPStatus

from fastapi import APIRouter
from fastapi.staticfiles import StaticFiles
from starlette.requests import Request
from starlette.responses import Response

from telephony.channels.entry_page.addresses import PATH
from telephony.channels.entry_page.door import EntryPage, NoSuchPage, NothingLoaded, TakenBack
from telephony.channels.entry_page.pages import FOLDER, Pages

_NAME = re.compile(r"[a-z0-9_]{1,80}(?:\.[a-z0-9_]{1,80})?")
_METHODS = ["GET", "HEAD"]
_TROUBLES: dict[type[Exception], tuple[str, HTTPStatus]] = {
    NoSuchPage: ("unknown", HTTPStatus.NOT_FOUND),
    TakenBack: ("taken_back", HTTPStatus.GONE),
    NothingLoaded: ("away", HTTPStatus.SERVICE_UNAVAILABLE),
}


def router(page: EntryPage) -> APIRouter:
    """All routes of the entry pages."""
    pages = Pages(page.hospital)
    doors = APIRouter(include_in_schema=False)

    def show(request: Request, name: str | None) -> Response:
        try:
            return _shown(page, pages, request, name)
        except tuple(_TROUBLES) as trouble:
            why, status = _TROUBLES[type(trouble)]
            return pages.trouble(why, status=status)

    @doors.api_route(PATH, methods=_METHODS)
    async def every_topic(request: Request) -> Response:
        return await asyncio.to_thread(show, request, None)

    @doors.api_route(f"{PATH}/{{name}}", methods=_METHODS)
    async def one(request: Request, name: str) -> Response:
        return await asyncio.to_thread(show, request, name)

    doors.mount(f"{PATH}/page", StaticFiles(directory=FOLDER))
    return doors


def _shown(page: EntryPage, pages: Pages, request: Request, name: str | None) -> Response:
    """Raises what stands among the troubles."""
    if name is None:
        return pages.show(request, "topics.html", kinds=list(page.topics()))
    if entry := page.entry(name):
        is_reviewed = entry.signature is not None
        return pages.show(request, "entry.html", entry=entry, is_reviewed=is_reviewed)
    if topic := page.topic(name):
        return pages.show(request, "topic.html", topic=topic)
    raise page.why_not(name) if _NAME.fullmatch(name) else NoSuchPage
