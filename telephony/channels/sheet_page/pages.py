"""The page of one sheet, and what is said where there is none."""

import hashlib
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from knowledge_base import Hospital
from telephony.channels.sheet_page.addresses import PATH, path_of_sheet
from telephony.channels.sheet_page.door import ShownSheet
from telephony.channels.sheet_page.paper import sheet_words

FOLDER = Path(__file__).with_name("page")
_TEMPLATES = Path(__file__).with_name("templates")
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    # The address opens the sheet: no other site learns it. Ours must, to know its own forms.
    "Referrer-Policy": "same-origin",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class Pages:
    """Renders with the hospital's lines."""

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
            "words": sheet_words(),
            "list_path": PATH,
            "path_of": path_of_sheet,
            "edition": _edition(),
        }

    def show(self, shown: ShownSheet) -> Response:
        return self._page("sheet.html", shown=shown, sheet=shown.sheet)

    def ask(self) -> Response:
        return self._page("ask.html")

    def trouble(self, name: str, *, status: HTTPStatus) -> Response:
        return self._page("trouble.html", status=status, name=name)

    @staticmethod
    def paper(pdf: bytes) -> Response:
        name = quote(sheet_words()["file"])
        headers = {**_HEADERS, "Content-Disposition": f"inline; filename*=UTF-8''{name}"}
        return Response(pdf, media_type="application/pdf", headers=headers)

    def _page(self, template: str, *, status: HTTPStatus = HTTPStatus.OK, **facts: object) -> Response:
        html = self._jinja.get_template(template).render(**facts)
        headers = {**_HEADERS, "Content-Security-Policy": _POLICY}
        if status is HTTPStatus.SERVICE_UNAVAILABLE:
            headers["Retry-After"] = "60"
        return HTMLResponse(html, status_code=status, headers=headers)


def _edition() -> str:
    """Changes with the style and the script, so that no browser keeps old ones."""
    content = b"".join(file.read_bytes() for file in sorted(FOLDER.iterdir()))
    return hashlib.sha256(content).hexdigest()[:12]
