"""The pages themselves: written anew only where the words changed."""

import hashlib
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from knowledge_base import Hospital
from knowledge_base.entries import AWAITING_REVIEW
from telephony.channels.entry_page.addresses import PATH, path_of_entry

FOLDER = Path(__file__).with_name("page")
_TEMPLATES = Path(__file__).with_name("templates")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_KEPT = "public, max-age=300"
"""Five minutes: a corrected entry is not read wrong for longer."""


class Pages:
    """Renders with the hospital's lines; the same words get the same mark, and are not sent twice."""

    def __init__(self, hospital: Hospital) -> None:
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
            "emergency_line": hospital.placeholders["emergency_line"],
            "list_path": PATH,
            "path_of": path_of_entry,
            "awaiting": AWAITING_REVIEW,
            "edition": _edition(),
        }

    def show(self, request: Request, template: str, *, is_reviewed: bool = True, **facts: Any) -> Response:
        """The page, or only that it has not changed. What awaits review is not for search engines."""
        html = self._jinja.get_template(template).render(**facts)
        mark = f'"{hashlib.sha256(html.encode()).hexdigest()[:20]}"'
        headers = {**_HEADERS, "Cache-Control": _KEPT, "ETag": mark}
        if not is_reviewed:
            headers["X-Robots-Tag"] = "noindex"
        if _knows(request, mark):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return HTMLResponse(html, headers=headers)

    def trouble(self, name: str, *, status: HTTPStatus) -> Response:
        html = self._jinja.get_template("trouble.html").render(name=name)
        headers = {**_HEADERS, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
        if status is HTTPStatus.SERVICE_UNAVAILABLE:
            headers["Retry-After"] = "60"
        return HTMLResponse(html, status_code=status, headers=headers)


def _knows(request: Request, mark: str) -> bool:
    seen = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    return mark in seen or "*" in seen


def _edition() -> str:
    """Changes with the style, so that no browser keeps an old one."""
    content = b"".join(file.read_bytes() for file in sorted(FOLDER.iterdir()))
    return hashlib.sha256(content).hexdigest()[:12]
