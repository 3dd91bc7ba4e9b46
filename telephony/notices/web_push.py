"""Notices to browsers of staff: encrypted for the browser, so that its push service reads nothing."""

import base64
import json
from datetime import timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hotline.clock import Clock
from hotline.notifications import AddressGone, LetterRefused, OutgoingLetter
from telephony.notices.answers import post, require_taken

_GONE = {404, 410}
_SIGNED_FOR = timedelta(hours=12)


class WebPush:
    """The topic is the letter's own: a copy replaces the one a browser has not fetched, or shows already."""

    def __init__(self, key: str, *, contact: str, clock: Clock) -> None:
        self._key = key
        self._contact = contact
        self._clock = clock

    def send(self, letter: OutgoingLetter) -> None:
        endpoint, body = self._encrypted(letter)
        headers = {
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(max(0, int(letter.good_for.total_seconds()))),
            "Urgency": "high",
            "Topic": letter.id.hex,
            "Authorization": self._signature(endpoint),
        }
        status = post(endpoint, content=body, headers=headers).status_code
        if status in _GONE:
            raise AddressGone(f"HTTP {status}")
        require_taken(status)

    def _encrypted(self, letter: OutgoingLetter) -> tuple[str, bytes]:
        from pywebpush import WebPusher  # noqa: PLC0415 - takes half a second to load, and is rarely needed

        facts = {"title": letter.title, "text": letter.text, "page": letter.page, "tag": letter.id.hex}
        try:
            subscription = json.loads(letter.address or "")
            pusher = WebPusher(subscription)
            body: bytes = pusher.encode(json.dumps(facts, ensure_ascii=False).encode())["body"]
            return str(subscription["endpoint"]), body
        except Exception:  # noqa: BLE001 - whatever a browser once sent that is no subscription
            raise LetterRefused("bad subscription") from None

    def _signature(self, endpoint: str) -> str:
        from py_vapid import Vapid02  # noqa: PLC0415 - comes with the above

        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((self._clock.now() + _SIGNED_FOR).timestamp()),
            "sub": self._contact,
        }
        signed: str = Vapid02.from_raw(self._key.encode()).sign(claims)["Authorization"]
        return signed


def new_push_key() -> str:
    """A private key of P-256: its 32 bytes in base64url."""
    value = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _base64url(value.to_bytes(32, "big"))


def public_push_key(key: str) -> str:
    """What browsers are told, so that nobody else can push to them. Raises ValueError."""
    raw = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
    private = ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())
    return _base64url(private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
