"""Calls the hotline makes of itself: which wait, which were given up, and who wants none."""

from enum import StrEnum
from http import HTTPStatus

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import MayNotDoDeeds
from desk.names import read_names
from desk.outgoing_refusals import NOT_DONE, explain_call
from desk.pages import Pages
from desk.refusals import Refusal
from desk.roles import may_do_deeds
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from hotline.outgoing_calls import (
    OPEN,
    CallState,
    calls_in,
    count_calls,
    lift_refusal,
    refused_numbers,
    withdraw_call,
)

OUTGOING = "/desk/outgoing"
_MOST = 200


class OutgoingView(StrEnum):
    """What the page lists; the values are part of its address."""

    WAITING = "waiting"
    GIVEN_UP = "given_up"
    OVER = "over"
    REFUSED = "refused"


class OutgoingWork(StrEnum):
    """The values are part of the addresses."""

    WITHDRAW = "withdraw"
    LIFT = "lift"


_STATES = {
    OutgoingView.WAITING: OPEN,
    OutgoingView.GIVEN_UP: (CallState.GIVEN_UP,),
    OutgoingView.OVER: (CallState.OVER, CallState.WITHDRAWN),
}


class OutgoingDoor:
    """Listed by `show`, changed by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me, wanted = self._member(request), request.query_params.get("view", "")
        view = OutgoingView(wanted) if wanted in set(OutgoingView) else OutgoingView.WAITING
        return self._page(me, view=view, done=request.query_params.get("done", ""))

    async def do(self, request: Request, work: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, work, form)

    def _do(self, request: Request, work: str, form: Form) -> Response:
        me = self._member(request)
        require_form_token(form, secret=me.token)
        if work not in set(OutgoingWork):
            return RedirectResponse(OUTGOING, HTTPStatus.SEE_OTHER)
        view = OutgoingView.WAITING if work == OutgoingWork.WITHDRAW else OutgoingView.REFUSED
        try:
            with self._desk.database.transaction() as session:
                self._work(session, OutgoingWork(work), form, by=me.member.username)
        except NOT_DONE as error:
            return self._page(me, view=view, refusal=explain_call(error, words=self._pages.words))
        return RedirectResponse(f"{OUTGOING}?view={view.value}&done={work}", HTTPStatus.SEE_OTHER)

    def _work(self, session: Session, work: OutgoingWork, form: Form, *, by: str) -> None:
        if work is OutgoingWork.WITHDRAW:
            withdraw_call(session, call_id=form.id("id"), by=by, clock=self._desk.clock)
        else:
            lift_refusal(session, refusal_id=form.id("id"))

    def _member(self, request: Request) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=OUTGOING)
        if not may_do_deeds(me.member):
            raise MayNotDoDeeds
        return me

    def _page(
        self, me: SignedIn, *, view: OutgoingView, done: str = "", refusal: Refusal | None = None
    ) -> Response:
        with self._desk.database.reading() as session:
            states = _STATES.get(view)
            calls = calls_in(session, states=states, limit=_MOST) if states else ()
            refused = () if states else refused_numbers(session, limit=_MOST)
            counts = count_calls(session)
            names = read_names(session, words=self._pages.words)
        numbers = {
            one: sum(counts.get(state, 0) for state in _STATES[one])
            for one in (OutgoingView.WAITING, OutgoingView.GIVEN_UP)
        }
        return self._pages.render(
            "outgoing.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=OUTGOING,
            view=view,
            views=tuple(OutgoingView),
            numbers=numbers,
            calls=[(call, tuple(call.attempts)) for call in calls],
            refused=refused,
            names=names,
            is_on=self._desk.calls_are_on,
            done=done if done in set(OutgoingWork) else None,
            refusal=refusal,
        )
