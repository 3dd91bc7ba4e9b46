"""Whole-journey sheets of one ticket: chosen, looked at, given on paper or sent to the caller."""

from enum import StrEnum
from http import HTTPStatus

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import MayNotDoDeeds
from desk.pages import Pages
from desk.roles import may_do_deeds
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member, local_page
from desk.ticket_page import TicketPage, read_ticket_page
from desk.ticket_sheets import Chosen, can_send, proposed, read_ticket_sheets
from desk.viewing import log_ticket
from hotline.conversations import Direction
from hotline.identity import conversation_for
from hotline.notifications import NoticeKind, notify_caller
from hotline.notifications.writing import WECHAT
from hotline.sheets import GivenSheet, give_sheet
from hotline.tickets import NoSuchTicket, Ticket, get_ticket
from knowledge_base.journeys import NoSuchJourney

TICKET_SHEETS = "/desk/tickets/{number}/sheets"
_TRAIT = "trait_"


class SheetWork(StrEnum):
    """The values are part of the addresses."""

    GIVE = "give"
    SEND = "send"


class CannotSend(Exception):  # noqa: N818 - a noun of the trade
    """There is no way to the caller, or no address of ours that he could open."""


_REFUSED: dict[type[Exception], tuple[str, HTTPStatus]] = {
    NoSuchJourney: ("no_journey", HTTPStatus.UNPROCESSABLE_ENTITY),
    CannotSend: ("cannot_send", HTTPStatus.CONFLICT),
}


class TicketSheetsDoor:
    """Shown by `show`, given by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request, number: str) -> Response:
        me = self._member(request, number)
        query = Form(dict(request.query_params))
        page = self._page(number, me=me, asked=query, done=query.get("done"))
        log_ticket(self._desk, request, me=me, number=number)
        return page

    async def do(self, request: Request, number: str, work: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, number, work, form)

    def _do(self, request: Request, number: str, work: str, form: Form) -> Response:
        me = self._member(request, number)
        require_form_token(form, secret=me.token)
        if work not in set(SheetWork):
            raise NoSuchTicket(number)
        try:
            self._give(SheetWork(work), number=number, by=me.member.username, form=form)
        except tuple(_REFUSED) as error:
            page = self._page(number, me=me, asked=form, refused=_REFUSED[type(error)])
            log_ticket(self._desk, request, me=me, number=number)
            return page
        return RedirectResponse(f"{_address(number)}?done={work}", HTTPStatus.SEE_OTHER)

    def _give(self, work: SheetWork, *, number: str, by: str, form: Form) -> None:
        """Raises NoSuchJourney, CannotSend."""
        sheet = self._desk.journeys.sheet(form.get("journey"), traits=_traits(form))
        with self._desk.database.transaction() as session:
            ticket = get_ticket(session, number=number)
            if work is SheetWork.SEND and not (self._desk.address and can_send(ticket)):
                raise CannotSend(number)
            given = give_sheet(
                session,
                journey=sheet.journey,
                traits=sheet.traits,
                version=sheet.version,
                ticket_number=ticket.number,
                conversation_id=ticket.conversation_id,
                by=by,
                clock=self._desk.clock,
            )
            if work is SheetWork.SEND:
                self._send(session, ticket, given)

    def _send(self, session: Session, ticket: Ticket, given: GivenSheet) -> None:
        phone = ticket.phone
        notify_caller(
            session,
            ticket_number=ticket.number,
            phone=phone,
            conversation_id=ticket.conversation_id,
            channel=ticket.channel,
            kind=NoticeKind.SHEET,
            facts={"address": f"{self._desk.address}/sheet/{given.code}"},
            clock=self._desk.clock,
            wechat=conversation_for(session, phone=phone, channel=WECHAT) if phone else None,
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
        asked: Form,
        done: str = "",
        refused: tuple[str, HTTPStatus] | None = None,
    ) -> Response:
        words, now, journeys = self._pages.words, self._desk.clock.now(), self._desk.journeys
        with self._desk.database.reading() as session:
            page = read_ticket_page(session, number=number, words=words, now=now)
            given = read_ticket_sheets(session, ticket=page.ticket, desk=self._desk, names=page.names)
        chosen = self._chosen(asked, page=page)
        shown = chosen if chosen and chosen.journey in journeys.all else None
        return self._pages.render(
            "ticket_sheets.html",
            status=refused[1] if refused else HTTPStatus.OK,
            me=me,
            ticket=page.ticket,
            journeys=journeys,
            chosen=shown,
            sheet=journeys.sheet(shown.journey, traits=shown.traits) if shown else None,
            given=given,
            can_send=can_send(page.ticket),
            has_address=self._desk.address is not None,
            done=done if done in set(SheetWork) else None,
            refusal=words.part("sheets", "refusals")[refused[0]] if refused else None,
        )

    def _chosen(self, asked: Form, *, page: TicketPage) -> Chosen | None:
        """What was asked for, else what the caller's own words come to."""
        if asked.get("journey"):
            return Chosen(journey=asked.get("journey"), traits=_traits(asked))
        told = [one.text for talk in page.talks for one in talk.messages if one.direction is Direction.IN]
        return proposed(self._desk.journeys, said=[page.ticket.summary, *told])


def _traits(form: Form) -> frozenset[str]:
    return frozenset(name.removeprefix(_TRAIT) for name in form.names if name.startswith(_TRAIT))


def _address(number: str) -> str:
    return local_page(TICKET_SHEETS.format(number=number))
