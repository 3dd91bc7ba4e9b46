"""A whole telephone number is sent only when it is asked for, and who asked is kept first."""

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import MayNotSee
from desk.pages import Pages
from desk.roles import may_unveil
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import get_member, local_page
from desk.ticket_page import read_ticket_page
from desk.viewing import viewing
from hotline.staff import ViewDeed, ViewedThing, log_view


class UnveilDoor:
    """The numbers of one ticket: a page of their own, which a script puts into the ticket's."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def go_back(self, number: str) -> Response:
        """Reloading the page asks for the ticket again, not for the number."""
        return RedirectResponse(local_page(f"/desk/tickets/{number}"), HTTPStatus.SEE_OTHER)

    async def unveil(self, request: Request, number: str) -> Response:
        require_same_origin(request)
        form = await read_form(request)
        return await run_in_threadpool(self._unveil, request, number, form)

    def _unveil(self, request: Request, number: str, form: Form) -> Response:
        desk, wanted = self._desk, local_page(f"/desk/tickets/{number}")
        me = get_member(desk, request=request, wanted=wanted)
        require_form_token(form, secret=me.token)
        if not may_unveil(me.member):
            raise MayNotSee
        words, now, unveiled = self._pages.words, desk.clock.now(), ViewDeed.UNVEILED
        with desk.database.transaction() as session:
            page = read_ticket_page(session, number=number, member=me.member, words=words, now=now)
            looked = viewing(
                desk, request, me=me, what=ViewedThing.TICKET, number=page.ticket.number, deed=unveiled
            )
            log_view(session, viewing=looked)
        return self._pages.render("numbers.html", me=me, page=page)
