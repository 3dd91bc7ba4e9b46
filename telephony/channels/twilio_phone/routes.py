"""The addresses a call asks; each answers with TwiML, whatever went wrong behind it."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from telephony.channels.twilio_phone.addresses import PREFIX, Answer
from telephony.channels.twilio_phone.door import TwilioPhone
from telephony.channels.twilio_phone.music import music
from telephony.signed_forms import BadForm, OversizedForm, RequestRefused, StaleForm, UnsignedForm

log = logging.getLogger(__name__)
_REFUSED: dict[type[RequestRefused], int] = {
    UnsignedForm: 403,
    StaleForm: 403,
    OversizedForm: 413,
    BadForm: 400,
}
_KEPT_A_DAY = {"Cache-Control": "public, max-age=86400"}

Handle = Callable[[Request], Awaitable[str]]
Door = Callable[[Request], Awaitable[Response]]


def router(phone: TwilioPhone) -> APIRouter:
    """All routes of the telephone."""
    doors = APIRouter(prefix=PREFIX, include_in_schema=False)
    paths: dict[str, Handle] = {
        "": phone.begin,
        "/errand": phone.begin,
        "/fallback": phone.fallback,
        "/status": phone.status,
        "/{call}/{step}/whisper": phone.whisper,
        "/{call}/{step}/recording": phone.recording,
    }
    paths |= {f"/{{call}}/{{step}}/{answer}": partial(phone.answer, answer=answer) for answer in Answer}
    for path, handle in paths.items():
        doors.add_api_route(path, _door(phone, handle), methods=["POST"])
    doors.add_api_route("/music.wav", _play, methods=["GET"])
    return doors


def _door(phone: TwilioPhone, handle: Handle) -> Door:
    async def answer(request: Request) -> Response:
        try:
            return _twiml(await handle(request))
        except RequestRefused as refusal:
            phone.forms.refusals.count(refusal)
            return Response(status_code=_REFUSED[type(refusal)])
        except Exception:
            # An error here is what the provider reads out in English.
            log.exception("a call goes on without us")
            return _twiml(phone.lost())

    return answer


async def _play() -> Response:
    return Response(music(), media_type="audio/wav", headers=_KEPT_A_DAY)


def _twiml(text: str) -> Response:
    return Response(text, media_type="application/xml")
