"""The addresses of the sheet page; every answer is a page, whatever went wrong."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus

from fastapi import APIRouter
from fastapi.staticfiles import StaticFiles
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from hotline.database import StorageUnavailable
from hotline.sheets import NoSuchItem, NoSuchSheet, SheetExpired
from knowledge_base.journeys import NoSuchJourney
from telephony.channels.progress_page.submission import ForeignForm, OversizedForm, read_fields
from telephony.channels.sheet_page.addresses import PATH, path_of_sheet
from telephony.channels.sheet_page.door import SheetPage
from telephony.channels.sheet_page.pages import FOLDER, Pages
from telephony.channels.sheet_page.paper import print_sheet

_READ = ["GET", "HEAD"]
_LONGEST_CODE = 40
_TROUBLES: dict[type[Exception], tuple[str, HTTPStatus]] = {
    NoSuchSheet: ("unknown", HTTPStatus.NOT_FOUND),
    SheetExpired: ("expired", HTTPStatus.GONE),
    NoSuchJourney: ("taken_back", HTTPStatus.GONE),
    NoSuchItem: ("changed", HTTPStatus.CONFLICT),
    ForeignForm: ("foreign", HTTPStatus.FORBIDDEN),
    OversizedForm: ("foreign", HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    StorageUnavailable: ("away", HTTPStatus.SERVICE_UNAVAILABLE),
}


def router(page: SheetPage) -> APIRouter:
    """All routes of the sheet page."""
    pages = Pages(page.hospital)
    doors = APIRouter(include_in_schema=False)

    async def kindly(work: Callable[[], Response]) -> Response:
        try:
            return await asyncio.to_thread(work)
        except tuple(_TROUBLES) as trouble:
            return _sorry(pages, trouble)

    @doors.api_route(PATH, methods=_READ)
    async def ask(code: str = "") -> Response:
        typed = "".join(one for one in code.lower() if one.isascii() and one.isalnum())[:_LONGEST_CODE]
        return RedirectResponse(path_of_sheet(typed), HTTPStatus.SEE_OTHER) if typed else pages.ask()

    doors.mount(f"{PATH}/page", StaticFiles(directory=FOLDER))

    @doors.api_route(f"{PATH}/{{code}}.pdf", methods=_READ)
    async def paper(code: str) -> Response:
        return await kindly(lambda: pages.paper(print_sheet(page.show(code), hospital=page.hospital)))

    @doors.api_route(f"{PATH}/{{code}}", methods=_READ)
    async def show(code: str) -> Response:
        return await kindly(lambda: pages.show(page.show(code)))

    @doors.post(f"{PATH}/{{code}}/{{work}}")
    async def do(request: Request, code: str, work: str) -> Response:
        try:
            fields = await read_fields(request)
        except (ForeignForm, OversizedForm) as trouble:
            return _sorry(pages, trouble)
        return await kindly(lambda: _done(page, code, work=work, item=fields.get("item", "")))

    return doors


def _done(page: SheetPage, code: str, *, work: str, item: str) -> Response:
    if work not in {"tick", "untick"}:
        raise NoSuchItem(item)
    done = page.tick if work == "tick" else page.untick
    shown = done(code, item=item)
    return RedirectResponse(f"{path_of_sheet(shown.code)}#{item}", HTTPStatus.SEE_OTHER)


def _sorry(pages: Pages, trouble: Exception) -> Response:
    why, status = next(found for kind, found in _TROUBLES.items() if isinstance(trouble, kind))
    return pages.trouble(why, status=status)
