"""What the telephone's provider sends us is its word only whole, of bearable size and under its signature."""

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict
from starlette.requests import ClientDisconnect, Request
from twilio.request_validator import (
    HMAC_SHA1,
    HMAC_SHA256,
    RequestValidator,
    get_signature_algorithm,
)

_LOG = logging.getLogger(__name__)
_LARGEST = 65_536
_LONGEST_LENGTH = 12
_MOST_FIELDS = 200

Form = ImmutableMultiDict[str, str]
_NO_FIELDS: Form = ImmutableMultiDict()


class RequestRefused(Exception):  # noqa: N818 - a noun of the trade
    """Not taken as the provider's word; `why` is what it is counted under."""

    why = "refused"


class UnsignedForm(RequestRefused):
    """Nobody who knows the secret sent this form to this address."""

    why = "unsigned"


class StaleForm(RequestRefused):
    """It belongs to a call that is long over."""

    why = "stale"


class OversizedForm(RequestRefused):
    """More than the provider ever sends."""

    why = "oversized"


class BadForm(RequestRefused):
    """No form, or one that lacks what every call has."""

    why = "bad_form"


@dataclass(frozen=True, slots=True)
class Refusals:
    """How often was refused, by reason, since this process began."""

    counts: Counter[str] = field(default_factory=Counter)

    def count(self, refusal: RequestRefused) -> None:
        """One line a refusal, which holds nothing of what was sent."""
        self.counts[refusal.why] += 1
        _LOG.warning("a telephone request was refused: %s (%d so far)", refusal.why, self.counts[refusal.why])


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """`token` is the account's; `shared` signs in its stead where the account says so (SHA-256)."""

    token: str
    shared: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedForms:
    """`public_url` is the address the provider knows us by, which is not the one a proxy shows us."""

    public_url: str
    keys: SigningKeys
    refusals: Refusals = field(default_factory=Refusals)

    async def read(self, request: Request) -> Form:
        """Raises RequestRefused, uncounted."""
        form = _parsed(await _body(request))
        if not self.is_signed(self.address(request), request.headers, form=form):
            raise UnsignedForm
        return form

    def is_signed(self, address: str, headers: Mapping[str, str], *, form: Form = _NO_FIELDS) -> bool:
        """Whether somebody who knows the secret asked for this address with these fields."""
        return _is_signed(
            keys=self.keys,
            url=address,
            form=form,
            signature=headers.get("x-twilio-signature", ""),
            settings=headers.get("x-twilio-webhooks-signature-settings", ""),
        )

    def address(self, request: Request) -> str:
        """What the provider asked for, as it wrote it."""
        raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
        query = request.scope["query_string"].decode("latin-1")
        return f"{self.public_url}{raw.decode('latin-1')}" + (f"?{query}" if query else "")


async def _body(request: Request) -> bytes:
    """Reads no more than it must: a large body is refused before it is there."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and (len(told) > _LONGEST_LENGTH or int(told) > _LARGEST):
        raise OversizedForm
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > _LARGEST:
                raise OversizedForm
    except ClientDisconnect:
        raise BadForm from None
    return bytes(body)


def _parsed(body: bytes) -> Form:
    try:
        text = body.decode("utf-8")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError:
        raise BadForm from None
    return ImmutableMultiDict(pairs)


def _is_signed(*, keys: SigningKeys, url: str, form: Form, signature: str, settings: str = "") -> bool:
    """Whether Twilio sent this form to this address; `settings` is what the request says of its signature."""
    algorithm = get_signature_algorithm(settings)
    if algorithm not in {HMAC_SHA1, HMAC_SHA256}:
        return False
    secret = keys.shared if algorithm == HMAC_SHA256 and keys.shared else keys.token
    valid: bool = RequestValidator(secret).validate(url, form, signature, algorithm)
    return bool(secret) and valid
