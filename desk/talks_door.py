"""Who waits for a nurse: as a page, and as what every open page of the desk asks every few seconds."""

import hashlib

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from desk.desk import Desk
from desk.guard import TALKS, MayNotHoldTalks
from desk.pages import Pages
from desk.roles import may_hold_talks
from desk.signing_in import SignedIn, get_member
from desk.talk_page import TalksPage, read_talks_page
from desk.watching import Watching
from hotline.database import StorageUnavailable

_NO_STORE = {"Cache-Control": "no-store"}


class TalksDoor:
    """Whoever has any page of the desk open is at the desk: asking here says so."""

    def __init__(self, desk: Desk, *, pages: Pages, watching: Watching) -> None:
        self._desk = desk
        self._pages = pages
        self._watching = watching

    def show(self, request: Request) -> Response:
        me = get_member(self._desk, request=request, wanted=TALKS)
        if not may_hold_talks(me.member):
            raise MayNotHoldTalks
        self._desk.talks.be_present(me.member.username)
        return self._pages.render("talks.html", me=me, page=self._read(me), here=TALKS)

    async def tell(self, request: Request) -> Response:
        """Nothing where the page shows what stands already, or the store is away."""
        try:
            return await run_in_threadpool(self._tell, request)
        except StorageUnavailable:
            return Response(status_code=204, headers=_NO_STORE)

    def _tell(self, request: Request) -> Response:
        me = self._watching.find(request)
        if me is None or not may_hold_talks(me.member):
            return JSONResponse({"watching": False}, headers=_NO_STORE)
        self._desk.talks.be_present(me.member.username)
        page = self._read(me)
        board = self._pages.fragment("talk_cards.html", me=me, page=page)
        mark = _mark(page)
        if request.query_params.get("mark") == mark:
            return Response(status_code=204, headers=_NO_STORE)
        facts = {
            "watching": True,
            "mark": mark,
            "waiting": len(page.waiting),
            "mine": len(page.mine),
            "board": board,
        }
        return JSONResponse(facts, headers=_NO_STORE)

    def _read(self, me: SignedIn) -> TalksPage:
        with self._desk.database.reading() as session:
            return read_talks_page(session, member=me.member, words=self._pages.words)


def _mark(page: TalksPage) -> str:
    """Of who waits and who holds, not of how long."""
    told = [
        (part, str(talk.id), talk.taken_by, talk.vanished)
        for part, talks in (("waiting", page.waiting), ("mine", page.mine), ("others", page.others))
        for talk in talks
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
