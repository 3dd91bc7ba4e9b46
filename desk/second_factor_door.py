"""Setting up the second factor on a telephone, and what to do when the telephone is changed."""

from collections.abc import Callable
from enum import StrEnum
from http import HTTPStatus

import segno
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.account_door import require_password
from desk.account_refusals import ACCOUNT_REFUSED, explain_account
from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import ACCOUNT, SECOND_FACTOR, MayNotSee
from desk.pages import Pages
from desk.refusals import Refusal
from desk.roles import must_have_second_factor
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from hotline.staff import (
    SetupKey,
    begin_second_factor,
    confirm_second_factor,
    end_sign_ins,
    find_setup_key,
    has_second_factor,
    recovery_codes_left,
    remove_second_factor,
    renew_recovery_codes,
)

_LONGEST_CODE = 40
_KEY_GROUP = 4


class FactorStep(StrEnum):
    """The values are part of the addresses."""

    BEGIN = "begin"
    CONFIRM = "confirm"
    OFF = "off"
    CODES = "codes"


Step = Callable[[SignedIn, Form], tuple[str, ...]]
"""Gives the recovery codes where it drew any."""


class SecondFactorDoor:
    """The only page an administrator sees before there is a second factor."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages
        self._steps: dict[FactorStep, Step] = {
            FactorStep.BEGIN: self._begin,
            FactorStep.CONFIRM: self._confirm,
            FactorStep.OFF: self._remove,
            FactorStep.CODES: self._renew_codes,
        }

    def show(self, request: Request) -> Response:
        return self._page(get_member(self._desk, request=request, wanted=ACCOUNT, enrolling=True))

    async def do(self, request: Request, step: str) -> Response:
        require_same_origin(request)
        form = await read_form(request)
        return await run_in_threadpool(self._do, request, step, form)

    def _do(self, request: Request, name: str, form: Form) -> Response:
        me = get_member(self._desk, request=request, wanted=ACCOUNT, enrolling=True)
        require_form_token(form, secret=me.token)
        if name not in set(FactorStep):
            raise MayNotSee
        try:
            codes = self._steps[FactorStep(name)](me, form)
        except ACCOUNT_REFUSED as error:
            return self._page(me, refusal=explain_account(error, words=self._pages.words))
        if codes:  # shown in the answer itself: nobody can open them again
            return self._pages.render("recovery_codes.html", me=me, here=ACCOUNT, codes=codes)
        return RedirectResponse(SECOND_FACTOR, HTTPStatus.SEE_OTHER)

    def _begin(self, me: SignedIn, form: Form) -> tuple[str, ...]:
        require_password(self._desk, me=me, form=form)
        with self._desk.database.transaction() as session:
            begin_second_factor(session, username=me.member.username)
        return ()

    def _confirm(self, me: SignedIn, form: Form) -> tuple[str, ...]:
        """Ends the other sign-ins: they were let in by half of what is asked for now."""
        code, username = form.text("code", most=_LONGEST_CODE), me.member.username
        with self._desk.database.transaction() as session:
            codes = confirm_second_factor(session, username=username, code=code, clock=self._desk.clock)
            end_sign_ins(session, username=username, but=me.token)
        return codes

    def _remove(self, me: SignedIn, form: Form) -> tuple[str, ...]:
        require_password(self._desk, me=me, form=form)
        with self._desk.database.transaction() as session:
            remove_second_factor(session, username=me.member.username)
            end_sign_ins(session, username=me.member.username, but=me.token)
        return ()

    def _renew_codes(self, me: SignedIn, form: Form) -> tuple[str, ...]:
        require_password(self._desk, me=me, form=form)
        with self._desk.database.transaction() as session:
            return renew_recovery_codes(session, username=me.member.username)

    def _page(self, me: SignedIn, *, refusal: Refusal | None = None) -> Response:
        username, issuer = me.member.username, self._pages.words.name("account", "issuer")
        with self._desk.database.reading() as session:
            is_on = has_second_factor(session, username=username)
            key = find_setup_key(session, username=username, issuer=issuer)
            left = recovery_codes_left(session, username=username)
        return self._pages.render(
            "second_factor.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=ACCOUNT,
            is_on=is_on,
            is_owed=must_have_second_factor(me.member.role),
            key=_grouped(key.secret) if key else None,
            square=_square(key) if key else None,
            codes_left=left,
            refusal=refusal,
        )


def _square(key: SetupKey) -> Markup:
    """Dark on light in every colour scheme: cameras read nothing else."""
    drawn = segno.make(key.address, error="m", micro=False)
    svg = drawn.svg_inline(border=4, dark="#000", light="#fff", svgclass="square", omitsize=True)
    return Markup(svg)  # noqa: S704 - drawn by us from squares alone


def _grouped(secret: str) -> str:
    return " ".join(secret[at : at + _KEY_GROUP] for at in range(0, len(secret), _KEY_GROUP))
