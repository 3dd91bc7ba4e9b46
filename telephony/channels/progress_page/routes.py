"""The addresses of the progress page; every answer is a page, whatever went wrong."""

import asyncio
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from telephony.channels.progress_page.answers import COOKIE, PATH, Answers
from telephony.channels.progress_page.door import ProgressPage
from telephony.channels.progress_page.pages import FOLDER
from telephony.channels.progress_page.submission import Fields, read_fields, require_token

_IN_TWO_STEPS = ("cancel-visit", "other-day")
"""Asked first on a page of their own, done from there."""


def router(page: ProgressPage) -> APIRouter:
    """All routes of the progress page."""
    answers = Answers(page)
    doors = APIRouter(route_class=_kindly(answers), include_in_schema=False)

    @doors.get(PATH)
    async def look(request: Request) -> Response:
        return await asyncio.to_thread(answers.show, request)

    @doors.post(PATH)
    async def prove(request: Request) -> Response:
        fields = await _read(request)
        return await asyncio.to_thread(answers.prove, request, fields)

    @doors.post(f"{PATH}/leave")
    async def leave(request: Request) -> Response:
        await _read(request)
        away = RedirectResponse(PATH, HTTPStatus.SEE_OTHER)
        away.delete_cookie(COOKIE, path=PATH)
        return away

    for name in ("rate", "reopen", "contact", *_IN_TWO_STEPS):
        doors.add_api_route(f"{PATH}/{name}", _deed(answers, name), methods=["POST"])
    for name in _IN_TWO_STEPS:
        doors.add_api_route(f"{PATH}/{name}", _question(answers, name), methods=["GET"])
    doors.mount(f"{PATH}/page", StaticFiles(directory=FOLDER))
    return doors


def _deed(answers: Answers, name: str) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def do(request: Request) -> Response:
        fields = await _read(request)
        return await asyncio.to_thread(answers.do, request, fields, name=name)

    return do


def _question(answers: Answers, name: str) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def ask(request: Request) -> Response:
        return await asyncio.to_thread(answers.ask, request, name=name)

    return ask


async def _read(request: Request) -> Fields:
    fields = await read_fields(request)
    request.state.fields = fields
    require_token(fields, secret=request.cookies.get(COOKIE, ""))
    return fields


def _kindly(answers: Answers) -> type[APIRoute]:
    """A route class: whatever may be raised becomes a page in one place."""

    class KindRoute(APIRoute):
        """One address of the progress page."""

        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def handle_kindly(request: Request) -> Response:
                try:
                    return await handle(request)
                except answers.foreseen as trouble:
                    return await asyncio.to_thread(answers.trouble, request, trouble)

            return handle_kindly

    return KindRoute
