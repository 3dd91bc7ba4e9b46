"""A roster becomes a week: its faults by cell, then what would change, then taken."""

from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import MayNotSee
from desk.pages import Pages
from desk.refusals import Refusal
from desk.roles import may_keep_timetable
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from desk.timetable_door import TIMETABLE
from desk.timetable_refusals import TIMETABLE_REFUSED, explain_timetable
from desk.timetable_upload import pack, read_upload, unpack
from hotline.timetable import Hand, Plan, Taking, preview, take_table
from hotline.timetable.reading import (
    ReadTable,
    TableFaulty,
    csv_of,
    read_table,
    template_csv,
    template_excel,
)
from hotline.weeks import NoSuchWeek, Week

IMPORT = f"{TIMETABLE}/import"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EXAMPLES = 3


class TimetableImportDoor:
    """Asked for by `show`, read by `read`, taken by `take`; `template` is what to fill in."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me = self._get_keeper(request)
        return self._page(me, week=self._week(request.query_params.get("week", "")))

    def template(self, request: Request) -> Response:
        self._get_keeper(request)
        example, as_csv = self._desk.hospital_week.usual[:_EXAMPLES], request.query_params.get("as") == "csv"
        content = template_csv(example) if as_csv else template_excel(example)
        name = "timetable.csv" if as_csv else "timetable.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return Response(content, media_type="text/csv; charset=utf-8" if as_csv else _EXCEL, headers=headers)

    async def read(self, request: Request) -> Response:
        require_same_origin(request)
        form, content = await read_upload(request)
        return await run_in_threadpool(self._read, request, form, content)

    async def take(self, request: Request) -> Response:
        require_same_origin(request)
        form = await read_form(request)
        return await run_in_threadpool(self._take, request, form)

    def _read(self, request: Request, form: Form, content: bytes) -> Response:
        me = self._get_keeper(request)
        require_form_token(form, secret=me.token)
        week, taking = self._week(form.get("week")), _taking(form)
        if not content:
            return self._page(me, week=week, taking=taking, refusal=self._say("no_file"))
        try:
            table = read_table(content, week=week, hospital=self._desk.hospital_week)
        except TableFaulty as faulty:
            return self._page(me, week=week, taking=taking, faulty=faulty)
        return self._preview(me, table, taking=taking)

    def _take(self, request: Request, form: Form) -> Response:
        me = self._get_keeper(request)
        require_form_token(form, secret=me.token)
        week, taking, hospital = self._week(form.get("week")), _taking(form), self._desk.hospital_week
        try:
            table = read_table(unpack(form.get("packed")), week=week, hospital=hospital, fixed=True)
        except (TableFaulty, ValueError):
            return self._page(me, week=week, taking=taking, refusal=self._say("read_again"))
        hand = Hand(hospital=hospital, by=me.member.username, clock=self._desk.clock)
        try:
            with self._desk.database.transaction() as session:
                found = preview(session, week=week, wanted=table.halves, taking=taking, hospital=hospital)
                if _mark(found) != form.get("seen"):
                    return self._preview(me, table, taking=taking, refusal=self._say("changed_meanwhile"))
                take_table(session, week=week, wanted=table.halves, taking=taking, hand=hand)
        except TIMETABLE_REFUSED as error:
            refusal = explain_timetable(error, words=self._pages.words)
            return self._page(me, week=week, taking=taking, refusal=refusal)
        where = {"week": str(week), "done": "import"}
        return RedirectResponse(f"{TIMETABLE}?{urlencode(where)}", HTTPStatus.SEE_OTHER)

    def _preview(
        self, me: SignedIn, table: ReadTable, *, taking: Taking, refusal: Refusal | None = None
    ) -> Response:
        hospital = self._desk.hospital_week
        with self._desk.database.reading() as session:
            found = preview(session, week=table.week, wanted=table.halves, taking=taking, hospital=hospital)
        return self._pages.render(
            "timetable_preview.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=TIMETABLE,
            week=table.week,
            plan=found,
            notes=table.notes,
            taking=taking,
            packed=pack(csv_of(table.halves)),
            seen=_mark(found),
            refusal=refusal,
        )

    def _page(
        self,
        me: SignedIn,
        *,
        week: Week,
        taking: Taking = Taking.WHOLE,
        faulty: TableFaulty | None = None,
        refusal: Refusal | None = None,
    ) -> Response:
        wrong = faulty is not None or refusal is not None
        return self._pages.render(
            "timetable_import.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
            me=me,
            here=TIMETABLE,
            week=week,
            takings=tuple(Taking),
            taking=taking,
            faults=faulty.faults if faulty else (),
            refusal=refusal,
        )

    def _say(self, name: str) -> Refusal:
        return Refusal(self._pages.words.say("timetable_import", name), HTTPStatus.UNPROCESSABLE_ENTITY)

    def _get_keeper(self, request: Request) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=IMPORT)
        if not may_keep_timetable(me.member):
            raise MayNotSee
        return me

    def _week(self, named: str) -> Week:
        try:
            return Week.parse(named)
        except NoSuchWeek:
            return Week.of(self._desk.clock.now().astimezone(self._desk.hospital.zone).date())


def _taking(form: Form) -> Taking:
    said = form.get("taking")
    return Taking(said) if said in set(Taking) else Taking.WHOLE


def _mark(plan: Plan) -> str:
    """Differs as soon as the week is not what the preview showed."""
    parts = (sorted(plan.kept), plan.changed, plan.added, sorted(plan.removed))
    return sha256(repr(parts).encode()).hexdigest()[:16]
