"""What a browser sent: bounded, cleaned, and only from a page of ours that this browser opened."""

import hashlib
import hmac
import re
import secrets
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

FIELD = "form_token"
_LARGEST = 16_384
_MOST_FIELDS = 20
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class ForeignForm(Exception):  # noqa: N818 - a noun of the trade
    """The form comes from another site, or from a page this browser opened too long ago."""


class OversizedForm(Exception):  # noqa: N818 - a noun of the trade
    """More was sent than any form of ours holds."""


Fields = dict[str, str]


def new_secret() -> str:
    return secrets.token_urlsafe(24)


def form_token(secret: str) -> str:
    """What a form carries; tells nothing about the cookie it is made from."""
    return hmac.new(secret.encode(), b"progress form", hashlib.sha256).hexdigest()


async def read_fields(request: Request) -> Fields:
    """Raises ForeignForm or OversizedForm."""
    _require_same_origin(request)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST:
            raise OversizedForm
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise OversizedForm from None
    return {name: _UNSPEAKABLE.sub("", value.replace("\r\n", "\n")).strip() for name, value in pairs}


def require_token(fields: Fields, *, secret: str) -> None:
    """Raises ForeignForm; without a cookie no token fits, for anybody could make that one."""
    if not secret or not hmac.compare_digest(fields.get(FIELD, "").encode(), form_token(secret).encode()):
        raise ForeignForm


def _require_same_origin(request: Request) -> None:
    """A browser too old to say where a form comes from is left to the token."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site not in {None, "same-origin"}:
        raise ForeignForm
    # Scheme aside: behind a proxy that ends TLS, ours differs from the browser's.
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ForeignForm
