"""知识缺口: what callers asked and we could not answer, and the way from there to a draft."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.draft_doubts import TellsOfSomebody, require_nobody
from desk.forms import BlankField, Form, TooLong, read_form
from desk.gaps import NEW_CALLERS, GapsOnPage, gap_words, gaps_on_page
from desk.guard import MayNotSee, page_of
from desk.names import read_names
from desk.pages import Pages
from desk.refusals import Refusal
from desk.roles import may_read_drafts, may_write_drafts
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from hotline.drafts import LONGEST_WHY_NOT, DraftKind, DraftWords, set_gap_aside, write_draft
from knowledge_base.embedding.errors import EncoderBroken
from knowledge_base.gaps import Gap
from knowledge_base.needs import traces_in
from knowledge_base.overlay.rules import LONGEST_PHRASING
from knowledge_base.search.searching import SearchUnavailable

GAPS = "/desk/gaps"
FOUND = f"{GAPS}/found"
BEGIN = f"{GAPS}/begin"
SET_ASIDE = f"{GAPS}/set-aside"
_DRAFTS = "/desk/drafts"
_TICK = "example-"
_LONGEST_ID = 40


class GapsDoor:
    """A page that stands at once, and what it fetches: finding it takes the model and some seconds."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me, done = self._reader(request), request.query_params.get("done", "")
        told = gap_words().say("done", done, people=NEW_CALLERS) if gap_words().has("done", done) else None
        return self._pages.render("gaps.html", me=me, here=GAPS, done=told)

    def show_found(self, request: Request) -> Response:
        """A page of its own too, where no script is run."""
        return self._page(self._reader(request), self._found())

    def _page(
        self,
        me: SignedIn,
        found: GapsOnPage | None,
        *,
        refusal: Refusal | None = None,
        typed: Form | None = None,
    ) -> Response:
        with self._desk.database.reading() as session:
            names = read_names(session, words=self._pages.words)
        return self._pages.render(
            "gaps_found.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=GAPS,
            gaps=found,
            may_begin=may_write_drafts(me.member),
            say=lambda name, **facts: gap_words().say("gaps", name, people=NEW_CALLERS, **facts),
            name=gap_words().name,
            names=names,
            refusal=refusal,
            typed=typed or Form({}),
            longest=LONGEST_WHY_NOT,
        )

    async def set_aside(self, request: Request) -> Response:
        """It needs no entry, and somebody says why."""
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._set_aside, request, form)

    def _set_aside(self, request: Request, form: Form) -> Response:
        me = self._reader(request)
        require_form_token(form, secret=me.token)
        if not may_write_drafts(me.member):
            raise MayNotSee
        found = self._found()
        try:
            reason = form.text("reason", most=LONGEST_WHY_NOT)
            require_nobody(traces_in(reason), checked=True)
            gap = _shown(found, wanted=form.get("gap"))
            with self._desk.database.transaction() as session:
                by, clock = me.member.username, self._desk.clock
                set_gap_aside(session, known_as=gap.known_as, reason=reason, by=by, clock=clock)
        except tuple(_REFUSALS) as error:
            return self._page(me, found, refusal=_refusal(error), typed=form)
        return RedirectResponse(f"{GAPS}?done=set_aside", HTTPStatus.SEE_OTHER)

    async def begin(self, request: Request) -> Response:
        """A draft of what the page showed and somebody ticked; it is written on where it leads."""
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._begin, request, form)

    def _begin(self, request: Request, form: Form) -> Response:
        me = self._reader(request)
        require_form_token(form, secret=me.token)
        if not may_write_drafts(me.member):
            raise MayNotSee
        draft = self._written(form, by=me.member.username)
        return RedirectResponse(f"{_DRAFTS}/{draft}" if draft else GAPS, HTTPStatus.SEE_OTHER)

    def _written(self, form: Form, *, by: str) -> UUID | None:
        """None where the entry that was to be asked in more ways is known no more."""
        entries = self._desk.knowledge.knowledge.entries
        begun, _, wanted = form.get("begin").partition(" ")
        entry = entries.get(wanted)
        if begun == DraftKind.PHRASINGS and entry is None:
            return None
        # What a new entry is about its author says: where nothing fits, the nearest topic is a wrong guess.
        words = DraftWords(
            topic_id=entry.topic_id if entry else "",
            aspect=entry.aspect if entry else "",
            questions=tuple(_ticked(form)),
            entry_id=entry.id if entry else None,
        )
        kind = DraftKind.PHRASINGS if entry else DraftKind.ENTRY
        with self._desk.database.transaction() as session:
            gap = form.get("gap")[:_LONGEST_ID] or None
            return write_draft(session, kind=kind, words=words, by=by, clock=self._desk.clock, gap=gap).id

    def _found(self) -> GapsOnPage | None:
        """None where the model or the search is away."""
        if self._desk.vectors is None:
            return None
        try:
            with self._desk.database.reading() as session:
                return gaps_on_page(
                    session,
                    as_of=self._desk.clock.now(),
                    zone=self._desk.hospital.zone,
                    vectors=self._desk.vectors,
                    served=self._desk.knowledge,
                    knowledge=self._desk.knowledge.knowledge,
                )
        except (EncoderBroken, SearchUnavailable):
            return None

    def _reader(self, request: Request) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=page_of(request))
        if not may_read_drafts(me.member):
            raise MayNotSee
        return me


class GapGone(Exception):  # noqa: N818 - a noun of the trade
    """What the page showed is found no more as it was."""


_REFUSALS: Mapping[type[Exception], str] = {
    BlankField: "blank",
    TooLong: "too_long",
    TellsOfSomebody: "tells_of_somebody",
    GapGone: "gone",
}


def _refusal(error: Exception) -> Refusal:
    pieces = error.pieces if isinstance(error, TellsOfSomebody) else ()
    facts = {"most": LONGEST_WHY_NOT, "pieces": "、".join(f"“{piece}”" for piece in pieces)}
    status = HTTPStatus.CONFLICT if isinstance(error, GapGone) else HTTPStatus.UNPROCESSABLE_ENTITY
    return Refusal(gap_words().say("refusals", _REFUSALS[type(error)], **facts), status)


def _shown(found: GapsOnPage | None, *, wanted: str) -> Gap:
    """Raises GapGone."""
    for one in found.open if found else ():
        if one.gap.id == wanted:
            return one.gap
    raise GapGone(wanted)


def _ticked(form: Form) -> Iterator[str]:
    """As the page showed them, masked: drafts lie open, and nobody's number comes into one this way."""
    ticked = (form.get(name)[:LONGEST_PHRASING] for name in form.names if name.startswith(_TICK))
    return (text for text in ticked if not traces_in(text).certain)
