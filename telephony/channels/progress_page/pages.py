"""The page itself: one template, the same headers on each answer."""

import hashlib
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from knowledge_base import Hospital
from telephony.channels.progress_page.submission import FIELD, form_token
from telephony.channels.progress_page.telling import Teller

FOLDER = Path(__file__).with_name("page")
_TEMPLATES = Path(__file__).with_name("templates")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    # The address may hold the code: no other site learns it. Ours must, to know its own forms.
    "Referrer-Policy": "same-origin",
}


class Pages:
    """Renders with the hospital's lines, the words, and a form token made from the browser's cookie."""

    def __init__(self, *, hospital: Hospital, teller: Teller) -> None:
        self._jinja = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._jinja.globals |= {
            "hospital": hospital,
            "hotline": hospital.placeholders["hotline"],
            "words": teller.words,
            "token_field": FIELD,
            "edition": _edition(),
        }

    def render(
        self, template: str, *, secret: str, status: HTTPStatus = HTTPStatus.OK, **facts: Any
    ) -> Response:
        html = self._jinja.get_template(template).render(token=form_token(secret), **facts)
        return HTMLResponse(html, status_code=status, headers=_HEADERS)


def _edition() -> str:
    """Changes with the style and the script, so that no browser keeps old ones."""
    content = b"".join(file.read_bytes() for file in sorted(FOLDER.iterdir()))
    return hashlib.sha256(content).hexdigest()[:12]
