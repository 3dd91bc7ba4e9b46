"""What a patient is reminded of on one ticket: taken down by a nurse, listed, and withdrawn."""

from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.forms import FaultyForm, Form, read_form
from desk.guard import MayNotDoDeeds
from desk.names import read_names
from desk.pages import Pages
from desk.refusals import Refusal, explain
from desk.roles import may_do_deeds
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member, local_page
from desk.viewing import log_ticket
from hotline.reminders import (
    MomentPassed,
    NoSuchReminder,
    ReminderKind,
    ReminderMeans,
    ReminderRefused,
    TooFarAhead,
    find_means,
    plan,
    prefer,
    remind,
    reminders_of_ticket,
    withdraw,
)
from hotline.tickets import NoSuchTicket, Ticket, get_ticket

CALLER_REMINDERS = "/desk/tickets/{number}/reminders"
LONGEST_NOTE = 100

REFUSED_REMINDERS: Mapping[type[ReminderRefused], str] = {
    MomentPassed: "moment_passed",
    TooFarAhead: "too_far",
    NoSuchReminder: "no_such",
}


class CallerRemindersWork(StrEnum):
    """The values are part of the addresses."""

    ASK = "ask"
    WITHDRAW = "withdraw"
    PREFER = "prefer"


class CallerRemindersDoor:
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
        if work not in set(CallerRemindersWork):
            raise NoSuchTicket(number)
        try:
            self._work(CallerRemindersWork(work), number=number, by=me.member.username, form=form)
        except (ReminderRefused, FaultyForm) as error:
            page = self._page(number, me=me, refusal=self._explain(error), typed=form)
            log_ticket(self._desk, request, me=me, number=number)
            return page
        return RedirectResponse(f"{_address(number)}?done={work}", HTTPStatus.SEE_OTHER)

    def _work(self, work: CallerRemindersWork, *, number: str, by: str, form: Form) -> None:
        with self._desk.database.transaction() as session:
            ticket = get_ticket(session, number=number)
            if work is CallerRemindersWork.ASK:
                self._ask(session, ticket, form, by=by)
            elif work is CallerRemindersWork.PREFER:
                prefer(
                    session,
                    conversation_id=ticket.conversation_id,
                    phone=ticket.phone,
                    means=form.choice("means", ReminderMeans),
                    by=by,
                    clock=self._desk.clock,
                )
            else:
                self._withdraw(session, ticket, form, by=by)

    def _ask(self, session: Session, ticket: Ticket, form: Form, *, by: str) -> None:
        kind, note = form.choice("kind", ReminderKind), form.maybe("note", most=LONGEST_NOTE)
        local = form.moment("at", zone=self._desk.hospital.zone)
        planned = plan(kind, on=local.date(), at=local.time(), now=self._desk.clock.now())
        remind(
            session,
            kind=kind,
            conversation_id=ticket.conversation_id,
            ticket_number=ticket.number,
            at=planned.at,
            not_after=planned.not_after,
            facts={"when": planned.when} | ({"note": note} if note else {}),
            asked_by=by,
            clock=self._desk.clock,
        )

    def _withdraw(self, session: Session, ticket: Ticket, form: Form, *, by: str) -> None:
        wanted = form.id("id")
        if wanted not in {one.id for one in reminders_of_ticket(session, number=ticket.number)}:
            raise NoSuchReminder(wanted)
        withdraw(session, reminder_id=wanted, by=by, clock=self._desk.clock)

    def _explain(self, error: Exception) -> Refusal:
        words = self._pages.words
        if not isinstance(error, ReminderRefused):
            return explain(error, words=words, name_of=str)
        name = REFUSED_REMINDERS[type(error)]
        status = HTTPStatus.CONFLICT if name == "no_such" else HTTPStatus.UNPROCESSABLE_ENTITY
        return Refusal(str(words.part("caller_reminders", "refusals")[name]), status)

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
            reminders = reminders_of_ticket(session, number=number)
            means = find_means(session, conversation_id=ticket.conversation_id, phone=ticket.phone)
            names = read_names(session, words=self._pages.words)
        return self._pages.render(
            "caller_reminders.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            ticket=ticket,
            reminders=reminders,
            means=means,
            names=names,
            kinds=tuple(ReminderKind),
            ways=tuple(ReminderMeans),
            done=done if done in set(CallerRemindersWork) else None,
            refusal=refusal,
            typed=typed or Form({}),
            longest=LONGEST_NOTE,
        )


def _address(number: str) -> str:
    return local_page(CALLER_REMINDERS.format(number=number))
