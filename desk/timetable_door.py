"""The timetable of clinics: seen by everybody at the desk, kept by editors and managers."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.forms import Form, NotConfirmed, read_form, whole_number
from desk.guard import MayNotSee
from desk.names import read_names
from desk.pages import Pages
from desk.refusals import Refusal
from desk.roles import may_keep_timetable
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from desk.timetable_page import Asked, read_grid
from desk.timetable_refusals import TIMETABLE_REFUSED, BadPlaces, explain_timetable
from hotline.appointments import booked_in
from hotline.timetable import (
    LONGEST_DOCTOR,
    LONGEST_REASON,
    HalfDay,
    Hand,
    NoSuchSitting,
    Sitting,
    add_sitting,
    cancel_sitting,
    change_sitting,
    copy_week,
    find_sitting,
    give_up_week,
    remove_sitting,
    restore_sitting,
    save_as_usual,
    sittings,
)
from hotline.timetable.post import weekly_post
from hotline.timetable.reading import csv_of
from hotline.weeks import NoSuchWeek, Week

TIMETABLE = "/desk/timetable"
_LONGEST = 40
_POST_FACTS = ("hospital", "hotline", "emergency_line")


class TimetableWork(StrEnum):
    """The values are part of the addresses."""

    ADD = "add"
    CHANGE = "change"
    CANCEL = "cancel"
    RESTORE = "restore"
    REMOVE = "remove"
    COPY = "copy"
    USUAL = "usual"
    GIVE_UP = "give_up"


Doing = Callable[[Session], object]
_OF_ONE = (
    TimetableWork.ADD,
    TimetableWork.CHANGE,
    TimetableWork.CANCEL,
    TimetableWork.RESTORE,
    TimetableWork.REMOVE,
)


class TimetableDoor:
    """A week by `show`, one half-day by `show_one`; changed by `do`; taken away by `file` and `post`."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages
        self._readers: Mapping[TimetableWork, Callable[[Form, Hand], Doing]] = {
            TimetableWork.ADD: self._add,
            TimetableWork.CHANGE: self._change,
            TimetableWork.CANCEL: self._cancel,
            TimetableWork.RESTORE: self._restore,
            TimetableWork.REMOVE: self._remove,
            TimetableWork.COPY: self._copy,
            TimetableWork.USUAL: self._usual,
            TimetableWork.GIVE_UP: self._give_up,
        }

    def show(self, request: Request) -> Response:
        me = get_member(self._desk, request=request, wanted=TIMETABLE)
        done = request.query_params.get("done", "")
        return self._page(me, asked=self._asked(request), done=done)

    def show_one(self, request: Request) -> Response:
        """To be changed, or a new one."""
        me = self._get_keeper(request)
        asked = self._asked(request)
        return self._one(me, week=asked.week, known_as=request.query_params.get("id", ""), where=asked.where)

    def file(self, request: Request) -> Response:
        get_member(self._desk, request=request, wanted=TIMETABLE)
        asked = self._asked(request)
        found = [one for one in self._read(asked.week) if asked.keeps(one)]
        words = self._pages.words
        remarks = [
            words.say("timetable", "cancelled", reason=one.reason or "") if one.cancelled else ""
            for one in found
        ]
        content = csv_of([one.half for one in found], remarks=remarks).encode()
        return _attached(content, name=f"{asked.week}.csv", kind="text/csv; charset=utf-8")

    def post(self, request: Request) -> Response:
        me, week = get_member(self._desk, request=request, wanted=TIMETABLE), self._asked(request).week
        given = self._desk.hospital.placeholders
        facts = {
            "hospital": self._desk.hospital.name,
            **{name: given.get(name, "") for name in _POST_FACTS[1:]},
        }
        text = weekly_post(self._read(week), week=week, places=self._desk.hospital_week.places, facts=facts)
        return self._pages.render("timetable_post.html", me=me, here=TIMETABLE, week=week, text=text)

    async def do(self, request: Request, work: str) -> Response:
        require_same_origin(request)
        form = await read_form(request)
        return await run_in_threadpool(self._do, request, work, form)

    def _do(self, request: Request, name: str, form: Form) -> Response:
        me = self._get_keeper(request)
        require_form_token(form, secret=me.token)
        if name not in set(TimetableWork):
            raise MayNotSee
        work, week = TimetableWork(name), self._week(form.get("week"))
        hand = Hand(hospital=self._desk.hospital_week, by=me.member.username, clock=self._desk.clock)
        try:
            do = self._readers[work](form, hand)
            with self._desk.database.transaction() as session:
                do(session)
        except TIMETABLE_REFUSED as error:
            refusal = explain_timetable(error, words=self._pages.words)
            if work in _OF_ONE and not isinstance(error, NoSuchSitting):
                return self._one(
                    me, week=week, known_as=form.get("id"), refusal=refusal, refused=work, typed=form
                )
            return self._page(me, asked=Asked(week=week), refusal=refusal)
        where = {"week": str(week), "done": work.value}
        return RedirectResponse(f"{TIMETABLE}?{urlencode(where)}", HTTPStatus.SEE_OTHER)

    def _add(self, form: Form, hand: Hand) -> Doing:
        week, half = Week.parse(form.get("week")), _half(form)
        return lambda session: add_sitting(session, week=week, half=half, hand=hand)

    def _change(self, form: Form, hand: Hand) -> Doing:
        half = _half(form)
        return lambda session: change_sitting(session, known_as=form.get("id"), half=half, hand=hand)

    def _cancel(self, form: Form, hand: Hand) -> Doing:
        reason, all_week = form.text("reason", most=LONGEST_REASON), form.get("whole_week") == "yes"
        return lambda session: cancel_sitting(
            session, known_as=form.get("id"), reason=reason, hand=hand, whole_week=all_week
        )

    def _restore(self, form: Form, hand: Hand) -> Doing:
        return lambda session: restore_sitting(session, known_as=form.get("id"), hand=hand)

    def _remove(self, form: Form, hand: Hand) -> Doing:
        return lambda session: remove_sitting(session, known_as=form.get("id"), hand=hand)

    def _copy(self, form: Form, hand: Hand) -> Doing:
        week = _sure(form)
        return lambda session: copy_week(session, source=week.before(), target=week, hand=hand)

    def _usual(self, form: Form, hand: Hand) -> Doing:
        week = _sure(form)
        return lambda session: save_as_usual(session, source=week, hand=hand)

    def _give_up(self, form: Form, hand: Hand) -> Doing:
        week = _sure(form)
        return lambda session: give_up_week(session, week=week, hand=hand)

    def _get_keeper(self, request: Request) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=TIMETABLE)
        if not may_keep_timetable(me.member):
            raise MayNotSee
        return me

    def _asked(self, request: Request) -> Asked:
        query = request.query_params
        week = self._week(query.get("week", ""))
        return Asked(week=week, where=query.get("where", ""), department=query.get("department", ""))

    def _week(self, named: str) -> Week:
        """This one, where none or a wrong one is named."""
        try:
            return Week.parse(named)
        except NoSuchWeek:
            return Week.of(self._desk.clock.now().astimezone(self._desk.hospital.zone).date())

    def _read(self, week: Week) -> tuple[Sitting, ...]:
        with self._desk.database.reading() as session:
            return sittings(session, first=week.first, last=week.last, hospital=self._desk.hospital_week)

    def _page(
        self, me: SignedIn, *, asked: Asked, done: str = "", refusal: Refusal | None = None
    ) -> Response:
        words = self._pages.words
        with self._desk.database.reading() as session:
            grid = read_grid(session, asked, hospital=self._desk.hospital_week)
            names = read_names(session, words=words)
        return self._pages.render(
            "timetable.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=TIMETABLE,
            grid=grid,
            week=asked.week,
            this_week=self._week(""),
            names=names,
            of_week=self._desk.hospital_week,
            may_keep=may_keep_timetable(me.member),
            done=done if words.has("timetable_done", done) else None,
            refusal=refusal,
        )

    def _one(
        self,
        me: SignedIn,
        *,
        week: Week,
        known_as: str = "",
        where: str = "",
        refusal: Refusal | None = None,
        refused: TimetableWork | None = None,
        typed: Form | None = None,
    ) -> Response:
        hospital = self._desk.hospital_week
        with self._desk.database.reading() as session:
            one = find_sitting(session, known_as=known_as, hospital=hospital) if known_as else None
            booked = len(booked_in(session, sitting_id=known_as)) if known_as else 0
        if known_as and one is None:
            gone = explain_timetable(NoSuchSitting(known_as), words=self._pages.words)
            return self._page(me, asked=Asked(week=week), refusal=gone)
        return self._pages.render(
            "timetable_sitting.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=TIMETABLE,
            one=one,
            booked=booked,
            week=Week.of(one.on) if one else week,
            where=where,
            of_week=hospital,
            refusal=refusal,
            refused=refused,
            typed=typed or Form({}),
        )


def _half(form: Form) -> HalfDay:
    return HalfDay(
        weekday=_number(form.text("weekday", most=1)) or 0,
        starts=form.text("starts", most=5),
        ends=form.text("ends", most=5),
        where=form.text("where", most=_LONGEST),
        department=form.text("department", most=_LONGEST),
        doctor=form.text("doctor", most=LONGEST_DOCTOR),
        visiting=form.get("visiting") == "yes",
        places=_number(form.get("places").strip()),
    )


def _number(said: str) -> int | None:
    if not said:
        return None
    number = whole_number(said)
    if number is None:
        raise BadPlaces(said)
    return number


def _sure(form: Form) -> Week:
    if form.get("sure") != "yes":
        raise NotConfirmed("sure")
    return Week.parse(form.get("week"))


def _attached(content: bytes, *, name: str, kind: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=kind, headers=headers)
