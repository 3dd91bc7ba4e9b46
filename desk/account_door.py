"""One's own account: the password, the sign-ins, and the way to the second factor."""

from enum import StrEnum
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.account_refusals import (
    ACCOUNT_REFUSED,
    PasswordsDiffer,
    PasswordUnchanged,
    WrongPassword,
    explain_account,
)
from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import ACCOUNT, MayNotSee
from desk.pages import Pages
from desk.refusals import Refusal
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from hotline.staff import (
    end_sign_ins,
    has_second_factor,
    is_of,
    list_sign_ins,
    recovery_codes_left,
    set_password,
    verify_password,
)

LONGEST_PASSWORD = 200


class AccountWork(StrEnum):
    """The values are part of the addresses."""

    CHANGE_PASSWORD = "password"  # noqa: S105 - part of an address
    END_OTHERS = "end-others"


def require_password(desk: Desk, *, me: SignedIn, form: Form) -> None:
    """Raises WrongPassword, BlankField, TooLong. Guesses are counted like those of the sign-in page."""
    typed = form.text("password", most=LONGEST_PASSWORD)
    username = me.member.username
    if verify_password(desk.database, username=username, password=typed, clock=desk.clock).member is None:
        raise WrongPassword


class AccountDoor:
    """The account's page: shown by `show`, changed by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me = get_member(self._desk, request=request, wanted=ACCOUNT, choosing=True)
        return self._page(me, done=request.query_params.get("done"))

    async def do(self, request: Request, work: str) -> Response:
        require_same_origin(request)
        form = await read_form(request)
        return await run_in_threadpool(self._do, request, work, form)

    def _do(self, request: Request, name: str, form: Form) -> Response:
        choosing = name == AccountWork.CHANGE_PASSWORD
        me = get_member(self._desk, request=request, wanted=ACCOUNT, choosing=choosing)
        require_form_token(form, secret=me.token)
        if name not in set(AccountWork):
            raise MayNotSee
        work = AccountWork(name)
        try:
            if work is AccountWork.CHANGE_PASSWORD:
                self._change_password(me, form)
            else:
                self._end_others(me)
        except ACCOUNT_REFUSED as error:
            return self._page(me, refusal=explain_account(error, words=self._pages.words), refused=work)
        return RedirectResponse(f"{ACCOUNT}?done={work.value}", HTTPStatus.SEE_OTHER)

    def _change_password(self, me: SignedIn, form: Form) -> None:
        new = form.text("new", most=LONGEST_PASSWORD)
        if new != form.text("again", most=LONGEST_PASSWORD):
            raise PasswordsDiffer
        require_password(self._desk, me=me, form=form)
        if new == form.get("password").strip():
            raise PasswordUnchanged
        with self._desk.database.transaction() as session:
            set_password(session, username=me.member.username, password=new, but=me.token)

    def _end_others(self, me: SignedIn) -> None:
        with self._desk.database.transaction() as session:
            end_sign_ins(session, username=me.member.username, but=me.token)

    def _page(
        self,
        me: SignedIn,
        *,
        done: str | None = None,
        refusal: Refusal | None = None,
        refused: AccountWork | None = None,
    ) -> Response:
        words, username = self._pages.words, me.member.username
        if me.member.password_given:
            status = refusal.status if refusal else HTTPStatus.OK
            return self._pages.render(
                "first_password.html", status=status, me=me, here=ACCOUNT, refusal=refusal
            )
        with self._desk.database.reading() as session:
            sign_ins = list_sign_ins(session, username=username, clock=self._desk.clock)
            factor = has_second_factor(session, username=username)
            left = recovery_codes_left(session, username=username)
        return self._pages.render(
            "account.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=ACCOUNT,
            sign_ins=[(one, is_of(one, token=me.token)) for one in sign_ins],
            has_factor=factor,
            codes_left=left,
            done=done if done and words.has("account_done", done) else None,
            refusal=refusal,
            refused=refused,
        )
