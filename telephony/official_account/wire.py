"""One question to WeChat and its answer; the only file that speaks HTTP with it."""

import json
import logging
import re
from collections.abc import Mapping
from typing import Any

import httpx

from telephony.official_account.account import AccountRefused, AccountUnreachable
from telephony.official_account.budget import Budget
from telephony.official_account.refusals import kind_of

_DONE = 0
_NOT_LISTED = 40164
_OUR_ADDRESS = re.compile(r"invalid ip ([0-9a-fA-F.:]{3,45})")
_LONGEST_ANSWER = 64 * 1024
_UNASKED = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)


def _is_told(record: logging.LogRecord) -> bool:
    return "access_token=" not in record.getMessage()


# httpx logs each address it asks, and WeChat wants its token in the address.
logging.getLogger("httpx").addFilter(_is_told)


class Wire:
    """Safe to share between threads. Nothing that is sent or answered is logged or stands in an error."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        # No connection is kept: one that was closed over there loses the message that is sent on it.
        self._http = httpx.Client(follow_redirects=False, limits=httpx.Limits(max_keepalive_connections=0))

    def ask(
        self, path: str, *, token: str | None = None, body: Mapping[str, Any] | None = None, budget: Budget
    ) -> dict[str, Any]:
        """GET where there is no body. Raises AccountRefused, AccountUnreachable."""
        answer = self._sent(path, token=token, body=body, budget=budget)
        if not answer.is_success or len(answer.content) > _LONGEST_ANSWER:
            raise AccountUnreachable(f"HTTP {answer.status_code}")
        return _read(answer)

    def close(self) -> None:
        self._http.close()

    def _sent(
        self, path: str, *, token: str | None, body: Mapping[str, Any] | None, budget: Budget
    ) -> httpx.Response:
        try:
            return self._http.request(
                "GET" if body is None else "POST",
                f"{self._address}/cgi-bin/{path}",
                params={"access_token": token} if token else None,
                content=None if body is None else encoded(body),
                headers={} if body is None else {"Content-Type": "application/json; charset=utf-8"},
                timeout=budget.timeout(),
            )
        except _UNASKED as fault:
            raise AccountUnreachable(type(fault).__name__, was_not_done=True) from None
        except httpx.HTTPError as fault:
            raise AccountUnreachable(type(fault).__name__) from None


def encoded(body: Mapping[str, Any]) -> bytes:
    r"""As UTF-8: WeChat shows \u escapes letter by letter, or refuses them (40033)."""
    # Half a character, as a broken client may write it, must not keep the rest from being sent.
    return json.dumps(body, ensure_ascii=False).encode(errors="replace")


def _read(answer: httpx.Response) -> dict[str, Any]:
    """An answer of WeChat's is an object, whose `errcode` is a number where there is one."""
    try:
        found = json.loads(answer.content)
    except (ValueError, RecursionError):
        raise AccountUnreachable("no JSON") from None
    code = found.get("errcode", _DONE) if isinstance(found, dict) else None
    if not isinstance(code, int):
        raise AccountUnreachable("no answer of WeChat's")
    if code != _DONE:
        ours = _OUR_ADDRESS.search(str(found.get("errmsg", ""))) if code == _NOT_LISTED else None
        raise AccountRefused(code, kind_of(code), address=ours[1] if ours else None)
    return dict(found)
