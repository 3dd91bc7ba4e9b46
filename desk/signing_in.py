"""Signing in and out: one sentence for every refusal, and back only to pages of our own."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import SIGN_IN, NotSignedIn
from desk.pages import Pages
from desk.same_origin import StaleForm, form_token, require_form_token, require_same_origin
from hotline.staff import StaffMember, end_sign_in, find_signed_in, start_sign_in, verify_password

COOKIE = "desk_sign_in"
_FORM_COOKIE = "desk_form"
_LOCAL = re.compile(
    r"/desk(?:/tickets/[0-9-]{1,20}|/alarms(?:/[0-9a-z-]{1,36})?|/calls/new|/knowledge)?(?:\?[a-z0-9_=&-]{0,80})?"
)
_LONGEST_NAME = 200


@dataclass(frozen=True)
class SignedIn:
    """Who asks, and what their forms must carry."""

    member: StaffMember
    token: str

    @property
    def form_token(self) -> str:
        return form_token(self.token)


def local_page(wanted: str) -> str:
    """The page asked for where it is one of the desk's own, else the queue."""
    return wanted if _LOCAL.fullmatch(wanted) else "/desk"


def find_member(desk: Desk, *, request: Request) -> SignedIn | None:
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    with desk.database.reading() as session:
        member = find_signed_in(session, token=token, clock=desk.clock)
    return SignedIn(member, token) if member else None


def get_member(desk: Desk, *, request: Request, wanted: str, form: Form | None = None) -> SignedIn:
    """Raises NotSignedIn."""
    signed_in = find_member(desk, request=request)
    if signed_in is None:
        raise NotSignedIn(wanted, form=form)
    return signed_in


class SignInDoor:
    """The sign-in page and what it sends."""

    def __init__(self, desk: Desk, *, pages: Pages, signed_out: Callable[[str], None]) -> None:
        self._desk = desk
        self._pages = pages
        self._signed_out = signed_out

    def show(self, request: Request) -> Response:
        wanted = local_page(request.query_params.get("next", ""))
        if find_member(self._desk, request=request):
            return RedirectResponse(wanted, HTTPStatus.SEE_OTHER)
        return self._page(request, wanted=wanted)

    async def sign_in(self, request: Request) -> Response:
        require_same_origin(request)
        form = await read_form(request)
        return await run_in_threadpool(self._sign_in, request, form)

    async def sign_out(self, request: Request) -> Response:
        require_same_origin(request)
        form = await read_form(request)
        return await run_in_threadpool(self._sign_out, request, form)

    def _sign_in(self, request: Request, form: Form) -> Response:
        wanted = local_page(form.get("next"))
        try:
            require_form_token(form, secret=request.cookies.get(_FORM_COOKIE, ""))
        except StaleForm:
            return self._page(request, wanted=wanted, form=form, refusal="stale")
        username, password = form.get("username")[:_LONGEST_NAME], form.get("password")
        desk = self._desk
        found = verify_password(desk.database, username=username, password=password, clock=desk.clock)
        if found.member is None:
            return self._page(request, wanted=wanted, form=form, refusal="refused")
        lasts = desk.settings.sign_in_lasts
        with desk.database.transaction() as session:
            token = start_sign_in(session, username=found.member.username, clock=desk.clock, lasts=lasts)
        answer = RedirectResponse(wanted, HTTPStatus.SEE_OTHER)
        self._set_cookie(answer, request, COOKIE, token, lasts=int(lasts.total_seconds()), path="/desk")
        answer.delete_cookie(_FORM_COOKIE, path=SIGN_IN)
        return answer

    def _sign_out(self, request: Request, form: Form) -> Response:
        token = request.cookies.get(COOKIE)
        if token:
            require_form_token(form, secret=token)
            self._signed_out(token)
            with self._desk.database.transaction() as session:
                end_sign_in(session, token=token)
        answer = RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
        answer.delete_cookie(COOKIE, path="/desk")
        return answer

    def _page(
        self, request: Request, *, wanted: str, form: Form | None = None, refusal: str | None = None
    ) -> Response:
        secret = request.cookies.get(_FORM_COOKIE) or secrets.token_urlsafe(32)
        page = self._pages.render(
            "sign_in.html",
            status=HTTPStatus.FORBIDDEN if refusal else HTTPStatus.OK,
            wanted=wanted,
            username=form.get("username") if form else "",
            refusal=refusal,
            form_token=form_token(secret),
        )
        self._set_cookie(page, request, _FORM_COOKIE, secret, lasts=None, path=SIGN_IN)
        return page

    def _set_cookie(
        self, answer: Response, request: Request, name: str, value: str, *, lasts: int | None, path: str
    ) -> None:
        secure = self._desk.settings.secure_cookies or request.url.scheme == "https"
        answer.set_cookie(name, value, max_age=lasts, path=path, secure=secure, httponly=True, samesite="lax")
