"""The only file that asks Twilio for something: calls, messages, and the end of recordings."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from twilio.twiml.voice_response import Gather, VoiceResponse

from hotline.green_channel import RingFailed
from telephony.settings import TelephonySettings

_API = "https://api.twilio.com"
VOICE = {"voice": "Polly.Zhiyu", "language": "cmn-CN"}
_SILENT = logging.getLogger("telephony.twilio_client.requests")
_SILENT.disabled = True  # its lines hold the numbers dialled

_MOST_TRIES = 3
_BETWEEN_TRIES = 0.3
_TOO_MANY = 429
_NOT_FOUND = 404
_CALL_IS_OVER = 21220
_UNREACHED = {"NewConnectionError", "ConnectTimeoutError", "NameResolutionError"}

T = TypeVar("T")


class TwilioFault(RingFailed):
    """Names a code and no number; `status` and `code` are None where nobody answered."""

    def __init__(self, error: Exception) -> None:
        super().__init__(_reason(error))
        self.status: int | None = getattr(error, "status", None)
        self.code: int | None = getattr(error, "code", None)
        self.was_not_done = self.status == _TOO_MANY or _is_unreached(error)
        """Whether Twilio certainly did nothing, so that asking again does nothing twice."""

    @property
    def may_pass(self) -> bool:
        """Whether the same request may go through a moment later."""
        return self.status is None or self.status == _TOO_MANY or self.status >= 500  # noqa: PLR2004


class CallOver(Exception):  # noqa: N818 - a noun of the trade
    """The call that was to be changed has ended."""


class TwilioClient:
    """Every fault is a TwilioFault. What makes a call or a message is asked again only if it was not done."""

    def __init__(self, client: Client, *, wait: Callable[[float], None]) -> None:
        self._client = client
        self._wait = wait

    def call(
        self,
        to: str,
        *,
        number: str,
        said_at: str,
        rings_for: timedelta,
        told_at: str | None = None,
        lost_at: str | None = None,
    ) -> str:
        """Twilio's name of the call; `told_at` hears how it ended, `lost_at` is asked where `said_at` fails.

        Machines are not listened for: whoever takes the call would hear nothing for seconds meanwhile.
        """
        facts: dict[str, Any] = {"timeout": int(rings_for.total_seconds())}
        if told_at:
            facts["status_callback"] = told_at
        if lost_at:
            facts["fallback_url"] = lost_at

        def ask() -> str:
            return str(
                self._client.calls.create(to=to, from_=number, url=said_at, method="POST", **facts).sid
            )

        return self._try(ask, again=_was_not_done)

    def send(self, to: str, *, number: str, text: str) -> str:
        """Twilio's name of the message."""
        return self._try(
            lambda: str(self._client.messages.create(to=to, from_=number, body=text).sid),
            again=_was_not_done,
        )

    def redirect(self, call: str, *, to: str) -> None:
        """Breaks off what the call is doing. Raises CallOver where it has ended."""
        self._change(call, url=to, method="POST")

    def delete_recording(self, recording: str) -> None:
        """One that is not there is deleted."""
        try:
            self._try(lambda: self._client.recordings(recording).delete(), again=_may_pass)
        except TwilioFault as fault:
            if fault.status != _NOT_FOUND:
                raise

    def _change(self, call: str, **facts: str) -> None:
        try:
            self._try(lambda: self._client.calls(call).update(**facts), again=_may_pass)
        except TwilioFault as fault:
            if fault.code == _CALL_IS_OVER or fault.status == _NOT_FOUND:
                raise CallOver(call) from fault
            raise

    def _try(self, ask: Callable[[], T], *, again: Callable[[TwilioFault], bool]) -> T:
        tried = 1
        while True:
            try:
                return ask()
            except (TwilioException, OSError) as error:
                fault = TwilioFault(error)
                if tried == _MOST_TRIES or not again(fault):
                    raise fault from error
            self._wait(_BETWEEN_TRIES * tried)
            tried += 1


def _was_not_done(fault: TwilioFault) -> bool:
    return fault.was_not_done


def _may_pass(fault: TwilioFault) -> bool:
    return fault.may_pass


class _Relay:
    """Sends to another address what is meant for the provider's: a relay of the hospital, or a test's."""

    def __init__(self, http: TwilioHttpClient, *, address: str) -> None:
        self._http = http
        self._address = address.rstrip("/")

    def request(self, method: str, url: str, **more: Any) -> Any:
        return self._http.request(method, url.replace(_API, self._address, 1), **more)


def open_client(
    settings: TelephonySettings, *, time_limit: float, wait: Callable[[float], None] = time.sleep
) -> TwilioClient:
    """`time_limit`: the seconds one request may take."""
    account, (token, _) = str(settings.twilio_account_sid), settings.signing_secrets
    # No pool of connections: it is shared by threads, and rings are rare.
    http = TwilioHttpClient(pool_connections=False, timeout=time_limit, logger=_SILENT)
    return TwilioClient(
        Client(account, token, http_client=_Relay(http, address=settings.twilio_url)), wait=wait
    )


def ask_for_key(text: str, *, answer_at: str, nothing_pressed: str) -> str:
    """TwiML: says the text twice and waits for one key."""
    response = VoiceResponse()
    for _ in range(2):
        gather = Gather(num_digits=1, action=answer_at, method="POST", timeout=6)
        gather.say(text, **VOICE)
        response.append(gather)
    response.say(nothing_pressed, **VOICE)
    return str(response)


def say_and_hang_up(text: str) -> str:
    """TwiML."""
    response = VoiceResponse()
    response.say(text, **VOICE)
    response.hangup()
    return str(response)


def _reason(error: Exception) -> str:
    if isinstance(error, TwilioRestException):
        return f"HTTP {error.status}, code {error.code}"
    return type(error).__name__


def _is_unreached(error: Exception) -> bool:
    """No connection stood, so nothing was asked."""
    inner = getattr(error.args[0], "reason", None) if error.args else None
    return type(inner).__name__ in _UNREACHED or type(error).__name__ == "ConnectTimeout"
