"""Public holidays and make-up workdays, for managers and administrators."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from http import HTTPStatus

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.calendar_refusals import CALENDAR_REFUSED, BadDate, explain_calendar
from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import MayNotSee
from desk.names import read_names
from desk.pages import Pages
from desk.refusals import Refusal
from desk.roles import may_keep_calendar
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from hotline.calendar_days import (
    STATUTORY_DAYS,
    add_days,
    change_day,
    days_of_year,
    remove_day,
    unentered_years,
)
from hotline.timetable import Hand, changing_holidays
from hotline.working_time import DayKind

CALENDAR = "/desk/calendar"
_LONGEST_NAME = 40
_LONGEST_DATE = 10


class CalendarWork(StrEnum):
    """The values are part of the addresses."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


Doing = Callable[[Session], None]
Read = tuple[Doing, date]


class CalendarDoor:
    """The table: shown by `show`, changed by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages
        self._readers: Mapping[CalendarWork, Callable[[Form, str], Read]] = {
            CalendarWork.ADD: self._add,
            CalendarWork.CHANGE: self._change,
            CalendarWork.REMOVE: self._remove,
        }

    def show(self, request: Request) -> Response:
        me, year = self._get_keeper(request), request.query_params.get("year", "")
        done = request.query_params.get("done", "")
        return self._page(me, year=int(year) if re.fullmatch(r"20[0-9]{2}", year) else None, done=done)

    async def do(self, request: Request, work: str) -> Response:
        require_same_origin(request)
        form = await read_form(request)
        return await run_in_threadpool(self._do, request, work, form)

    def _get_keeper(self, request: Request) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=CALENDAR)
        if not may_keep_calendar(me.member):
            raise MayNotSee
        return me

    def _do(self, request: Request, name: str, form: Form) -> Response:
        me = self._get_keeper(request)
        require_form_token(form, secret=me.token)
        if name not in set(CalendarWork):
            raise MayNotSee
        work = CalendarWork(name)
        try:
            do, on = self._readers[work](form, me.member.username)
            hand = Hand(hospital=self._desk.hospital_week, by=me.member.username, clock=self._desk.clock)
            with self._desk.database.transaction() as session, changing_holidays(session, hand=hand):
                do(session)
        except CALENDAR_REFUSED as error:
            refusal = explain_calendar(error, words=self._pages.words)
            return self._page(me, year=_year_of(form), refusal=refusal, refused=work, typed=form)
        return RedirectResponse(f"{CALENDAR}?year={on.year}&done={work.value}", HTTPStatus.SEE_OTHER)

    def _add(self, form: Form, by: str) -> Read:
        first = _date(form, "first")
        last = _date(form, "last") if form.get("last").strip() else first
        kind, name = form.choice("kind", DayKind), form.text("name", most=_LONGEST_NAME)

        def do(session: Session) -> None:
            add_days(session, first=first, last=last, kind=kind, name=name, by=by, clock=self._desk.clock)

        return do, first

    def _change(self, form: Form, by: str) -> Read:
        on = _date(form, "on")
        kind, name = form.choice("kind", DayKind), form.text("name", most=_LONGEST_NAME)

        def do(session: Session) -> None:
            change_day(session, on=on, kind=kind, name=name, by=by, clock=self._desk.clock)

        return do, on

    def _remove(self, form: Form, _by: str) -> Read:
        on = _date(form, "on")
        return (lambda session: remove_day(session, on=on)), on

    def _page(
        self,
        me: SignedIn,
        *,
        year: int | None = None,
        done: str = "",
        refusal: Refusal | None = None,
        refused: CalendarWork | None = None,
        typed: Form | None = None,
    ) -> Response:
        today = self._desk.clock.now().astimezone(self._desk.hospital.zone).date()
        words = self._pages.words
        with self._desk.database.reading() as session:
            known = days_of_year(session, year=year or today.year)
            unentered = tuple(unentered_years(session, today=today))
            names = read_names(session, words=words)
        return self._pages.render(
            "calendar.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=CALENDAR,
            year=year or today.year,
            years=range(today.year - 1, today.year + 2),
            today=today,
            known=known,
            unentered=unentered,
            least=STATUTORY_DAYS,
            names=names,
            kinds=tuple(DayKind),
            done=done if words.has("calendar_done", done) else None,
            refusal=refusal,
            refused=refused,
            typed=typed or Form({}),
        )


def _date(form: Form, name: str) -> date:
    try:
        return date.fromisoformat(form.text(name, most=_LONGEST_DATE))
    except ValueError:
        raise BadDate(name) from None


def _year_of(form: Form) -> int | None:
    """The year somebody was at when the desk refused."""
    for name in ("on", "first"):
        if re.match(r"20[0-9]{2}-", form.get(name)):
            return int(form.get(name)[:4])
    return None
