"""One draft: read, edited, tried, submitted; approved or returned by somebody else."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.draft_doubts import doubts_of, require_nobody
from desk.draft_form import read_draft_words, topics_of
from desk.draft_page import read_draft_page
from desk.draft_refusals import DRAFT_REFUSED, explain_draft
from desk.draft_trial import try_draft
from desk.draft_words import LIMITS, draft_words
from desk.draft_work import DraftWork, draft_works
from desk.forms import BadMoment, Form, NotConfirmed, read_form, whole_number
from desk.guard import DRAFTS, MayNotSee
from desk.pages import Pages
from desk.refusals import Refusal
from desk.roles import may_read_drafts, may_review_drafts, may_write_drafts
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member
from hotline.drafts import (
    LONGEST_REASON,
    ChangedMeanwhile,
    Draft,
    DraftState,
    NoSuchDraft,
    NotClinician,
    TrialFailed,
    approve_draft,
    edit_draft,
    get_draft,
    hospital_today,
    return_draft,
    submit_draft,
    withdraw_draft,
)
from hotline.staff import StaffMember
from knowledge_base.entries import ASPECTS

Doing = Callable[[Session], object]
Trying = Mapping[str, Any]
_OF_WRITERS = (DraftWork.SAVE, DraftWork.TRY, DraftWork.SUBMIT)
_OF_REVIEWERS = (DraftWork.APPROVE, DraftWork.RETURN)
_TRIES_FIRST = (DraftWork.TRY, DraftWork.SUBMIT, DraftWork.APPROVE)


class DraftDoor:
    """Shown by `show`, changed by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages
        self._readers: Mapping[DraftWork, Callable[[Draft, Form, StaffMember, Trying], Doing]] = {
            DraftWork.SAVE: self._save,
            DraftWork.TRY: lambda *_: lambda _session: None,
            DraftWork.SUBMIT: self._submit,
            DraftWork.APPROVE: self._approve,
            DraftWork.RETURN: self._return,
            DraftWork.WITHDRAW: self._withdraw,
        }

    def show(self, request: Request, name: str) -> Response:
        me = self._get_reader(request, name)
        return self._page(me, _id(name), done=request.query_params.get("done", ""))

    async def do(self, request: Request, name: str, work: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, _id(name), work, form)

    def _do(self, request: Request, id: UUID, name: str, form: Form) -> Response:  # noqa: A002 - the draft's
        me = self._get_reader(request, str(id))
        require_form_token(form, secret=me.token)
        if name not in set(DraftWork):
            raise MayNotSee
        work, tried = DraftWork(name), None
        try:
            draft = self._get(id)
            self._require_theirs(work, draft, me.member)
            tried = self._tried(draft, work, form)
            do = self._readers[work](draft, form, me.member, tried or {})
            with self._desk.database.transaction() as session:
                do(session)
        except DRAFT_REFUSED as error:
            refusal = explain_draft(error)
            return self._page(me, id, refusal=refusal, refused=work, typed=form, tried=tried)
        if work is DraftWork.TRY:
            return self._page(me, id, tried=tried, done="tried")
        return RedirectResponse(f"{DRAFTS}/{id}?done={work.value}", HTTPStatus.SEE_OTHER)

    def _get_reader(self, request: Request, name: str) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=f"{DRAFTS}/{name}")
        if not may_read_drafts(me.member):
            raise MayNotSee
        return me

    def _get(self, id: UUID) -> Draft:  # noqa: A002 - the draft's
        with self._desk.database.reading() as session:
            draft = get_draft(session, id=id)
            session.expunge(draft)
            return draft

    def _require_theirs(self, work: DraftWork, draft: Draft, member: StaffMember) -> None:
        """What no page offers this role; that the draft stands otherwise by now it says itself."""
        if work in _OF_REVIEWERS and not may_review_drafts(member):
            raise NotClinician(draft.id, by=member.username)
        if work in _OF_WRITERS and not may_write_drafts(member):
            raise MayNotSee
        if work is DraftWork.WITHDRAW and draft.kept_state is not DraftState.WITHDRAWN:
            today = hospital_today(self._desk.clock)
            if work not in draft_works(draft, member=member, today=today):
                raise MayNotSee

    def _tried(self, draft: Draft, work: DraftWork, form: Form) -> dict[str, Any] | None:
        """Outside any transaction: seconds of work. What was approved must still stand its trial."""
        if work not in _TRIES_FIRST:
            return None
        if work is DraftWork.SUBMIT:
            # What was looked through for a patient is what the page showed, not what became of it since.
            if _revision(form) != draft.revision:
                raise ChangedMeanwhile(draft.id)
            doubts = doubts_of(draft.words, hospital=self._desk.hospital)
            require_nobody(doubts, checked=form.get("checked") == "yes")
        return try_draft(self._desk, draft)

    def _save(self, draft: Draft, form: Form, member: StaffMember, _tried: Trying) -> Doing:
        words = read_draft_words(form, kind=draft.kind, desk=self._desk, kept=draft.words)
        seen, by, clock = _revision(form), member.username, self._desk.clock
        return lambda session: edit_draft(session, id=draft.id, words=words, by=by, clock=clock, seen=seen)

    def _submit(self, draft: Draft, _form: Form, member: StaffMember, tried: Trying) -> Doing:
        by, clock = member.username, self._desk.clock
        return lambda session: submit_draft(session, id=draft.id, by=by, trial=tried, clock=clock)

    def _approve(self, draft: Draft, form: Form, member: StaffMember, tried: Trying) -> Doing:
        if form.get("read") != "yes":
            raise NotConfirmed("read")
        if tried.get("passed") is not True:
            raise TrialFailed(draft.id)
        until = _day(form)
        return lambda session: approve_draft(
            session,
            id=draft.id,
            by=member.username,
            role=member.role,
            words_hash=form.get("words"),
            expires_on=until,
            clock=self._desk.clock,
        )

    def _return(self, draft: Draft, form: Form, member: StaffMember, _tried: Trying) -> Doing:
        reason, by = form.text("reason", most=LONGEST_REASON), member.username
        return lambda session: return_draft(
            session, id=draft.id, by=by, reason=reason, clock=self._desk.clock
        )

    def _withdraw(self, draft: Draft, form: Form, member: StaffMember, _tried: Trying) -> Doing:
        reason, by = form.text("reason", most=LONGEST_REASON), member.username
        return lambda session: withdraw_draft(
            session, id=draft.id, by=by, reason=reason, clock=self._desk.clock
        )

    def _page(
        self,
        me: SignedIn,
        id: UUID,  # noqa: A002 - the draft's
        *,
        done: str = "",
        refusal: Refusal | None = None,
        refused: DraftWork | None = None,
        typed: Form | None = None,
        tried: Trying | None = None,
    ) -> Response:
        told = draft_words()
        with self._desk.database.reading() as session:
            page = read_draft_page(
                session, desk=self._desk, id=id, member=me.member, words=self._pages.words, tried=tried
            )
        return self._pages.render(
            "draft.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            here=DRAFTS,
            page=page,
            missing=_missing(page.missing),
            works=[work.value for work in page.works],
            topics=topics_of(self._desk),
            aspects=ASPECTS,
            limits=LIMITS,
            longest_reason=LONGEST_REASON,
            done=done if told.has("done", done) else None,
            refusal=refusal,
            refused=refused.value if refused else "",
            typed=typed if refused is DraftWork.SAVE else None,
            reason=typed.get("reason") if typed and refused is not DraftWork.SAVE else "",
            expires_on=typed.get("expires_on") if typed and refused is DraftWork.APPROVE else "",
            told=told,
        )


def _missing(fields: Sequence[str]) -> str:
    told = draft_words()
    names = "、".join(told.say("fields", field) for field in fields)
    return told.say("list", "missing", fields=names) if names else ""


def _id(name: str) -> UUID:
    """Raises NoSuchDraft."""
    try:
        return UUID(name)
    except ValueError:
        raise NoSuchDraft(UUID(int=0)) from None


def _revision(form: Form) -> int:
    """A page that does not tell which words it showed has seen none."""
    told = whole_number(form.get("seen"))
    return -1 if told is None else told


def _day(form: Form) -> date:
    try:
        return date.fromisoformat(form.text("expires_on", most=10))
    except ValueError:
        raise BadMoment("expires_on") from None
