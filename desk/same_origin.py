"""A submission counts only when it comes from a page of ours, opened by the one who sends it."""

import hashlib
import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

from desk.forms import Form

FIELD = "form_token"


class ForeignOrigin(Exception):  # noqa: N818 - a noun of the trade
    """Another site's page sent this."""


class StaleForm(Exception):  # noqa: N818 - a noun of the trade
    """The form belongs to another sign-in, or to none."""

    def __init__(self, form: Form) -> None:
        super().__init__("the form token does not fit")
        self.form = form


def form_token(secret: str) -> str:
    """What a form carries; tells nothing about the secret cookie it is made from."""
    return hmac.new(secret.encode(), b"desk form", hashlib.sha256).hexdigest()


def require_same_origin(request: Request) -> None:
    """Raises ForeignOrigin. A browser too old to say where a form comes from is left to the form token."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site != "same-origin":
        raise ForeignOrigin
    # Scheme aside: behind a proxy that ends TLS, ours differs from the browser's.
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ForeignOrigin


def require_form_token(form: Form, *, secret: str) -> None:
    """Raises StaleForm; without a secret no token fits, for anybody could make that one."""
    if not secret or not hmac.compare_digest(form.get(FIELD).encode(), form_token(secret).encode()):
        raise StaleForm(form)
