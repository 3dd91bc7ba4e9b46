"""Who is signed in at the browser that asks, and which pages are our own."""

import re
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.requests import Request

from desk.desk import Desk
from desk.forms import Form
from desk.guard import MustChangePassword, MustEnrol, NotSignedIn
from desk.roles import must_have_second_factor
from desk.same_origin import form_token
from hotline.database import StorageUnavailable
from hotline.staff import StaffMember, find_signed_in, has_second_factor, needs_noting, note_use

COOKIE = "desk_sign_in"
_LOCAL = re.compile(
    r"/desk(?:/tickets/[0-9-]{1,20}(?:/calls|/appointment|/sheets|/reminders)?|/(?:alarms|talks)(?:/[0-9a-z-]{1,36})?|/notices|/letters|/calls/new|/knowledge|/account|/staff|/views|/calendar"
    r"|/outgoing|/appointments|/timetable|/(?:drafts|measures)(?:/[0-9a-z-]{1,36})?|/gaps(?:/found)?|/review"
    r"|/digest(?:/rows|/needs|\.pdf|\.docx|\.xlsx)?)?"
    r"(?:\?[A-Za-z0-9_=&-]{0,80})?"
)


@dataclass(frozen=True)
class SignedIn:
    """Who asks, and what their forms must carry."""

    member: StaffMember
    token: str

    @property
    def form_token(self) -> str:
        return form_token(self.token)


def local_page(wanted: str) -> str:
    """The page asked for where it is one of the desk's own, else the queue; a strange query is left out."""
    page = wanted.partition("?")[0]
    return next((one for one in (wanted, page) if _LOCAL.fullmatch(one)), "/desk")


def find_member(desk: Desk, *, request: Request) -> SignedIn | None:
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    with desk.database.reading() as session:
        member = find_signed_in(session, token=token, clock=desk.clock)
        is_due = _is_by_a_person(request) and needs_noting(session, token=token, clock=desk.clock)
    if member is not None and is_due:
        _note_use(desk, token)
    return SignedIn(member, token) if member else None


def get_member(
    desk: Desk,
    *,
    request: Request,
    wanted: str,
    form: Form | None = None,
    enrolling: bool = False,
    choosing: bool = False,
) -> SignedIn:
    """Raises NotSignedIn; MustEnrol where a second factor is owed, but on the pages for `enrolling`.

    Raises MustChangePassword before all that, but where one is `choosing` a password of one's own.
    """
    signed_in = find_member(desk, request=request)
    if signed_in is None:
        raise NotSignedIn(wanted, form=form)
    if signed_in.member.password_given:
        if choosing:
            return signed_in
        raise MustChangePassword
    if not enrolling:
        with desk.database.reading() as session:
            if lacks_second_factor(session, signed_in.member):
                raise MustEnrol
    return signed_in


def is_held_up(session: Session, member: StaffMember) -> bool:
    """Whether something must be done first, before any page opens."""
    return member.password_given or lacks_second_factor(session, member)


def lacks_second_factor(session: Session, member: StaffMember) -> bool:
    return must_have_second_factor(member.role) and not has_second_factor(session, username=member.username)


def _is_by_a_person(request: Request) -> bool:
    """A page that renews itself does not say that somebody sits before it."""
    return request.method != "GET" or "text/html" in request.headers.get("accept", "")


def _note_use(desk: Desk, token: str) -> None:
    with suppress(StorageUnavailable), desk.database.transaction(durable=False) as session:
        note_use(session, token=token, clock=desk.clock, rests_after=desk.settings.sign_in_rests_after)
