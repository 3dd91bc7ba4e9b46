"""Letters that leave the house: which wait, which went today, and which want somebody's hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from http import HTTPStatus
from itertools import groupby

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import MayNotDoDeeds
from desk.names import read_names
from desk.notices_door import house_of
from desk.pages import Pages
from desk.roles import may_mind_letters
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from desk.stuck_timers import read_stuck_timers
from hotline.notifications import (
    Letter,
    LetterFault,
    LetterGivenUp,
    LetterKept,
    LetterSent,
    LetterState,
    LetterUnaddressed,
    LetterWaiting,
    Means,
    NoSuchLetter,
    count_letters,
    give_all_up,
    give_up,
    letters_in,
    send_again,
    send_all_again,
    tell,
)

LETTERS = "/desk/letters"
_MOST = 200


class LetterWork(StrEnum):
    """The values are part of the addresses."""

    SEND_AGAIN = "send_again"
    GIVE_UP = "give_up"
    SEND_ALL_AGAIN = "send_all_again"
    GIVE_ALL_UP = "give_all_up"


REFUSED_LETTERS: Mapping[type[LetterKept], str] = {
    NoSuchLetter: "no_such_letter",
    LetterSent: "letter_sent",
    LetterGivenUp: "letter_given_up",
    LetterWaiting: "letter_waiting",
    LetterUnaddressed: "letter_unaddressed",
}
_STATUS: Mapping[type[LetterKept], HTTPStatus] = {NoSuchLetter: HTTPStatus.NOT_FOUND}


@dataclass(frozen=True)
class Off:
    """Letters of one means that is not set up."""

    means: Means
    setting: str | None
    number: int


class LettersDoor:
    """Listed by `show`, one state at a time; changed by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me = self._member(request)
        wanted = request.query_params.get("state", "")
        state = LetterState(wanted) if wanted in set(LetterState) else LetterState.DEAD
        done = request.query_params.get("done", "")
        return self._page(me, state=state, done=done if done in set(LetterWork) else None)

    async def do(self, request: Request, work: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, work, form)

    def _do(self, request: Request, work: str, form: Form) -> Response:
        me = self._member(request)
        require_form_token(form, secret=me.token)
        if work not in set(LetterWork):
            return RedirectResponse(LETTERS, HTTPStatus.SEE_OTHER)
        try:
            with self._desk.database.transaction() as session:
                self._work(session, LetterWork(work), form, by=me.member.username)
        except LetterKept as kept:
            return self._page(me, state=LetterState.DEAD, refused=kept)
        return RedirectResponse(f"{LETTERS}?done={work}", HTTPStatus.SEE_OTHER)

    def _work(self, session: Session, work: LetterWork, form: Form, *, by: str) -> None:
        clock = self._desk.clock
        if work is LetterWork.SEND_AGAIN:
            send_again(session, letter_id=form.id("letter"), clock=clock)
        elif work is LetterWork.GIVE_UP:
            give_up(session, letter_id=form.id("letter"), by=by, clock=clock)
        elif (means := form.get("means")) in set(Means):
            if work is LetterWork.SEND_ALL_AGAIN:
                send_all_again(session, means=Means(means), clock=clock)
            else:
                give_all_up(session, means=Means(means), by=by, clock=clock)

    def _member(self, request: Request) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=LETTERS)
        if not may_mind_letters(me.member):
            raise MayNotDoDeeds
        return me

    def _page(
        self, me: SignedIn, *, state: LetterState, done: str | None = None, refused: LetterKept | None = None
    ) -> Response:
        house = house_of(self._desk)
        with self._desk.database.reading() as session:
            since = self._today() if state is LetterState.SENT else None
            letters = letters_in(session, state=state, limit=_MOST, since=since)
            counts = count_letters(session)
            names = read_names(session, words=self._pages.words)
            stuck = read_stuck_timers(session, member=me.member)
        single, off = _sorted_out(letters)
        by = names.of(refused.by) if isinstance(refused, LetterGivenUp) else ""
        return self._pages.render(
            "letters.html",
            status=_STATUS.get(type(refused), HTTPStatus.CONFLICT) if refused else HTTPStatus.OK,
            me=me,
            here="/desk/notices",
            state=state,
            states=tuple(LetterState),
            counts=counts,
            letters=[(letter, tell(letter, house=house)) for letter in single],
            off=off,
            stuck=stuck,
            names=names,
            done=done,
            refusal=REFUSED_LETTERS[type(refused)] if refused else None,
            refused_by=by,
            most=_MOST,
        )

    def _today(self) -> datetime:
        zone = self._desk.hospital.zone
        return datetime.combine(self._desk.clock.now().astimezone(zone).date(), time(), tzinfo=zone)


def _sorted_out(letters: Sequence[Letter]) -> tuple[list[Letter], list[Off]]:
    """Those of a means that is off stand in one line: a hundred of them would hide the one that matters."""
    off = [one for one in letters if _is_off(one)]
    by_means = groupby(sorted(off, key=lambda one: one.means), key=lambda one: one.means)
    lines = []
    for means, group in by_means:
        found = list(group)
        lines.append(Off(means, found[0].fault_detail, len(found)))
    return [one for one in letters if not _is_off(one)], lines


def _is_off(letter: Letter) -> bool:
    return letter.state is LetterState.DEAD and letter.fault is LetterFault.MEANS_OFF
