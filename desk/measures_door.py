"""便民措施: the ledger over the years, and where a new measure is proposed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.digest_words import get_week
from desk.forms import Form, read_form
from desk.guard import MayNotSee, page_of
from desk.measure_form import read_matcher, read_need, read_words
from desk.measure_refusals import REFUSED_MEASURES, explain_measure
from desk.measure_trying import Suggested, Tried, suggest, try_matcher
from desk.measure_words import full_day, say_of_measures, tell_outlook, verdict_of, week_name
from desk.names import read_names
from desk.pages import Pages
from desk.refusals import Refusal
from desk.roles import may_manage_measures, may_read_measures
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from hotline.measures import Hand, LedgerRow, MeasureState, ledger, propose
from hotline.weeks import Week
from knowledge_base import KnowledgeBase
from knowledge_base.embedding.errors import EncoderBroken

MEASURES = "/desk/measures"
NEW = f"{MEASURES}/new"


@dataclass(frozen=True, kw_only=True)
class _Proposal:
    """What the form of a new measure shows besides what was typed."""

    typed: Form
    suggested: Suggested | None = None
    tried: Tried | None = None
    refusal: Refusal | None = None


_Work = Callable[[SignedIn, Form], Response]


class MeasuresDoor:
    """Needs the database; the model too, where a measure comes from a need."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me = get_reader(self._desk, request)
        asked = request.query_params.get("state", "")
        state = MeasureState(asked) if asked in set(MeasureState) else None
        now, zone = self._desk.clock.now(), self._desk.hospital.zone
        with self._desk.database.reading() as session:
            rows = ledger(session, zone=zone, as_of=now, state=state)
            names = read_names(session, words=self._pages.words)
        return self._pages.render(
            "measures.html",
            me=me,
            here=MEASURES,
            years=_by_year(rows, zone=zone),
            state=state,
            states=tuple(MeasureState),
            names=names,
            may_manage=may_manage_measures(me.member),
            **MEASURE_VOICE,
        )

    def show_new(self, request: Request) -> Response:
        """Filled in from a need, where one is named."""
        me = get_manager(self._desk, request)
        found = self._suggested(request.query_params.get("need", ""), request.query_params.get("week", ""))
        return self._page(me, _Proposal(typed=_first_form(found), suggested=found))

    async def propose(self, request: Request) -> Response:
        return await self._answer(request, self._propose)

    async def try_out(self, request: Request) -> Response:
        """What the words would have counted; nothing is kept."""
        return await self._answer(request, self._try_out)

    async def _answer(self, request: Request, work: _Work) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, work, form)

    def _do(self, request: Request, work: _Work, form: Form) -> Response:
        me = get_manager(self._desk, request)
        require_form_token(form, secret=me.token)
        try:
            return work(me, form)
        except REFUSED_MEASURES as error:
            return self._page(me, _Proposal(typed=form, refusal=explain_measure(error)))

    def _propose(self, me: SignedIn, form: Form) -> Response:
        words, matcher = read_words(form), read_matcher(form)
        with self._desk.database.transaction() as session:
            hand = hand_of(self._desk, me)
            made = propose(session, words=words, matcher=matcher, need=read_need(form), hand=hand)
            place = f"{MEASURES}/{made.id}?done=propose"
        return RedirectResponse(place, HTTPStatus.SEE_OTHER)

    def _try_out(self, me: SignedIn, form: Form) -> Response:
        matcher, knowledge = read_matcher(form), self._desk.knowledge.knowledge
        now, zone = self._desk.clock.now(), self._desk.hospital.zone
        with self._desk.database.reading() as session:
            tried = try_matcher(session, matcher, knowledge=knowledge, zone=zone, as_of=now)
        return self._page(me, _Proposal(typed=form, tried=tried))

    def _suggested(self, need: str, week: str) -> Suggested | None:
        """None where the model is away too: then the manager writes the words."""
        if not need or self._desk.vectors is None:
            return None
        now, zone = self._desk.clock.now(), self._desk.hospital.zone
        this = Week.of(now.astimezone(zone).date())
        try:
            with self._desk.database.reading() as session:
                return suggest(
                    session,
                    need=need,
                    week=get_week(week, this=this),
                    zone=zone,
                    as_of=now,
                    vectors=self._desk.vectors,
                    knowledge=self._desk.knowledge.knowledge,
                )
        except EncoderBroken:
            return None

    def _page(self, me: SignedIn, proposal: _Proposal) -> Response:
        knowledge, refusal = self._desk.knowledge.knowledge, proposal.refusal
        answered = [entry for entry, _ in proposal.suggested.need.answered] if proposal.suggested else []
        ticked = [name.removeprefix("entry:") for name in proposal.typed.names if name.startswith("entry:")]
        names = entry_names(knowledge)
        return self._pages.render(
            "measure_new.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=MEASURES,
            typed=proposal.typed,
            tried=proposal.tried,
            refusal=refusal,
            entries={one: names.get(one, one) for one in dict.fromkeys([*ticked, *answered[:3]])},
            **MEASURE_VOICE,
        )


def _by_year(rows: Sequence[LedgerRow], *, zone: tzinfo) -> dict[int, list[LedgerRow]]:
    """By the year they were proposed in, in the order of the rows."""
    years: dict[int, list[LedgerRow]] = {}
    for row in rows:
        years.setdefault(row.proposed_at.astimezone(zone).year, []).append(row)
    return years


def _first_form(found: Suggested | None) -> Form:
    if found is None:
        return Form({})
    need_name = "、".join(found.need.keys)
    return Form({"need": found.need.id, "need_name": need_name, "week": str(found.week), "keys": found.words})


MEASURE_VOICE: Mapping[str, Any] = {
    "say": say_of_measures,
    "day": full_day,
    "told": tell_outlook,
    "verdict": verdict_of,
    "week_name": week_name,
}
"""How templates speak of measures."""


def hand_of(desk: Desk, me: SignedIn) -> Hand:
    today = desk.clock.now().astimezone(desk.hospital.zone).date()
    return Hand(by=me.member.username, clock=desk.clock, today=today)


def get_reader(desk: Desk, request: Request) -> SignedIn:
    me = get_member(desk, request=request, wanted=page_of(request))
    if not may_read_measures(me.member):
        raise MayNotSee
    return me


def get_manager(desk: Desk, request: Request) -> SignedIn:
    me = get_member(desk, request=request, wanted=page_of(request))
    if not may_manage_measures(me.member):
        raise MayNotSee
    return me


def entry_names(knowledge: KnowledgeBase) -> dict[str, str]:
    """An entry is known to staff by the first of its phrasings."""
    entries = [entry for topic in knowledge.topics for entry in topic.entries]
    return {entry.id: entry.questions[0] for entry in entries if entry.questions}
