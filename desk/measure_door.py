"""One measure: what came of it, who did what, and what its managers can do with it."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import MayNotSee
from desk.measure_form import LONGEST_NOTE, form_of, read_matcher, read_note, read_seen, read_words
from desk.measure_refusals import REFUSED_MEASURES, explain_measure, read_day
from desk.measure_words import has_measure_words, say_done
from desk.measures_door import MEASURE_VOICE, MEASURES, entry_names, get_manager, get_reader, hand_of
from desk.names import read_names
from desk.pages import Pages
from desk.refusals import Refusal
from desk.roles import may_manage_measures
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn
from hotline.measures import (
    Hand,
    MeasureState,
    MeasureWork,
    NoSuchMeasure,
    begin,
    edit,
    find_measure,
    history,
    keep,
    stop,
)

MEASURE = f"{MEASURES}/{{name}}"

Doing = Callable[[Session, UUID, Hand], None]


class MeasureDoor:
    """Shown by `show`, changed by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages
        self._readers: Mapping[MeasureWork, Callable[[Form], Doing]] = {
            MeasureWork.EDIT: _edit,
            MeasureWork.BEGIN: _begin,
            MeasureWork.KEEP: _keep,
            MeasureWork.STOP: _stop,
        }

    def show(self, request: Request, name: str) -> Response:
        me, done = get_reader(self._desk, request), request.query_params.get("done", "")
        return self._page(me, _known_as(name), done=done)

    async def do(self, request: Request, name: str, work: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, name, work, form)

    def _do(self, request: Request, name: str, work: str, form: Form) -> Response:
        me = get_manager(self._desk, request)
        require_form_token(form, secret=me.token)
        reader = self._readers.get(MeasureWork(work)) if work in set(MeasureWork) else None
        if reader is None:
            raise MayNotSee
        known_as = _known_as(name)
        try:
            doing = reader(form)
            with self._desk.database.transaction() as session:
                doing(session, known_as, hand_of(self._desk, me))
        except REFUSED_MEASURES as error:
            return self._page(me, known_as, refusal=explain_measure(error), refused=work, typed=form)
        return RedirectResponse(f"{MEASURES}/{known_as}?done={work}", HTTPStatus.SEE_OTHER)

    def _page(
        self,
        me: SignedIn,
        known_as: UUID,
        *,
        done: str = "",
        refusal: Refusal | None = None,
        refused: str = "",
        typed: Form | None = None,
    ) -> Response:
        now, zone = self._desk.clock.now(), self._desk.hospital.zone
        with self._desk.database.reading() as session:
            row = find_measure(session, known_as=known_as, zone=zone, as_of=now)
            deeds = history(session, known_as=known_as)
            names = read_names(session, words=self._pages.words)
        if row is None:
            missing = explain_measure(NoSuchMeasure(str(known_as)))
            return self._pages.render(
                "measure_missing.html", status=missing.status, me=me, here=MEASURES, refusal=missing
            )
        entries = entry_names(self._desk.knowledge.knowledge)
        return self._pages.render(
            "measure.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=MEASURES,
            row=row,
            deeds=deeds,
            names=names,
            today=now.astimezone(zone).date(),
            done=say_done(done) if has_measure_words("page", "done", done) else None,
            refusal=refusal,
            refused=refused,
            typed=typed or Form({}),
            edited=typed if typed and refused == MeasureWork.EDIT else form_of(row),
            entries={one: entries.get(one, one) for one in row.matcher.entries},
            words_are_open=row.state is MeasureState.PROPOSED,
            may_manage=may_manage_measures(me.member),
            **MEASURE_VOICE,
        )


def _known_as(name: str) -> UUID:
    """One that nothing is known as fits nothing."""
    try:
        return UUID(name)
    except ValueError:
        return UUID(int=0)


def _edit(form: Form) -> Doing:
    words, matcher, seen = read_words(form), read_matcher(form), read_seen(form)
    return lambda session, known_as, hand: edit(
        session, known_as=known_as, words=words, matcher=matcher, seen=seen, hand=hand
    )


def _begin(form: Form) -> Doing:
    on, seen = read_day(form, "on"), read_seen(form)
    return lambda session, known_as, hand: begin(session, known_as=known_as, on=on, seen=seen, hand=hand)


def _keep(form: Form) -> Doing:
    note, seen = read_note(form), read_seen(form)
    return lambda session, known_as, hand: keep(session, known_as=known_as, note=note, seen=seen, hand=hand)


def _stop(form: Form) -> Doing:
    form.text("note", most=LONGEST_NOTE)  # must be told
    on, note, seen = read_day(form, "on"), read_note(form), read_seen(form)
    return lambda session, known_as, hand: stop(
        session, known_as=known_as, on=on, note=note, seen=seen, hand=hand
    )
