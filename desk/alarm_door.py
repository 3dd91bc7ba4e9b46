"""One alarm's sheet and what is done to it; works from memory while the database is away."""

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.alarm_deeds import AlarmWork, read_work
from desk.alarm_page import LONGEST_PRINTED, find_alarm, read_alarm_page
from desk.deeds import LONGEST_REASON, LONGEST_TEXT
from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import ALARMS, MayNotAnswerAlarms
from desk.pages import Pages
from desk.refusals import REFUSED, explain
from desk.roles import may_answer_alarms
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, local_page
from desk.viewing import log_alarm
from desk.watching import Watching
from hotline.green_channel import AlreadyAcknowledged, LiveAlarm, NoSuchAlarm

_FLASH = "desk_alarm_done"
_FLASH_LASTS = 60


@dataclass(frozen=True)
class Refused:
    """Work that was not done, with what was typed for it."""

    error: Exception
    work: AlarmWork
    form: Form


class AlarmDoor:
    """One alarm: shown by `show`, changed by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages, watching: Watching) -> None:
        self._desk = desk
        self._pages = pages
        self._watching = watching

    def show(self, request: Request, name: str) -> Response:
        me = self._watching.get(request, wanted=local_page(f"{ALARMS}/{name}"))
        done = request.cookies.get(_FLASH)
        alarm = find_alarm(self._desk, name)
        page = self._page(alarm, me=me, done=done)
        log_alarm(self._desk, request, me=me, alarm=alarm)
        if done:
            page.delete_cookie(_FLASH, path=_address(alarm))
        return page

    async def do(self, request: Request, name: str, work: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, name, work, form)

    def _do(self, request: Request, name: str, work_name: str, form: Form) -> Response:
        me = self._watching.get(request, wanted=local_page(f"{ALARMS}/{name}"))
        require_form_token(form, secret=me.token)
        if not may_answer_alarms(me.member):
            raise MayNotAnswerAlarms
        alarm = find_alarm(self._desk, name)
        if work_name not in set(AlarmWork):
            raise NoSuchAlarm(alarm.id)
        work = AlarmWork(work_name)
        try:
            self._work(work, alarm, me=me, form=form)
        except REFUSED as error:
            now = find_alarm(self._desk, str(alarm.id))
            log_alarm(self._desk, request, me=me, alarm=now)
            return self._page(now, me=me, refused=Refused(error, work, form))
        answer = RedirectResponse(_address(alarm), HTTPStatus.SEE_OTHER)
        answer.set_cookie(
            _FLASH, work.value, max_age=_FLASH_LASTS, path=_address(alarm), httponly=True, samesite="lax"
        )
        return answer

    def _work(self, work: AlarmWork, alarm: LiveAlarm, *, me: SignedIn, form: Form) -> None:
        try:
            read_work(work, alarm_id=alarm.id, by=me.member.username, form=form)(self._desk.bell)
        except AlreadyAcknowledged as answered:
            # A key pressed twice is one answer.
            if answered.by != me.member.username:
                raise

    def _page(
        self, alarm: LiveAlarm, *, me: SignedIn, done: str | None = None, refused: Refused | None = None
    ) -> Response:
        words, names = self._pages.words, self._watching.names
        page = read_alarm_page(self._desk, alarm, member=me.member, names=names, words=words)
        name_of = partial(names.addressed, me=me.member.username, words=words)
        refusal = explain(refused.error, words=words, name_of=name_of) if refused else None
        return self._pages.render(
            "alarm.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            page=page,
            done=done if done and words.has("alarm_done", done) else None,
            refusal=refusal,
            refused_work=refused.work if refused else None,
            typed=refused.form if refused else Form({}),
            longest={"text": LONGEST_TEXT, "reason": LONGEST_REASON, "printed": LONGEST_PRINTED},
        )


def _address(alarm: LiveAlarm) -> str:
    return f"{ALARMS}/{alarm.id}"
