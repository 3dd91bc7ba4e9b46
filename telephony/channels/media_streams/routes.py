"""The address the provider sends a call's sound to, over a signed line."""

import logging

from fastapi import APIRouter
from starlette.websockets import WebSocket, WebSocketDisconnect

from telephony.channels.media_streams.ears import Ears
from telephony.channels.media_streams.messages import (
    LARGEST,
    BadMessage,
    Media,
    Started,
    Stopped,
    read_message,
)
from telephony.channels.twilio_phone.addresses import EARS
from telephony.signed_forms import RequestRefused, SignedForms, UnsignedForm
from telephony.speech import from_mu_law

log = logging.getLogger(__name__)
_NOT_WANTED = 1008
_BAD = 1003


def router(ears: Ears, *, forms: SignedForms) -> APIRouter:
    doors = APIRouter(include_in_schema=False)

    @doors.websocket(EARS)
    async def sound(socket: WebSocket) -> None:
        try:
            _require_signed(socket, forms)
        except RequestRefused as refusal:
            forms.refusals.count(refusal)
            await socket.close()  # before it is accepted: the provider sees 403
            return
        await socket.accept()
        await _listen(socket, ears)

    return doors


def _require_signed(socket: WebSocket, forms: SignedForms) -> None:
    """Signed is the address alone, as the provider wrote it: with wss, and without any field."""
    if not forms.is_signed(f"{forms.public_url.replace('http', 'ws', 1)}{EARS}", socket.headers):
        raise UnsignedForm


async def _listen(socket: WebSocket, ears: Ears) -> None:
    call = ""
    try:
        while True:
            text = await socket.receive_text()
            message = read_message(text) if len(text) <= LARGEST else None
            match message:
                case Started(call=name):
                    if call or not ears.open(name):
                        await socket.close(_NOT_WANTED)
                        return
                    call = name
                case Media(sent=sent) if call:
                    ears.feed(call, from_mu_law(sent))
                case Stopped():
                    await socket.close()
                    return
    except BadMessage:
        await socket.close(_BAD)
    except (WebSocketDisconnect, KeyError):
        return
    finally:
        if call:
            ears.close(call)
