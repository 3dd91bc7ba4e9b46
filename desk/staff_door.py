"""Who may sign in and as what, for administrators."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from http import HTTPStatus

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.account_door import LONGEST_PASSWORD
from desk.account_refusals import ACCOUNT_REFUSED, NotOneself, explain_account
from desk.desk import Desk
from desk.forms import BadChoice, BlankField, Form, read_form
from desk.guard import MayNotSee
from desk.pages import Pages
from desk.refusals import Refusal
from desk.roles import may_administer, must_have_second_factor
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from hotline.staff import (
    StaffRole,
    add_staff,
    change_role,
    disable_staff,
    enable_staff,
    end_sign_ins,
    list_staff,
    remove_second_factor,
    set_password,
    with_second_factor,
)

STAFF = "/desk/staff"
_LONGEST_NAME = 40


class StaffWork(StrEnum):
    """The values are part of the addresses."""

    ADD = "add"
    ROLE = "role"
    SET_PASSWORD = "password"  # noqa: S105 - part of an address
    RESET_SECOND_FACTOR = "reset-second-factor"
    DISABLE = "disable"
    ENABLE = "enable"


Doing = Callable[[Session], object]


class StaffDoor:
    """The list of staff: shown by `show`, changed by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages
        self._departments = tuple(department.name for department in desk.hospital.departments)
        self._readers: Mapping[StaffWork, Callable[[Form], Doing]] = {
            StaffWork.ADD: self._add,
            StaffWork.ROLE: self._change_role,
            StaffWork.SET_PASSWORD: self._set_password,
            StaffWork.RESET_SECOND_FACTOR: self._reset_second_factor,
            StaffWork.DISABLE: self._disable,
            StaffWork.ENABLE: self._enable,
        }

    def show(self, request: Request) -> Response:
        me = self._get_administrator(request)
        return self._page(me, done=request.query_params.get("done"))

    async def do(self, request: Request, work: str) -> Response:
        require_same_origin(request)
        form = await read_form(request)
        return await run_in_threadpool(self._do, request, work, form)

    def _get_administrator(self, request: Request) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=STAFF)
        if not may_administer(me.member):
            raise MayNotSee
        return me

    def _do(self, request: Request, name: str, form: Form) -> Response:
        me = self._get_administrator(request)
        require_form_token(form, secret=me.token)
        if name not in set(StaffWork):
            raise MayNotSee
        work = StaffWork(name)
        try:
            if work is not StaffWork.ADD and form.get("username") == me.member.username:
                raise NotOneself
            do = self._readers[work](form)
            with self._desk.database.transaction() as session:
                do(session)
        except ACCOUNT_REFUSED as error:
            refusal = explain_account(error, words=self._pages.words)
            return self._page(me, refusal=refusal, refused=work, typed=form)
        return RedirectResponse(f"{STAFF}?done={work.value}", HTTPStatus.SEE_OTHER)

    def _add(self, form: Form) -> Doing:
        username = form.text("username", most=_LONGEST_NAME)
        name = form.text("name", most=_LONGEST_NAME)
        role, department = self._role(form)
        password = form.text("password", most=LONGEST_PASSWORD)
        return lambda session: add_staff(
            session,
            username=username,
            display_name=name,
            role=role,
            department=department,
            password=password,
            given=True,
            clock=self._desk.clock,
        )

    def _change_role(self, form: Form) -> Doing:
        username, (role, department) = _username(form), self._role(form)
        return lambda session: change_role(session, username=username, role=role, department=department)

    def _role(self, form: Form) -> tuple[StaffRole, str | None]:
        """A department's account without its department would find no ticket of its own."""
        role, department = form.choice("role", StaffRole), form.maybe("department", most=_LONGEST_NAME)
        if department is None and role is StaffRole.DEPARTMENT:
            raise BlankField("department")
        if department is not None and department not in self._departments:
            raise BadChoice("department")
        return role, department

    def _set_password(self, form: Form) -> Doing:
        username, password = _username(form), form.text("password", most=LONGEST_PASSWORD)
        return lambda session: set_password(session, username=username, password=password, given=True)

    def _reset_second_factor(self, form: Form) -> Doing:
        username = _username(form)

        def do(session: Session) -> None:
            remove_second_factor(session, username=username)
            end_sign_ins(session, username=username)

        return do

    def _disable(self, form: Form) -> Doing:
        username = _username(form)
        return lambda session: disable_staff(session, username=username)

    def _enable(self, form: Form) -> Doing:
        username, password = _username(form), form.text("password", most=LONGEST_PASSWORD)
        return lambda session: enable_staff(session, username=username, password=password)

    def _page(
        self,
        me: SignedIn,
        *,
        done: str | None = None,
        refusal: Refusal | None = None,
        refused: StaffWork | None = None,
        typed: Form | None = None,
    ) -> Response:
        with self._desk.database.reading() as session:
            members, factors = list_staff(session, also_disabled=True), with_second_factor(session)
        words = self._pages.words
        return self._pages.render(
            "staff.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=STAFF,
            members=members,
            factors=factors,
            roles=tuple(StaffRole),
            owed={role for role in StaffRole if must_have_second_factor(role)},
            departments=self._departments,
            done=done if done and words.has("staff_done", done) else None,
            refusal=refusal,
            refused=refused,
            typed=typed or Form({}),
        )


def _username(form: Form) -> str:
    return form.text("username", most=_LONGEST_NAME)
