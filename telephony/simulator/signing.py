"""Signs a form as Twilio does; written from its documentation, so that two readings of it must agree."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from enum import StrEnum

HEADER = "X-Twilio-Signature"
SETTINGS_HEADER = "X-Twilio-Webhooks-Signature-Settings"


class Algorithm(StrEnum):
    """The old way, and the way of keys of one's own, which a header names."""

    SHA1 = "HMAC_SHA1"
    SHA256 = "HMAC_SHA256"


_HASHES = {Algorithm.SHA1: hashlib.sha1, Algorithm.SHA256: hashlib.sha256}


def signature(url: str, form: Mapping[str, str], *, token: str, algorithm: Algorithm = Algorithm.SHA1) -> str:
    """The address as it was called, then each name with its value in the order of the names."""
    text = url + "".join(name + form[name] for name in sorted(form))
    digest = hmac.new(token.encode(), text.encode(), _HASHES[algorithm]).digest()
    return base64.b64encode(digest).decode()


def signed_headers(
    url: str, form: Mapping[str, str], *, token: str, algorithm: Algorithm = Algorithm.SHA1
) -> dict[str, str]:
    headers = {HEADER: signature(url, form, token=token, algorithm=algorithm)}
    if algorithm is not Algorithm.SHA1:
        headers[SETTINGS_HEADER] = f"key=simulated,algorithm={algorithm}"
    return headers
