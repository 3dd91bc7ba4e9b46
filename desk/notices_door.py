"""A member's own notices, and how he is told away from the desk."""

import re
from http import HTTPStatus
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from desk.desk import Desk
from desk.forms import FaultyForm, Form, read_form
from desk.pages import Pages
from desk.push_services import read_subscription
from desk.roles import may_mind_letters
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, find_member, get_member
from desk.stuck_timers import count_stuck
from hotline.notifications import (
    House,
    LetterState,
    count_letters,
    count_unread,
    find_reach,
    mark_read,
    notices_of,
    set_reach,
    subscribe,
    subscriptions_of,
    tell,
    unsubscribe,
)
from hotline.phone import find_phone_number

NOTICES = "/desk/notices"
_MOST = 100
_LONGEST = 200
_EMAIL = re.compile(r"[^@\s<>,;]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_SAID = {"reach_saved", "all_read", "bad_phone", "bad_email"}


class NoticesDoor:
    """Shown by `show`; `do` takes what its forms send."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me = get_member(self._desk, request=request, wanted=NOTICES)
        house = house_of(self._desk)
        with self._desk.database.reading() as session:
            username = me.member.username
            letters = notices_of(session, username=username, limit=_MOST)
            reach = find_reach(session, username=username)
            browsers = subscriptions_of(session, username=username)
            dead = count_letters(session)[LetterState.DEAD] if may_mind_letters(me.member) else None
            stuck = count_stuck(session, member=me.member)
        said = request.query_params.get("said")
        return self._pages.render(
            "notices.html",
            me=me,
            here=NOTICES,
            notices=[(letter, tell(letter, house=house)) for letter in letters],
            reach=reach,
            browsers=browsers,
            dead=dead,
            stuck=stuck,
            said=said if said in _SAID else None,
            push_key=self._desk.push_key,
            refreshes_every=int(self._desk.settings.desk_refreshes_every.total_seconds()),
        )

    def count(self, request: Request) -> Response:
        """What the bell of an open page asks."""
        me = find_member(self._desk, request=request)
        unread = 0
        if me is not None:
            with self._desk.database.reading() as session:
                unread = count_unread(session, username=me.member.username)
        return JSONResponse({"unread": unread}, headers={"Cache-Control": "no-store"})

    async def do(self, request: Request, work: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, work, form)

    def _do(self, request: Request, work: str, form: Form) -> Response:
        me = get_member(self._desk, request=request, wanted=NOTICES)
        require_form_token(form, secret=me.token)
        works = {
            "open": self._open,
            "read_all": self._read_all,
            "reach": self._reach,
            "subscribe": self._subscribe,
            "unsubscribe": self._unsubscribe,
        }
        return works[work](me, form) if work in works else _back()

    def _open(self, me: SignedIn, form: Form) -> Response:
        """Read, and on to its matter."""
        wanted = _uuid(form.get("letter"))
        username = me.member.username
        with self._desk.database.transaction() as session:
            own = {letter.id: letter for letter in notices_of(session, username=username, limit=_MOST)}
            if wanted not in own:
                return _back()
            mark_read(session, username=username, clock=self._desk.clock, letter_id=wanted)
            number = own[wanted].ticket_number
        return RedirectResponse(f"/desk/tickets/{number}", HTTPStatus.SEE_OTHER)

    def _read_all(self, me: SignedIn, _form: Form) -> Response:
        with self._desk.database.transaction() as session:
            mark_read(session, username=me.member.username, clock=self._desk.clock)
        return _back("all_read")

    def _reach(self, me: SignedIn, form: Form) -> Response:
        phone, email = form.get("phone").strip(), form.get("email").strip()
        number = find_phone_number(phone) if phone else None
        if phone and number is None:
            return _back("bad_phone")
        if email and (len(email) > _LONGEST or not _EMAIL.fullmatch(email)):
            return _back("bad_email")
        with self._desk.database.transaction() as session:
            set_reach(session, username=me.member.username, phone=number, email=email or None)
        return _back("reach_saved")

    def _subscribe(self, me: SignedIn, form: Form) -> Response:
        """Asked by the page's script: an empty answer, or what was wrong as a status."""
        try:
            browser = read_subscription(form)
        except FaultyForm:
            return Response(status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
        with self._desk.database.transaction() as session:
            subscribe(session, username=me.member.username, clock=self._desk.clock, **browser)
        return Response(status_code=HTTPStatus.NO_CONTENT)

    def _unsubscribe(self, me: SignedIn, form: Form) -> Response:
        wanted = _uuid(form.get("browser"))
        with self._desk.database.transaction() as session:
            for browser in subscriptions_of(session, username=me.member.username):
                if wanted == browser.id:
                    unsubscribe(session, endpoint=browser.endpoint)
        return _back()


def house_of(desk: Desk) -> House:
    hospital = desk.hospital
    return House(hospital=hospital.short_name, hotline=hospital.placeholders["hotline"], zone=hospital.zone)


def _back(said: str = "") -> Response:
    return RedirectResponse(f"{NOTICES}?said={said}" if said else NOTICES, HTTPStatus.SEE_OTHER)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
