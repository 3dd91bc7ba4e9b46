"""What the telephone's provider sends us is its word only whole, of bearable size and under its signature."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from twilio.request_validator import (
    HMAC_SHA1,
    HMAC_SHA256,
    RequestValidator,
    get_signature_algorithm,
)

from telephony.refusals import BrokenBody, OversizedBody, Refusals, RequestRefused, read_body

__all__ = [
    "BadForm",
    "Form",
    "OversizedForm",
    "Refusals",
    "RequestRefused",
    "SignedForms",
    "SigningKeys",
    "StaleForm",
    "UnsignedForm",
]

_MOST_FIELDS = 200

Form = ImmutableMultiDict[str, str]
OversizedForm = OversizedBody
_NO_FIELDS: Form = ImmutableMultiDict()


class UnsignedForm(RequestRefused):
    """Nobody who knows the secret sent this form to this address."""

    why = "unsigned"


class StaleForm(RequestRefused):
    """It belongs to a call that is long over."""

    why = "stale"


class BadForm(RequestRefused):
    """No form, or one that lacks what every call has."""

    why = "bad_form"


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
    try:
        return await read_body(request)
    except BrokenBody:
        raise BadForm from None


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
