"""A ticket's appointment: arranged with the patient on the telephone, moved, cancelled, kept or missed."""

from functools import partial
from http import HTTPStatus

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.appointment_offers import LONGEST, places_of, read_visit
from desk.appointment_page import AppointmentWork, read_appointment_page
from desk.appointment_refusals import APPOINTMENT_REFUSED, explain_appointment
from desk.deeds import LONGEST_REASON
from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import MayNotDoDeeds
from desk.notices_door import house_of
from desk.pages import Pages
from desk.roles import may_do_deeds
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member, local_page
from desk.viewing import log_ticket
from hotline.appointments import Visit, cancel, change, confirm, mark_kept, mark_missed
from hotline.tickets import NoSuchTicket

APPOINTMENT = "/desk/tickets/{number}/appointment"


class AppointmentDoor:
    """Shown by `show`, changed by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request, number: str) -> Response:
        me = self._member(request, number)
        asked = request.query_params.get("department")
        page = self._page(number, me=me, department=asked, done=request.query_params.get("done", ""))
        log_ticket(self._desk, request, me=me, number=number)
        return page

    async def do(self, request: Request, number: str, work: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, number, work, form)

    def _do(self, request: Request, number: str, name: str, form: Form) -> Response:
        me = self._member(request, number, form=form)
        require_form_token(form, secret=me.token)
        if name not in set(AppointmentWork):
            raise NoSuchTicket(number)
        work = AppointmentWork(name)
        try:
            self._carry_out(work, number=number, by=me.member.username, form=form)
        except APPOINTMENT_REFUSED as error:
            page = self._page(
                number, me=me, department=form.get("shown"), error=error, refused=work, typed=form
            )
            log_ticket(self._desk, request, me=me, number=number)
            return page
        return RedirectResponse(f"{_address(number)}?done={work.value}", HTTPStatus.SEE_OTHER)

    def _carry_out(self, work: AppointmentWork, *, number: str, by: str, form: Form) -> None:
        visit, reason = None, None
        if work in {AppointmentWork.CONFIRM, AppointmentWork.CHANGE}:
            visit = read_visit(self._desk, form)
        elif work is AppointmentWork.CANCEL:
            reason = form.text("reason", most=LONGEST_REASON)
        with self._desk.database.transaction() as session:
            self._work(session, work, number=number, by=by, visit=visit, reason=reason)

    def _work(
        self,
        session: Session,
        work: AppointmentWork,
        *,
        number: str,
        by: str,
        visit: Visit | None,
        reason: str | None,
    ) -> None:
        clock = self._desk.clock
        if visit is not None:
            arrange = confirm if work is AppointmentWork.CONFIRM else change
            arrange(
                session,
                number=number,
                on=visit.on,
                starts=visit.starts,
                where=visit.where,
                department=visit.department,
                doctor=visit.doctor,
                sitting_id=visit.sitting_id,
                places=visit.places,
                by=by,
                clock=clock,
            )
        elif work is AppointmentWork.CANCEL:
            cancel(session, number=number, by=by, reason=reason, clock=clock)
        elif work is AppointmentWork.KEPT:
            mark_kept(session, number=number, by=by, clock=clock)
        else:
            mark_missed(session, number=number, by=by, clock=clock)

    def _member(self, request: Request, number: str, *, form: Form | None = None) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=_address(number), form=form)
        if not may_do_deeds(me.member):
            raise MayNotDoDeeds
        return me

    def _page(
        self,
        number: str,
        *,
        me: SignedIn,
        department: str | None = None,
        done: str = "",
        error: Exception | None = None,
        refused: AppointmentWork | None = None,
        typed: Form | None = None,
    ) -> Response:
        desk, words = self._desk, self._pages.words
        with desk.database.reading() as session:
            page = read_appointment_page(
                session, number=number, desk=desk, department=department, words=words, house=house_of(desk)
            )
        name_of = partial(page.names.addressed, me=me.member.username, words=words)
        refusal = explain_appointment(error, words=words, name_of=name_of) if error else None
        return self._pages.render(
            "appointment.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            page=page,
            departments=tuple(one.name for one in desk.hospital.departments),
            places=places_of(desk),
            today=desk.clock.now().astimezone(desk.hospital.zone).date(),
            done=done if words.has("appointment_done", done) else None,
            refusal=refusal,
            refused=refused,
            typed=typed or Form({}),
            longest={"reason": LONGEST_REASON, "visit": LONGEST},
        )


def _address(number: str) -> str:
    return local_page(APPOINTMENT.format(number=number))
