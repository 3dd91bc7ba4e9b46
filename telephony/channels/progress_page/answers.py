"""From what was asked to a page: the empty form, one ticket, or what went wrong and what to do."""

from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from hotline.appointments import AppointmentOver
from hotline.database import StorageUnavailable
from hotline.tickets import (
    AlreadyRated,
    AlreadyReopened,
    DeedRefused,
    NoSuchTicket,
    StillOpen,
    TooManyTries,
)
from telephony.addresses import asked_from
from telephony.channels.progress_page.door import FaultyAnswer, NotFound, ProgressPage
from telephony.channels.progress_page.pages import Pages
from telephony.channels.progress_page.showing import LASTS, Showing, sealed, unsealed
from telephony.channels.progress_page.submission import Fields, ForeignForm, OversizedForm, new_secret
from telephony.channels.progress_page.telling import Teller
from telephony.channels.progress_page.visiting import VisitBegun

PATH = "/progress"
COOKIE = "progress"

_TROUBLES: dict[type[Exception], tuple[str, HTTPStatus]] = {
    NotFound: ("unknown", HTTPStatus.NOT_FOUND),
    TooManyTries: ("waiting", HTTPStatus.TOO_MANY_REQUESTS),
    StorageUnavailable: ("storage", HTTPStatus.SERVICE_UNAVAILABLE),
    ForeignForm: ("foreign", HTTPStatus.FORBIDDEN),
    OversizedForm: ("oversized", HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    NoSuchTicket: ("over", HTTPStatus.NOT_FOUND),
    AlreadyRated: ("rated", HTTPStatus.CONFLICT),
    AlreadyReopened: ("reopened_before", HTTPStatus.CONFLICT),
    StillOpen: ("still_open", HTTPStatus.CONFLICT),
    VisitBegun: ("visit_begun", HTTPStatus.CONFLICT),
    AppointmentOver: ("visit_over", HTTPStatus.CONFLICT),
    DeedRefused: ("refused", HTTPStatus.CONFLICT),
}


class Answers:
    """One for each address; all of them block, and run in a thread of their own."""

    foreseen: tuple[type[Exception], ...] = (*_TROUBLES, FaultyAnswer)

    def __init__(self, page: ProgressPage) -> None:
        self._page = page
        self._teller = Teller(zone=page.hospital.zone)
        self._pages = Pages(hospital=page.hospital, teller=self._teller)

    def show(self, request: Request) -> Response:
        """The ticket this browser proved, unless another code is asked for."""
        code = request.query_params.get("code", "")[:6]
        showing = self._showing(request)
        if showing is not None and code in {"", showing.code}:
            return self._ticket(request, showing)
        return self._form(request, code=code)

    def prove(self, request: Request, fields: Fields) -> Response:
        try:
            showing = self._page.prove(fields, asked_from=asked_from(request, proxies=self._page.proxies))
        except (NotFound, FaultyAnswer):
            if fields.get("by_itself"):
                # The page's script tried the chat's own proof: nobody has typed anything wrong.
                return self._form(request, code=fields.get("code", "")[:6], tried=True)
            raise
        answer = RedirectResponse(PATH, HTTPStatus.SEE_OTHER)
        self._set_cookie(answer, request, sealed(showing), lasts=int(LASTS.total_seconds()))
        return answer

    def do(self, request: Request, fields: Fields, *, name: str) -> Response:
        showing = self._showing(request)
        if showing is None:
            raise NoSuchTicket("")
        page = self._page
        deeds = {
            "rate": page.rate,
            "reopen": page.reopen,
            "contact": page.add_contact,
            "cancel-visit": page.cancel_visit,
            "other-day": page.ask_other_day,
        }
        deeds[name](showing, fields)
        return RedirectResponse(PATH, HTTPStatus.SEE_OTHER)

    def ask(self, request: Request, *, name: str) -> Response:
        """The second step of a deed on the visit: what it means, and the button that does it."""
        showing = self._showing(request)
        if showing is None:
            return self._form(request)
        visit = self._page.open_visit(showing)
        return self._pages.render(
            f"{name}.html",
            secret=request.cookies[COOKIE],
            visit=self._teller.visit(visit, now=self._page.clock.now()),
            trouble="",
            typed={},
        )

    def trouble(self, request: Request, fault: Exception) -> Response:
        """The page it happened on, with what went wrong and what was typed."""
        name, status = _named(fault)
        sentence = str(self._teller.words["troubles"][name])
        if isinstance(fault, TooManyTries):
            sentence = sentence.format(until=self._teller.moment(fault.until, now=self._page.clock.now()))
        fields: Fields = getattr(request.state, "fields", {})
        try:
            answer = self._again(request, fields, trouble=sentence, status=status, fault=fault)
        except StorageUnavailable:
            storage = str(self._teller.words["troubles"]["storage"])
            status = HTTPStatus.SERVICE_UNAVAILABLE
            answer = self._form(request, trouble=storage, status=status, code=fields.get("code", "")[:6])
        if status is HTTPStatus.SERVICE_UNAVAILABLE:
            answer.headers["Retry-After"] = "60"
        return answer

    def _again(
        self, request: Request, fields: Fields, *, trouble: str, status: HTTPStatus, fault: Exception
    ) -> Response:
        showing = self._showing(request)
        on_ticket = request.url.path != PATH and not isinstance(fault, NoSuchTicket | StorageUnavailable)
        if showing is not None and on_ticket:
            return self._ticket(request, showing, trouble=trouble, status=status, typed=fields)
        code = (fields.get("code") or request.query_params.get("code", ""))[:6]
        return self._form(request, trouble=trouble, status=status, code=code, tried=True, typed=fields)

    def _ticket(
        self,
        request: Request,
        showing: Showing,
        *,
        trouble: str = "",
        status: HTTPStatus = HTTPStatus.OK,
        typed: Fields | None = None,
    ) -> Response:
        progress = self._page.progress(showing)
        if progress is None:
            raise NoSuchTicket(showing.number)
        visit = self._page.visit(showing)
        return self._pages.render(
            "ticket.html",
            secret=request.cookies[COOKIE],
            status=status,
            progress=progress,
            visit=self._teller.visit(visit, now=self._page.clock.now()) if visit else None,
            told=self._teller.tell(progress, now=self._page.clock.now()),
            may_leave_number=showing.by_conversation and not progress.has_phone and progress.outcome is None,
            trouble=trouble,
            typed=typed or {},
        )

    def _form(self, request: Request, *, status: HTTPStatus = HTTPStatus.OK, **facts: Any) -> Response:
        secret = request.cookies.get(COOKIE) or new_secret()
        filled = {"code": "", "trouble": "", "tried": False, "typed": {}} | facts
        answer = self._pages.render("form.html", secret=secret, status=status, **filled)
        if COOKIE not in request.cookies:
            self._set_cookie(answer, request, secret, lasts=None)
        return answer

    def _showing(self, request: Request) -> Showing | None:
        return unsealed(request.cookies.get(COOKIE), now=self._page.clock.now())

    def _set_cookie(self, answer: Response, request: Request, value: str, *, lasts: int | None) -> None:
        secure = self._page.secure_cookies or request.url.scheme == "https"
        answer.set_cookie(
            COOKIE, value, max_age=lasts, path=PATH, secure=secure, httponly=True, samesite="strict"
        )


def _named(fault: Exception) -> tuple[str, HTTPStatus]:
    if isinstance(fault, FaultyAnswer):
        return fault.why, HTTPStatus.UNPROCESSABLE_ENTITY
    return next(_TROUBLES[kind] for kind in type(fault).__mro__ if kind in _TROUBLES)
