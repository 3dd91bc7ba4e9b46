"""Reaches the running hotline over HTTP: the terminal talks through the same intake as every caller."""

from collections.abc import Mapping
from typing import Any

import httpx

from console.settings import Settings
from console.words import Trouble

_PATIENCE = 20.0
_REFUSALS = {
    httpx.codes.UNPROCESSABLE_ENTITY,
    httpx.codes.TOO_MANY_REQUESTS,
    httpx.codes.SERVICE_UNAVAILABLE,
}


class RunningHotline:
    """The hotline at the configured address, and one conversation with it."""

    def __init__(self, settings: Settings) -> None:
        self._address = settings.address
        self._http = httpx.Client(base_url=settings.address, timeout=_PATIENCE, trust_env=False)
        self._conversation: str | None = None

    def say(self, text: str) -> Mapping[str, Any]:
        """The reply. Raises `Trouble` where no hotline answers or the message is refused."""
        try:
            response = self._http.post(
                "/api/messages", json={"text": text, "conversation": self._conversation}
            )
        except httpx.HTTPError as fault:
            raise Trouble("not_running", address=self._address) from fault
        if response.status_code in _REFUSALS:
            raise Trouble("refused", reason=response.json()["detail"])
        if response.is_error:
            raise Trouble("not_running", address=self._address)
        reply: dict[str, Any] = response.json()
        self._conversation = reply["conversation"]
        return reply

    def begin_anew(self) -> None:
        self._conversation = None
