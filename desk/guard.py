"""What every address of the desk has in common: who may enter, and a page for each way it can fail."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.forms import Form, Oversized
from desk.pages import Pages
from desk.same_origin import ForeignOrigin, StaleForm
from hotline.database import StorageUnavailable
from hotline.drafts import NoSuchDraft
from hotline.green_channel import NoSuchAlarm
from hotline.handoff import NoSuchTalk
from hotline.ledger import JournalUnavailable
from hotline.tickets import NoSuchTicket

SIGN_IN = "/desk/sign-in"
ALARMS = "/desk/alarms"
ACCOUNT = "/desk/account"
SECOND_FACTOR = f"{ACCOUNT}/second-factor"
TALKS = "/desk/talks"
DRAFTS = "/desk/drafts"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class NotSignedIn(Exception):  # noqa: N818 - a noun of the trade
    """Nobody is signed in; `wanted` is the page to come back to, `form` what would be lost."""

    def __init__(self, wanted: str, *, form: Form | None = None) -> None:
        super().__init__("nobody is signed in")
        self.wanted = wanted
        self.form = form


class MayNotAnswerAlarms(Exception):  # noqa: N818 - a noun of the trade
    """The role of this member does not answer alarms."""


class MayNotRaiseAlarms(Exception):  # noqa: N818 - a noun of the trade
    """The role of this member does not work with patients."""


class MayNotDoDeeds(Exception):  # noqa: N818 - a noun of the trade
    """The role of this member does not work on tickets."""


class MayNotSee(Exception):  # noqa: N818 - a noun of the trade
    """The page is for another role."""


class MustEnrol(Exception):  # noqa: N818 - a noun of the trade
    """This role signs in with a second factor, and the member has none yet."""


class MustChangePassword(Exception):  # noqa: N818 - a noun of the trade
    """Somebody else chose the member's password: first of all he chooses his own."""


class MayNotHoldTalks(Exception):  # noqa: N818 - a noun of the trade
    """The role of this member does not talk with patients here."""


def guarded(pages: Pages) -> type[APIRoute]:
    """A route class: errors that any address may raise become pages in one place."""

    class GuardedRoute(APIRoute):
        """One address of the desk."""

        def get_route_handler(self) -> Handler:
            handle = super().get_route_handler()

            async def handle_kindly(request: Request) -> Response:
                try:
                    return await handle(request)
                except tuple(_PAGES) as error:
                    return _PAGES[type(error)](pages, request, error)

            return handle_kindly

    return GuardedRoute


def sign_in_address(wanted: str) -> str:
    return f"{SIGN_IN}?{urlencode({'next': wanted})}"


def _storage(pages: Pages, request: Request, _error: Any) -> Response:
    form: Form | None = getattr(request.state, "form", None)
    page = pages.trouble(
        "storage",
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        back=page_of(request),
        typed=_typed(form),
        again=request.method == "GET",
    )
    page.headers["Retry-After"] = "30"
    return page


def _not_signed_in(pages: Pages, request: Request, error: Any) -> Response:
    typed = _typed(error.form or getattr(request.state, "form", None))
    if not typed:
        return RedirectResponse(sign_in_address(error.wanted), HTTPStatus.SEE_OTHER)
    # A redirect would throw away what somebody wrote while the sign-in ran out.
    return pages.trouble("stale", status=HTTPStatus.FORBIDDEN, back=error.wanted, typed=typed)


def _stale(pages: Pages, request: Request, error: Any) -> Response:
    back, typed = page_of(request), _typed(error.form)
    return pages.trouble("stale", status=HTTPStatus.FORBIDDEN, back=back, typed=typed)


def page_of(request: Request) -> str:
    """The page to come back to, with what was asked of it; what was posted belongs to the page above it."""
    path = request.url.path
    if request.method == "GET":
        return f"{path}?{request.url.query}" if request.url.query else path
    return path.rpartition("/")[0]


def _typed(form: Form | None) -> str:
    return "\n".join(filter(None, (form.get(name) for name in _WRITTEN))) if form else ""


_WRITTEN = (
    *("reason", "text", "title", "note", "keys"),
    *("questions", "answer", "spoken", "seek_care", "source", "publisher"),
)
"""Fields that hold sentences somebody thought about; never a password."""


_PAGES: dict[type[Exception], Callable[[Pages, Request, Any], Response]] = {
    StorageUnavailable: _storage,
    JournalUnavailable: _storage,
    NotSignedIn: _not_signed_in,
    StaleForm: _stale,
    ForeignOrigin: lambda pages, _r, _e: pages.trouble("foreign", status=HTTPStatus.FORBIDDEN),
    MayNotDoDeeds: lambda pages, _r, _e: pages.trouble("forbidden", status=HTTPStatus.FORBIDDEN),
    MayNotSee: lambda pages, _r, _e: pages.trouble("not_for_role", status=HTTPStatus.FORBIDDEN),
    MustEnrol: lambda _p, _r, _e: RedirectResponse(SECOND_FACTOR, HTTPStatus.SEE_OTHER),
    MustChangePassword: lambda _p, _r, _e: RedirectResponse(ACCOUNT, HTTPStatus.SEE_OTHER),
    MayNotAnswerAlarms: lambda pages, _r, _e: pages.trouble("no_answer", status=HTTPStatus.FORBIDDEN),
    MayNotRaiseAlarms: lambda pages, _r, _e: pages.trouble("no_raise", status=HTTPStatus.FORBIDDEN),
    MayNotHoldTalks: lambda pages, _r, _e: pages.trouble("no_talks", status=HTTPStatus.FORBIDDEN),
    NoSuchTalk: lambda pages, _r, _e: pages.trouble("no_such_talk", status=HTTPStatus.NOT_FOUND, back=TALKS),
    NoSuchDraft: lambda pages, _r, _e: pages.trouble(
        "no_such_draft", status=HTTPStatus.NOT_FOUND, back=DRAFTS
    ),
    Oversized: lambda pages, _r, _e: pages.trouble("oversized", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    NoSuchAlarm: lambda pages, _r, _e: pages.trouble(
        "no_such_alarm", status=HTTPStatus.NOT_FOUND, back=ALARMS
    ),
    NoSuchTicket: lambda pages, _r, _e: pages.trouble("no_such_ticket", status=HTTPStatus.NOT_FOUND),
}
