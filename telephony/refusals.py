"""What comes from outside under a signature and is not taken: of bearable size, or refused and counted."""

import logging
from collections import Counter
from dataclasses import dataclass, field

from starlette.requests import ClientDisconnect, Request

_LOG = logging.getLogger(__name__)
LARGEST_BODY = 65_536
_LONGEST_LENGTH = 12


class RequestRefused(Exception):  # noqa: N818 - a noun of the trade
    """Not taken as the provider's word; `why` is what it is counted under."""

    why = "refused"


class OversizedBody(RequestRefused):
    """More than the provider ever sends."""

    why = "oversized"


class BrokenBody(RequestRefused):
    """Whoever sent it hung up before its end."""

    why = "broken"


@dataclass(frozen=True, slots=True)
class Refusals:
    """How often was refused, by reason, since this process began; `door` is who is told of in the log."""

    counts: Counter[str] = field(default_factory=Counter)
    door: str = "telephone"

    def count(self, refusal: RequestRefused) -> None:
        """One line a refusal, which holds nothing of what was sent."""
        self.counts[refusal.why] += 1
        _LOG.warning(
            "a %s request was refused: %s (%d so far)", self.door, refusal.why, self.counts[refusal.why]
        )


async def read_body(request: Request) -> bytes:
    """Reads no more than it must: a large body is refused before it is there."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and (len(told) > _LONGEST_LENGTH or int(told) > LARGEST_BODY):
        raise OversizedBody
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > LARGEST_BODY:
                raise OversizedBody
    except ClientDisconnect:
        raise BrokenBody from None
    return bytes(body)
