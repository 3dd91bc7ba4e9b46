"""Signing in and out: one sentence for every refusal, and a code where the password is only half of it."""

import secrets
from collections.abc import Callable
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.browsers import browser_name
from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import SIGN_IN, sign_in_address
from desk.pages import Pages
from desk.same_origin import StaleForm, form_token, require_form_token, require_same_origin
from desk.signing_in import COOKIE, find_member, local_page
from hotline.staff import (
    StaffMember,
    end_sign_in,
    find_half_signed_in,
    find_signed_in,
    start_half_sign_in,
    start_sign_in,
    verify_code,
    verify_password,
)

CODE = f"{SIGN_IN}/code"
_FORM_COOKIE = "desk_form"
_HALF_COOKIE = "desk_half"
_LONGEST_NAME = 200
_LONGEST_CODE = 40


class SignInDoor:
    """The sign-in page, the page that asks for the code, and what they send."""

    def __init__(self, desk: Desk, *, pages: Pages, signed_out: Callable[[str], None]) -> None:
        self._desk = desk
        self._pages = pages
        self._signed_out = signed_out

    def show(self, request: Request) -> Response:
        wanted = local_page(request.query_params.get("next", ""))
        if find_member(self._desk, request=request):
            return RedirectResponse(wanted, HTTPStatus.SEE_OTHER)
        return self._page(request, wanted=wanted)

    def show_code(self, request: Request) -> Response:
        wanted = local_page(request.query_params.get("next", ""))
        if self._half(request) is None:
            return RedirectResponse(sign_in_address(wanted), HTTPStatus.SEE_OTHER)
        return self._page(request, wanted=wanted, template="sign_in_code.html")

    async def sign_in(self, request: Request) -> Response:
        require_same_origin(request)
        form = await read_form(request)
        return await run_in_threadpool(self._sign_in, request, form)

    async def send_code(self, request: Request) -> Response:
        require_same_origin(request)
        form = await read_form(request)
        return await run_in_threadpool(self._send_code, request, form)

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
        if found.needs_code:
            return self._ask_for_code(request, found.member, wanted=wanted)
        return self._let_in(request, found.member, wanted=wanted)

    def _ask_for_code(self, request: Request, member: StaffMember, *, wanted: str) -> Response:
        with self._desk.database.transaction() as session:
            token = start_half_sign_in(session, username=member.username, clock=self._desk.clock)
        address = sign_in_address(wanted).replace(SIGN_IN, CODE, 1)
        answer = RedirectResponse(address, HTTPStatus.SEE_OTHER)
        self._set_cookie(answer, request, _HALF_COOKIE, token, lasts=None, path=SIGN_IN)
        return answer

    def _send_code(self, request: Request, form: Form) -> Response:
        wanted = local_page(form.get("next"))
        member = self._half(request)
        if member is None:
            return self._page(request, wanted=wanted, refusal="too_late")
        try:
            require_form_token(form, secret=request.cookies.get(_FORM_COOKIE, ""))
        except StaleForm:
            return self._page(request, wanted=wanted, refusal="stale", template="sign_in_code.html")
        desk, code = self._desk, form.get("code")[:_LONGEST_CODE]
        if not verify_code(desk.database, username=member.username, code=code, clock=desk.clock).is_right:
            return self._page(request, wanted=wanted, refusal="refused_code", template="sign_in_code.html")
        return self._let_in(request, member, wanted=wanted)

    def _half(self, request: Request) -> StaffMember | None:
        token = request.cookies.get(_HALF_COOKIE)
        if not token:
            return None
        with self._desk.database.reading() as session:
            return find_half_signed_in(session, token=token, clock=self._desk.clock)

    def _let_in(self, request: Request, member: StaffMember, *, wanted: str) -> Response:
        """What this browser held before, half a sign-in or one that rests, ends."""
        settings, before = self._desk.settings, (COOKIE, _HALF_COOKIE)
        with self._desk.database.transaction() as session:
            for token in filter(None, map(request.cookies.get, before)):
                end_sign_in(session, token=token)
            token = start_sign_in(
                session,
                username=member.username,
                clock=self._desk.clock,
                lasts=settings.sign_in_lasts,
                rests_after=settings.sign_in_rests_after,
                browser=browser_name(request.headers.get("user-agent", "")),
            )
        self._signed_out(request.cookies.get(COOKIE, ""))
        answer = RedirectResponse(wanted, HTTPStatus.SEE_OTHER)
        lasts = int(settings.sign_in_lasts.total_seconds())
        self._set_cookie(answer, request, COOKIE, token, lasts=lasts, path="/desk")
        for cookie in (_FORM_COOKIE, _HALF_COOKIE):
            answer.delete_cookie(cookie, path=SIGN_IN)
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
        self,
        request: Request,
        *,
        wanted: str,
        form: Form | None = None,
        refusal: str | None = None,
        template: str = "sign_in.html",
    ) -> Response:
        secret = request.cookies.get(_FORM_COOKIE) or secrets.token_urlsafe(32)
        page = self._pages.render(
            template,
            status=HTTPStatus.FORBIDDEN if refusal else HTTPStatus.OK,
            wanted=wanted,
            username=form.get("username") if form else "",
            refusal=refusal,
            form_token=form_token(secret),
            rests=self._rests(request),
        )
        self._set_cookie(page, request, _FORM_COOKIE, secret, lasts=None, path=SIGN_IN)
        return page

    def _rests(self, request: Request) -> bool:
        """Whether somebody left this browser alone: then it goes on listening for alarms."""
        token = request.cookies.get(COOKIE)
        if not token:
            return False
        with self._desk.database.reading() as session:
            clock = self._desk.clock
            return find_signed_in(session, token=token, clock=clock, also_resting=True) is not None

    def _set_cookie(
        self, answer: Response, request: Request, name: str, value: str, *, lasts: int | None, path: str
    ) -> None:
        secure = self._desk.settings.secure_cookies or request.url.scheme == "https"
        answer.set_cookie(name, value, max_age=lasts, path=path, secure=secure, httponly=True, samesite="lax")
