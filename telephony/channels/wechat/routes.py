"""The one address that WeChat asks; it never hears that our server failed."""

import logging

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from telephony.channels.wechat.door import WechatDoor
from telephony.channels.wechat.refusing import STATUS
from telephony.channels.wechat.writing import NOTHING
from telephony.refusals import RequestRefused

log = logging.getLogger(__name__)
PATH = "/wechat"
_PLAIN = {"X-Content-Type-Options": "nosniff"}


def router(door: WechatDoor) -> APIRouter:
    """All routes of the official account."""
    doors = APIRouter(include_in_schema=False)

    @doors.get(PATH)
    async def echo(request: Request) -> Response:
        try:
            return _plain(door.echo(request))
        except RequestRefused as refusal:
            return _refused(door, refusal)

    @doors.post(PATH)
    async def hear(request: Request) -> Response:
        try:
            said = await door.hear(request)
        except RequestRefused as refusal:
            return _refused(door, refusal)
        except Exception:
            # An error here is what WeChat shows as a fault of the account.
            log.exception("a delivery of WeChat's was not answered")
            said = NOTHING
        return _plain(said) if said == NOTHING else Response(said, media_type="application/xml")

    return doors


def _plain(text: str) -> Response:
    return Response(text, media_type="text/plain", headers=_PLAIN)


def _refused(door: WechatDoor, refusal: RequestRefused) -> Response:
    door.refusals.count(refusal)
    return Response(status_code=STATUS[type(refusal)])
