"""All appointments by day: who comes, who still waits to hear, and a list to print for the clinic."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.appointment_offers import places_of
from desk.appointment_page import AppointmentWork, works
from desk.appointment_refusals import APPOINTMENT_REFUSED, explain_appointment
from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import MayNotDoDeeds
from desk.names import read_names
from desk.pages import Pages
from desk.roles import may_do_deeds
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from desk.viewing import log_tickets
from hotline.appointments import Appointment, appointments_on, appointments_to_settle, mark_kept, mark_missed
from hotline.tickets import NoSuchTicket

APPOINTMENTS = "/desk/appointments"
_DAY = re.compile(r"20\d{2}-\d{2}-\d{2}")
_MARKS = {AppointmentWork.KEPT: mark_kept, AppointmentWork.MISSED: mark_missed}


class AppointmentsDoor:
    """Shown by `show`; whether somebody came is noted by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me = self._member(request)
        asked = request.query_params
        where = asked.get("where", "")
        return self._page(
            request, me=me, day=_day(asked.get("day", "")), where=where, done=asked.get("done", "")
        )

    async def do(self, request: Request, work: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, work, form)

    def _do(self, request: Request, work: str, form: Form) -> Response:
        me, day, where = self._member(request), _day(form.get("day")), form.get("where")
        require_form_token(form, secret=me.token)
        number = form.get("number")
        mark = next((do for kind, do in _MARKS.items() if kind.value == work), None)
        if mark is None:
            raise NoSuchTicket(number)
        try:
            with self._desk.database.transaction() as session:
                mark(session, number=number, by=me.member.username, clock=self._desk.clock)
        except APPOINTMENT_REFUSED as error:
            return self._page(request, me=me, day=day, where=where, error=error)
        kept = urlencode({"day": (day or self._today()).isoformat(), "where": where, "done": work})
        return RedirectResponse(f"{APPOINTMENTS}?{kept}", HTTPStatus.SEE_OTHER)

    def _member(self, request: Request) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=APPOINTMENTS)
        if not may_do_deeds(me.member):
            raise MayNotDoDeeds
        return me

    def _today(self) -> date:
        return self._desk.clock.now().astimezone(self._desk.hospital.zone).date()

    def _page(
        self,
        request: Request,
        *,
        me: SignedIn,
        day: date | None,
        where: str,
        done: str = "",
        error: Exception | None = None,
    ) -> Response:
        desk, words, today = self._desk, self._pages.words, self._today()
        on = day or today
        with desk.database.reading() as session:
            coming = _at(where, appointments_on(session, day=on))
            waiting = _at(where, appointments_to_settle(session))
            names = read_names(session, words=words)
        log_tickets(desk, request, me=me, numbers=[one.ticket_number for one in (*waiting, *coming)])
        name_of = partial(names.addressed, me=me.member.username, words=words)
        refusal = explain_appointment(error, words=words, name_of=name_of) if error else None
        return self._pages.render(
            "appointments.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=APPOINTMENTS,
            on=on,
            today=today,
            one_day=timedelta(days=1),
            coming=[(one, works(one, now=desk.clock.now(), desk=desk)) for one in coming],
            waiting=waiting,
            places=places_of(desk),
            where=where,
            done=done if words.has("appointment_done", done) else None,
            refusal=refusal,
        )


def _at(where: str, found: Sequence[Appointment]) -> list[Appointment]:
    """Of this place; everything where none is named, and what has no place yet in any case."""
    return [one for one in found if not where or one.where in (None, where)]


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked) if _DAY.fullmatch(asked) else None
    except ValueError:
        return None
