"""Calls back of one ticket: what is owed, how it went, and the form that asks for another."""

from datetime import datetime
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
from desk.signing_in import SignedIn, get_member, local_page
from desk.viewing import log_ticket
from hotline.outgoing_calls import (
    Errand,
    NumberMissing,
    allow_calls,
    are_calls_refused,
    ask_for_call,
    calls_of_ticket,
    fits,
    refuse_calls,
)
from hotline.tickets import NoSuchTicket, Ticket, get_ticket

TICKET_CALLS = "/desk/tickets/{number}/calls"
LONGEST_MESSAGE = 200


class TicketCallsWork(StrEnum):
    """The values are part of the addresses."""

    ASK = "ask"
    REFUSE = "refuse"
    ALLOW = "allow"


class TicketCallsDoor:
    """Shown by `show`, changed by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request, number: str) -> Response:
        me = self._member(request, number)
        page = self._page(number, me=me, done=request.query_params.get("done", ""))
        log_ticket(self._desk, request, me=me, number=number)
        return page

    async def do(self, request: Request, number: str, work: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, number, work, form)

    def _do(self, request: Request, number: str, work: str, form: Form) -> Response:
        me = self._member(request, number)
        require_form_token(form, secret=me.token)
        if work not in set(TicketCallsWork):
            raise NoSuchTicket(number)
        try:
            self._work(TicketCallsWork(work), number=number, by=me.member.username, form=form)
        except NOT_DONE as error:
            refusal = explain_call(error, words=self._pages.words)
            page = self._page(number, me=me, refusal=refusal, typed=form)
            log_ticket(self._desk, request, me=me, number=number)
            return page
        return RedirectResponse(f"{_address(number)}?done={work}", HTTPStatus.SEE_OTHER)

    def _work(self, work: TicketCallsWork, *, number: str, by: str, form: Form) -> None:
        asked = self._read(form) if work is TicketCallsWork.ASK else None
        with self._desk.database.transaction() as session:
            ticket = get_ticket(session, number=number)
            if ticket.phone is None:
                raise NumberMissing(number)
            if asked is not None:
                self._ask(session, ticket, asked, by=by)
            elif work is TicketCallsWork.REFUSE:
                refuse_calls(session, number=ticket.phone, by=by, clock=self._desk.clock)
            else:
                allow_calls(session, number=ticket.phone)

    def _read(self, form: Form) -> tuple[Errand, str | None, datetime | None]:
        at = form.moment("at", zone=self._desk.hospital.zone) if form.get("at").strip() else None
        return form.choice("errand", Errand), form.maybe("message", most=LONGEST_MESSAGE), at

    def _ask(
        self, session: Session, ticket: Ticket, asked: tuple[Errand, str | None, datetime | None], *, by: str
    ) -> None:
        errand, message, at = asked
        ask_for_call(
            session,
            errand=errand,
            ticket=ticket,
            number=ticket.phone,
            message=message,
            not_before=at,
            asked_by=by,
            clock=self._desk.clock,
        )

    def _member(self, request: Request, number: str) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=_address(number))
        if not may_do_deeds(me.member):
            raise MayNotDoDeeds
        return me

    def _page(
        self,
        number: str,
        *,
        me: SignedIn,
        done: str = "",
        refusal: Refusal | None = None,
        typed: Form | None = None,
    ) -> Response:
        with self._desk.database.reading() as session:
            ticket = get_ticket(session, number=number)
            calls = [(call, tuple(call.attempts)) for call in calls_of_ticket(session, ticket=ticket)]
            is_refused = ticket.phone is not None and are_calls_refused(session, number=ticket.phone)
            errands = tuple(errand for errand in Errand if fits(errand, ticket))
            names = read_names(session, words=self._pages.words)
        return self._pages.render(
            "ticket_calls.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            ticket=ticket,
            calls=calls,
            is_refused=is_refused,
            errands=errands,
            names=names,
            is_on=self._desk.calls_are_on,
            done=done if done in set(TicketCallsWork) else None,
            refusal=refusal,
            typed=typed or Form({}),
            longest=LONGEST_MESSAGE,
        )


def _address(number: str) -> str:
    return local_page(TICKET_CALLS.format(number=number))
