"""The only file that speaks to Twilio: one call, one message, and whether a request is really theirs."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.twiml.voice_response import Gather, VoiceResponse

from hotline.green_channel import RingFailed

_API = "https://api.twilio.com"
_VOICE = {"voice": "Polly.Zhiyu", "language": "cmn-CN"}
_SILENT = logging.getLogger("telephony.twilio_client.requests")
_SILENT.disabled = True  # its lines hold the numbers dialled


class TwilioFault(RingFailed):
    """Names a code and no number; `status` and `code` are None where nobody answered."""

    def __init__(self, error: Exception) -> None:
        super().__init__(_reason(error))
        self.status: int | None = getattr(error, "status", None)
        self.code: int | None = getattr(error, "code", None)


class TwilioClient:
    """Every fault is a TwilioFault."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def call(self, to: str, *, number: str, said_at: str, rings_for: timedelta) -> None:
        seconds = int(rings_for.total_seconds())
        try:
            self._client.calls.create(to=to, from_=number, url=said_at, method="POST", timeout=seconds)
        except (TwilioException, OSError) as error:
            raise TwilioFault(error) from error

    def send(self, to: str, *, number: str, text: str) -> None:
        try:
            self._client.messages.create(to=to, from_=number, body=text)
        except (TwilioException, OSError) as error:
            raise TwilioFault(error) from error


class _Relay:
    """Sends to another address what is meant for the provider's: a relay of the hospital, or a test's."""

    def __init__(self, http: TwilioHttpClient, *, address: str) -> None:
        self._http = http
        self._address = address.rstrip("/")

    def request(self, method: str, url: str, **more: Any) -> Any:
        return self._http.request(method, url.replace(_API, self._address, 1), **more)


def open_client(*, account: str, token: str, address: str, time_limit: float) -> TwilioClient:
    # No pool of connections: it is shared by threads, and rings are rare.
    http = TwilioHttpClient(pool_connections=False, timeout=time_limit, logger=_SILENT)
    return TwilioClient(Client(account, token, http_client=_Relay(http, address=address)))


def is_signed(*, token: str, url: str, form: Mapping[str, str], signature: str) -> bool:
    """Whether Twilio sent this form to this address."""
    valid: bool = RequestValidator(token).validate(url, dict(form), signature)
    return valid


def ask_for_key(text: str, *, answer_at: str, nothing_pressed: str) -> str:
    """TwiML: says the text twice and waits for one key."""
    response = VoiceResponse()
    for _ in range(2):
        gather = Gather(num_digits=1, action=answer_at, method="POST", timeout=6)
        gather.say(text, **_VOICE)
        response.append(gather)
    response.say(nothing_pressed, **_VOICE)
    return str(response)


def say_and_hang_up(text: str) -> str:
    """TwiML."""
    response = VoiceResponse()
    response.say(text, **_VOICE)
    response.hangup()
    return str(response)


def _reason(error: Exception) -> str:
    if isinstance(error, TwilioRestException):
        return f"HTTP {error.status}, code {error.code}"
    return type(error).__name__
