"""The list of drafts, and a new one: empty, about an entry, or from what a nurse answered in a ticket."""

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.draft_form import read_draft_words, topics_of
from desk.draft_from_ticket import words_of_ticket
from desk.draft_refusals import DRAFT_REFUSED, explain_draft
from desk.draft_words import LIMITS, draft_words
from desk.drafts_page import shelves
from desk.forms import Form, read_form
from desk.guard import DRAFTS, MayNotSee, page_of
from desk.knowledge import How, look_up
from desk.knowledge_look import KnowledgeLook
from desk.names import read_names
from desk.pages import Pages
from desk.refusals import Refusal
from desk.roles import may_do_deeds, may_read_drafts, may_write_drafts
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from desk.viewing import log_ticket
from hotline.drafts import DraftKind, DraftWords, hospital_today, list_drafts, write_draft
from hotline.tickets import get_ticket
from knowledge_base.entries import ASPECTS

NEW_DRAFT = f"{DRAFTS}/new"


class DraftsDoor:
    """All by `show`; a new one filled in by `show_new` and kept by `write`."""

    def __init__(self, desk: Desk, *, pages: Pages, look: KnowledgeLook) -> None:
        self._desk = desk
        self._pages = pages
        self._look = look

    def show(self, request: Request) -> Response:
        me = get_member(self._desk, request=request, wanted=DRAFTS)
        if not may_read_drafts(me.member):
            raise MayNotSee
        today = hospital_today(self._desk.clock)
        knowledge = self._desk.knowledge.knowledge
        with self._desk.database.reading() as session:
            found = shelves(list_drafts(session), me=me.member, today=today, knowledge=knowledge)
            names = read_names(session, words=self._pages.words)
        return self._pages.render(
            "drafts.html",
            me=me,
            here=DRAFTS,
            shelves=found,
            names=names,
            may_write=may_write_drafts(me.member),
            told=draft_words(),
        )

    def show_new(self, request: Request) -> Response:
        me, asked = self._get_writer(request), request.query_params
        kind = asked.get("kind", DraftKind.ENTRY)
        wanted = DraftKind(kind) if kind in set(DraftKind) else DraftKind.ENTRY
        number = asked.get("ticket", "")
        words = self._from_ticket(request, me, number) if number else DraftWords()
        return self._new(me, kind=wanted, words=words, request=request, number=number)

    async def write(self, request: Request) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._write, request, form)

    def _write(self, request: Request, form: Form) -> Response:
        me = self._get_writer(request)
        require_form_token(form, secret=me.token)
        number, kind = form.get("ticket"), DraftKind.ENTRY
        try:
            kind = form.choice("kind", DraftKind)
            words = read_draft_words(form, kind=kind, desk=self._desk)
            with self._desk.database.transaction() as session:
                origin = get_ticket(session, number=number).number if number else None
                draft = write_draft(
                    session,
                    kind=kind,
                    words=words,
                    by=me.member.username,
                    clock=self._desk.clock,
                    ticket_number=origin,
                )
                address = f"{DRAFTS}/{draft.id}?done=written"
        except DRAFT_REFUSED as error:
            refusal = explain_draft(error)
            return self._new(me, kind=kind, request=request, number=number, refusal=refusal, typed=form)
        return RedirectResponse(address, HTTPStatus.SEE_OTHER)

    def _get_writer(self, request: Request) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=page_of(request))
        if not may_write_drafts(me.member):
            raise MayNotSee
        return me

    def _from_ticket(self, request: Request, me: SignedIn, number: str) -> DraftWords:
        """What stands there is of a patient: looked at as the ticket itself is, and masked."""
        if not may_do_deeds(me.member):
            raise MayNotSee
        with self._desk.database.reading() as session:
            ticket = get_ticket(session, number=number)
            words = words_of_ticket(ticket, desk=self._desk)
        log_ticket(self._desk, request, me=me, number=number)
        return words

    def _new(
        self,
        me: SignedIn,
        *,
        kind: DraftKind,
        request: Request,
        number: str,
        words: DraftWords | None = None,
        refusal: Refusal | None = None,
        typed: Form | None = None,
    ) -> Response:
        knowledge, asked = self._desk.knowledge.knowledge, request.query_params
        named = typed.get("entry_id") if typed else asked.get("entry", "")
        found = look_up(self._desk, self._look, asked=asked.get("q", ""), how=How.PAUSED)
        return self._pages.render(
            "draft_new.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=DRAFTS,
            kind=kind,
            kinds=tuple(DraftKind),
            entry=knowledge.entries.get(named),
            found=found,
            written=words or DraftWords(),
            ticket_number=number,
            topics=topics_of(self._desk),
            aspects=ASPECTS,
            limits=LIMITS,
            refusal=refusal,
            typed=typed,
            told=draft_words(),
        )
