"""The ticket's page and the deeds sent from it."""

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.deeds import LONGEST_REASON, LONGEST_TEXT, Deed, is_confirmed, other_ticket, read_deed
from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import MayNotDoDeeds
from desk.handling import read_handling
from desk.pages import Pages
from desk.refusals import REFUSED, explain
from desk.roles import may_do_deeds
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member, local_page
from desk.ticket_alarms import read_ticket_alarms
from desk.ticket_page import MOST_MESSAGES, read_ticket_page
from desk.ticket_sheets import read_ticket_sheets
from desk.ticket_work import read_mark, read_ticket_work, writing_to
from desk.timeline import Telling
from desk.viewing import log_ticket
from hotline.outgoing_calls import calls_of_ticket
from hotline.recordings import recordings_of_ticket
from hotline.reminders import reminders_of_ticket
from hotline.tickets import MergedIntoItself, NoSuchTicket, get_ticket

_FLASH = "desk_done"
_FLASH_LASTS = 60


@dataclass(frozen=True)
class Refused:
    """A deed that was not done, with what was typed for it."""

    error: Exception
    deed: Deed
    form: Form


class TicketDoor:
    """One ticket: shown by `show`, changed by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request, number: str) -> Response:
        me = get_member(self._desk, request=request, wanted=_address(number))
        done = request.cookies.get(_FLASH)
        page = self._page(number, me=me, done=done)
        log_ticket(self._desk, request, me=me, number=number)
        if done:
            page.delete_cookie(_FLASH, path=_address(number))
        return page

    async def do(self, request: Request, number: str, deed: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, number, deed, form)

    def _do(self, request: Request, number: str, name: str, form: Form) -> Response:
        me = get_member(self._desk, request=request, wanted=_address(number), form=form)
        require_form_token(form, secret=me.token)
        if not may_do_deeds(me.member):
            raise MayNotDoDeeds
        if name not in set(Deed):
            raise NoSuchTicket(number)
        deed = Deed(name)
        try:
            if deed is Deed.MERGE and not is_confirmed(form):
                return self._side_by_side(request, number, into=other_ticket(form), me=me)
            self._carry_out(deed, number=number, by=me.member.username, form=form)
        except REFUSED as error:
            page = self._page(number, me=me, refused=Refused(error, deed, form))
            log_ticket(self._desk, request, me=me, number=number)
            return page
        answer = RedirectResponse(_address(number), HTTPStatus.SEE_OTHER)
        answer.set_cookie(
            _FLASH, deed.value, max_age=_FLASH_LASTS, path=_address(number), httponly=True, samesite="lax"
        )
        return answer

    def tell(self, request: Request, number: str) -> Response:
        """Whether something happened since the page was read: no patient's details, so no view of them."""
        get_member(self._desk, request=request, wanted=_address(number))
        with self._desk.database.reading() as session:
            ticket, pages = get_ticket(session, number=number), self._pages
            writing = writing_to(
                session, ticket=ticket, desk=self._desk, words=pages.words, said_time=pages.moment
            )
            mark = f'"{read_mark(session, ticket=ticket, writing=writing)}"'
        is_same = request.headers.get("if-none-match") == mark
        status = HTTPStatus.NOT_MODIFIED if is_same else HTTPStatus.NO_CONTENT
        return Response(status_code=status, headers={"Cache-Control": "no-store", "ETag": mark})

    def _carry_out(self, deed: Deed, *, number: str, by: str, form: Form) -> None:
        desk = self._desk
        do = read_deed(
            deed,
            number=number,
            by=by,
            form=form,
            clock=desk.clock,
            hospital=desk.hospital,
            time=desk.departments_time,
        )
        with self._desk.database.transaction() as session:
            do(session)

    def _side_by_side(self, request: Request, number: str, *, into: str, me: SignedIn) -> Response:
        """Both tickets of a merge, which nothing undoes. Raises NoSuchTicket, MergedIntoItself."""
        if into == number:
            raise MergedIntoItself(number)
        words, now = self._pages.words, self._desk.clock.now()
        with self._desk.database.reading() as session:
            both = [read_ticket_page(session, number=one, words=words, now=now) for one in (number, into)]
        for one in (number, into):
            log_ticket(self._desk, request, me=me, number=one)
        return self._pages.render("ticket_merge.html", me=me, merged=both[0], surviving=both[1])

    def _page(
        self, number: str, *, me: SignedIn, done: str | None = None, refused: Refused | None = None
    ) -> Response:
        """The ticket as it stands now; after a refusal with the reason and what was typed."""
        words, now = self._pages.words, self._desk.clock.now()
        with self._desk.database.reading() as session:
            page = read_ticket_page(session, number=number, words=words, now=now)
            telling = Telling(names=page.names, words=words, said_time=self._pages.moment)
            work = read_ticket_work(session, page=page, desk=self._desk, member=me.member, telling=telling)
            alarms = read_ticket_alarms(session, desk=self._desk, ticket=page.ticket, member=me.member)
            outgoing = calls_of_ticket(session, ticket=page.ticket)
            sheets = read_ticket_sheets(session, ticket=page.ticket, desk=self._desk, names=page.names)
            voicemails = recordings_of_ticket(session, ticket=page.ticket)
            reminded = reminders_of_ticket(session, number=number)
            handling = read_handling(session, ticket=page.ticket, time=self._desk.departments_time)
        name_of = partial(page.names.addressed, me=me.member.username, words=words)
        refusal = explain(refused.error, words=words, name_of=name_of) if refused else None
        return self._pages.render(
            "ticket.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            page=page,
            work=work,
            alarms=alarms,
            handling=handling,
            outgoing=outgoing,
            sheets=sheets,
            voicemails=voicemails,
            reminded=reminded,
            may_ask_calls=may_do_deeds(me.member),
            refreshes_every=int(self._desk.settings.desk_refreshes_every.total_seconds()),
            done=done if done and words.has("done", done) else None,
            refusal=refusal,
            refused_deed=refused.deed if refused else None,
            typed=refused.form if refused else Form({}),
            longest={"text": LONGEST_TEXT, "reason": LONGEST_REASON, "messages": MOST_MESSAGES},
        )


def _address(number: str) -> str:
    """The ticket's page; for what cannot be a ticket's number, the queue."""
    return local_page(f"/desk/tickets/{number}")
