"""Why a request is not taken as WeChat's word, and what it is answered with."""

from telephony.refusals import BrokenBody, OversizedBody, RequestRefused


class Unsigned(RequestRefused):
    """Nobody who knows the token or the key sent this."""

    why = "unsigned"


class Stale(RequestRefused):
    """Signed too long ago, or in the future."""

    why = "stale"


class Replayed(RequestRefused):
    """Signed for another delivery."""

    why = "replayed"


class BadBody(RequestRefused):
    """No XML of WeChat's, or XML that means harm."""

    why = "bad_body"


STATUS: dict[type[RequestRefused], int] = {
    Unsigned: 403,
    Stale: 403,
    Replayed: 403,
    BadBody: 400,
    BrokenBody: 400,
    OversizedBody: 413,
}
