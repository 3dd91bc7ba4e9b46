"""Which addresses may be pushed to: those of the browsers' own services, and no machine of the house."""

import base64
from urllib.parse import urlsplit

from desk.forms import BadChoice, Form

_SERVICES = (
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "notify.windows.com",
    "push.apple.com",
)
_POINT, _SECRET = 65, 16
_LONGEST = 1000


def read_subscription(form: Form) -> dict[str, str]:
    """What a browser subscribed with. Raises what forms raise."""
    endpoint = form.text("endpoint", most=_LONGEST)
    return {
        "endpoint": endpoint,
        "name": _service(endpoint),
        "p256dh": _key(form.text("p256dh", most=_LONGEST), length=_POINT),
        "auth": _key(form.text("auth", most=_LONGEST), length=_SECRET),
    }


def _service(endpoint: str) -> str:
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise BadChoice("endpoint") from None
    known = any(host == name or host.endswith(f".{name}") for name in _SERVICES)
    if parts.scheme != "https" or port not in (None, 443) or parts.username is not None or not known:
        raise BadChoice("endpoint")
    return host


def _key(text: str, *, length: int) -> str:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise BadChoice("key") from None
    if len(raw) != length:
        raise BadChoice("key")
    return text
