"""The call sheet: shown empty, judged while it is filled in, kept as a ticket."""

from enum import StrEnum
from http import HTTPStatus
from uuid import UUID, uuid4

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from desk.alarm_kinds import known_kinds
from desk.call_sheet import KINDS, CallSheet, ForWhom, call_of, conversation_of, read_sheet, request_of
from desk.call_sheet_earlier import earlier_tickets, ticket_of_call
from desk.call_sheet_kept import KeptCall, KeptCalls
from desk.call_sheet_screening import Heard, Judged, judge_at_once, reconsider
from desk.deeds import LONGEST_REASON, LONGEST_TEXT
from desk.desk import Desk
from desk.forms import FaultyForm, Form, read_form
from desk.guard import MayNotDoDeeds, MayNotRaiseAlarms
from desk.knowledge_look import KnowledgeLook
from desk.pages import Pages
from desk.raising import alarms_of_call, raise_for_call, tell_alarms
from desk.refusals import Refusal, explain
from desk.roles import may_raise_alarms, may_take_calls
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from desk.watching import Watching
from hotline.safety import TriageGrade
from hotline.tickets import NoSuchTicket

CALLS = "/desk/calls"
_NEW = f"{CALLS}/new"
_UNKEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Step(StrEnum):
    """What the sheet sends; the values are part of the addresses."""

    SCREEN = "screen"
    EARLIER = "earlier"
    ALARM = "alarm"
    KEEP = "keep"


class CallSheetDoor:
    """Works while the database is away, for whoever it knew a short while ago."""

    def __init__(self, desk: Desk, *, pages: Pages, watching: Watching, look: KnowledgeLook) -> None:
        self._desk = desk
        self._pages = pages
        self._watching = watching
        self._look = look
        self._kept = KeptCalls()
        self._steps = {
            Step.SCREEN: self._screen,
            Step.EARLIER: self._earlier,
            Step.ALARM: self._alarm,
            Step.KEEP: self._keep,
        }

    def show(self, request: Request) -> Response:
        me = self._member(request)
        self._look.prepare()
        return self._page(Form({}), me=me, judged=judge_at_once(self._desk, Heard(text="")))

    def show_kept(self, request: Request, name: str) -> Response:
        """What to tell the caller; raises NoSuchTicket."""
        me = self._member(request)
        call = call_of(Form({"call": name}))
        kept = self._kept.find(call)
        if kept is None:
            # Kept by another replica, or before a restart: its ticket tells the rest.
            number = ticket_of_call(self._desk, conversation_of(call))
            return RedirectResponse(f"/desk/tickets/{number}", HTTPStatus.SEE_OTHER)
        alarms = alarms_of_call(self._desk, conversation_of(call))
        return self._pages.render("call_kept.html", me=me, here=_NEW, kept=kept, alarms=alarms)

    async def do(self, request: Request, step: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, step, form)

    def _do(self, request: Request, name: str, form: Form) -> Response:
        me = self._member(request)
        require_form_token(form, secret=me.token)
        if name not in set(Step):
            raise NoSuchTicket(name)
        return self._steps[Step(name)](request, form, me)

    def _member(self, request: Request) -> SignedIn:
        me = self._watching.get(request, wanted=_NEW)
        if not may_take_calls(me.member):
            raise MayNotDoDeeds
        return me

    def _screen(self, _request: Request, form: Form, me: SignedIn) -> Response:
        judged = self._judged(form)
        return self._verdict(form, judged) if _wants_part(form) else self._page(form, me=me, judged=judged)

    def _earlier(self, request: Request, form: Form, _me: SignedIn) -> Response:
        # What is kept of a patient is shown to nobody whom the database does not know now.
        get_member(self._desk, request=request, wanted=_NEW)
        return self._part("call_earlier.html", earlier=earlier_tickets(self._desk, form.get("phone")))

    def _alarm(self, _request: Request, form: Form, me: SignedIn) -> Response:
        if not may_raise_alarms(me.member):
            raise MayNotRaiseAlarms
        judged = judge_at_once(self._desk, Heard.of(form))
        raise_for_call(self._desk, form, judged=judged, by=me.member.username, words=self._pages.words)
        return self._verdict(form, judged) if _wants_part(form) else self._page(form, me=me, judged=judged)

    def _keep(self, _request: Request, form: Form, me: SignedIn) -> Response:
        try:
            sheet = read_sheet(form)
        except FaultyForm as error:
            refusal = explain(error, words=self._pages.words, name_of=str)
            return self._page(form, me=me, judged=self._judged(form), refusal=refusal)
        self._kept.once(sheet.call, lambda: self._open(sheet, form, me=me))
        return RedirectResponse(f"{CALLS}/{sheet.call}", HTTPStatus.SEE_OTHER)

    def _open(self, sheet: CallSheet, form: Form, *, me: SignedIn) -> KeptCall:
        """Raises JournalUnavailable."""
        judged = self._judged(form)
        request = request_of(
            sheet,
            judged,
            duty_nurse=self._desk.hospital.duty_nurse(self._desk.clock.now()),
            taken_by=me.member.display_name,
            words=self._pages.words,
        )
        receipt = self._desk.ledger.open_ticket(request)
        tell_alarms(
            self._desk,
            form,
            conversation_id=sheet.conversation_id,
            by=me.member.username,
            receipt=receipt,
        )
        return KeptCall(receipt=receipt, judged=judged, text=sheet.text)

    def _judged(self, form: Form) -> Judged:
        heard = Heard.of(form)
        return reconsider(self._desk, judge_at_once(self._desk, heard), heard)

    def _verdict(self, form: Form, judged: Judged) -> Response:
        alarms = alarms_of_call(self._desk, conversation_of(call_of(form)))
        return self._part("call_verdict.html", judged=judged, alarms=alarms)

    def _part(self, template: str, **facts: object) -> Response:
        return HTMLResponse(self._pages.fragment(template, **facts), headers=_UNKEPT)

    def _page(self, form: Form, *, me: SignedIn, judged: Judged, refusal: Refusal | None = None) -> Response:
        call: UUID = call_of(form) if form.get("call") else uuid4()
        return self._pages.render(
            "call_sheet.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=_NEW,
            call=call,
            typed=form,
            judged=judged,
            alarms=alarms_of_call(self._desk, conversation_of(call)),
            earlier=earlier_tickets(self._desk, form.get("phone")),
            refusal=refusal,
            for_whom=tuple(ForWhom),
            kinds_of_ticket=KINDS,
            grades=tuple(TriageGrade),
            alarm_kinds=known_kinds(),
            longest={"text": LONGEST_TEXT, "reason": LONGEST_REASON},
        )


def _wants_part(form: Form) -> bool:
    """The open page puts the answer in its place; without scripts the whole page is sent again."""
    return form.get("part") == "yes"
