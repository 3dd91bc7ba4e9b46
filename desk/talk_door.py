"""One live talk: the story so far, and what the nurse writes, hands back or ends."""

import hashlib
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from uuid import UUID, uuid4

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from desk.deeds import LONGEST_TEXT
from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import TALKS, MayNotHoldTalks
from desk.pages import Pages
from desk.refusals import REFUSED, explain
from desk.roles import may_hold_talks
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member, local_page
from desk.talk_page import MOST_MESSAGES, TalkPage, read_talk_page, talk_named
from desk.talk_work import LONGEST_LINE, TalkWork, read_work
from desk.viewing import log_talk
from desk.watching import Watching
from hotline.database import StorageUnavailable
from hotline.handoff import NoSuchTalk

_NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True)
class Refused:
    """Work that was not done, with what was typed for it."""

    error: Exception
    work: TalkWork
    form: Form


class TalkDoor:
    """Shown by `show`, renewed by `tell`, changed by `do`."""

    def __init__(self, desk: Desk, *, pages: Pages, watching: Watching) -> None:
        self._desk = desk
        self._pages = pages
        self._watching = watching

    def show(self, request: Request, name: str) -> Response:
        me = get_member(self._desk, request=request, wanted=local_page(f"{TALKS}/{name}"))
        self._require_role(me)
        talk_id = talk_named(name)
        self._be_seen(talk_id, me=me)
        page = self._page(talk_id, me=me)
        log_talk(self._desk, request, me=me, talk_id=talk_id)
        return page

    async def tell(self, request: Request, name: str) -> Response:
        """Nothing where the page shows the story of this `mark`, or the store is away."""
        try:
            return await run_in_threadpool(self._tell, request, talk_named(name))
        except StorageUnavailable:
            return Response(status_code=204, headers=_NO_STORE)

    async def do(self, request: Request, name: str, work: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, name, work, form)

    def _tell(self, request: Request, talk_id: UUID) -> Response:
        me = self._watching.find(request)
        if me is None or not may_hold_talks(me.member):
            return JSONResponse({"watching": False}, headers=_NO_STORE)
        self._be_seen(talk_id, me=me)
        page = self._read(talk_id, me=me)
        mark = _mark(page)
        if request.query_params.get("mark") == mark:
            return Response(status_code=204, headers=_NO_STORE)
        log_talk(self._desk, request, me=me, talk_id=talk_id)
        facts = {
            "watching": True,
            "mark": mark,
            "state": f"{page.talk.state.value} {page.talk.taken_by}",
            "story": self._pages.fragment("talk_story.html", me=me, page=page),
            "left": self._pages.fragment("talk_left.html", me=me, page=page),
        }
        return JSONResponse(facts, headers=_NO_STORE)

    def _do(self, request: Request, name: str, work_name: str, form: Form) -> Response:
        # What a nurse wrote is kept while the store is away, as alarms are answered: by who she was just now.
        me = self._watching.get(request, wanted=local_page(f"{TALKS}/{name}"))
        require_form_token(form, secret=me.token)
        self._require_role(me)
        talk_id = talk_named(name)
        if work_name not in set(TalkWork):
            raise NoSuchTalk(talk_id)
        work = TalkWork(work_name)
        try:
            kept = read_work(work, talk_id=talk_id, by=me.member.username, form=form)(self._desk.talks)
        except NoSuchTalk:
            raise
        except REFUSED as error:
            page = self._page(talk_id, me=me, refused=Refused(error, work, form))
            log_talk(self._desk, request, me=me, talk_id=talk_id)
            return page
        if not kept:
            return self._pages.trouble(
                "talk_journalled", status=HTTPStatus.ACCEPTED, back=f"{TALKS}/{talk_id}"
            )
        return RedirectResponse(f"{TALKS}/{talk_id}", HTTPStatus.SEE_OTHER)

    def _page(self, talk_id: UUID, *, me: SignedIn, refused: Refused | None = None) -> Response:
        page, words = self._read(talk_id, me=me), self._pages.words
        name_of = partial(page.names.addressed, me=me.member.username, words=words)
        refusal = explain(refused.error, words=words, name_of=name_of) if refused else None
        return self._pages.render(
            "talk.html",
            status=refusal.status if refusal else HTTPStatus.OK,
            me=me,
            page=page,
            here=TALKS,
            refusal=refusal,
            refused_work=refused.work if refused else None,
            typed=refused.form if refused else Form({}),
            message_id=str(uuid4()),
            longest={"line": LONGEST_LINE, "text": LONGEST_TEXT, "messages": MOST_MESSAGES},
        )

    def _read(self, talk_id: UUID, *, me: SignedIn) -> TalkPage:
        with self._desk.database.reading() as session:
            return read_talk_page(
                session,
                talk_id=talk_id,
                member=me.member,
                words=self._pages.words,
                desk=self._desk,
                said_time=self._pages.moment,
            )

    def _be_seen(self, talk_id: UUID, *, me: SignedIn) -> None:
        self._desk.talks.be_present(me.member.username)
        self._desk.talks.see(talk_id, by=me.member.username)

    def _require_role(self, me: SignedIn) -> None:
        if not may_hold_talks(me.member):
            raise MayNotHoldTalks


def _mark(page: TalkPage) -> str:
    last = [(message.id, message.at) for message in page.messages]
    told = f"{page.talk.state}{page.talk.taken_by}{last}{page.writing}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
