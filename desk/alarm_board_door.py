"""The alarm board, and the tiny address every open page asks twice a second; neither needs the database."""

import hashlib

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from desk.alarm_board import Board, read_board
from desk.desk import Desk
from desk.guard import ALARMS
from desk.pages import Pages
from desk.signing_in import SignedIn
from desk.watching import Watching
from hotline.database import StorageUnavailable

_UNCHANGED = Response(status_code=204, headers={"Cache-Control": "no-store"})


class AlarmBoardDoor:
    """The board as a page by `show`, and as what changed on it by `tell`."""

    def __init__(self, desk: Desk, *, pages: Pages, watching: Watching) -> None:
        self._desk = desk
        self._pages = pages
        self._watching = watching

    def show(self, request: Request) -> Response:
        me = self._watching.get(request, wanted=ALARMS)
        board = read_board(self._desk.bell, member=me.member)
        names = self._watching.names
        return self._pages.render("alarms.html", me=me, board=board, names=names, here=ALARMS)

    async def tell(self, request: Request) -> Response:
        """Nothing where the page already shows the board of this `mark`."""
        me = self._watching.recall(request) or await self._ask(request)
        if me is None:
            return JSONResponse({"watching": False}, headers={"Cache-Control": "no-store"})
        board = read_board(self._desk.bell, member=me.member)
        mark = _mark(board, me)
        if request.query_params.get("mark") == mark:
            return _UNCHANGED
        return JSONResponse(
            {
                "watching": True,
                "mark": mark,
                "now": self._desk.clock.now().isoformat(),
                "unanswered": board.unanswered,
                "strip": self._fragment("alarm_strip.html", me, board),
                "board": self._fragment("alarm_cards.html", me, board),
            },
            headers={"Cache-Control": "no-store"},
        )

    async def _ask(self, request: Request) -> SignedIn | None:
        try:
            return await run_in_threadpool(self._watching.find, request)
        except StorageUnavailable:
            return None

    def _fragment(self, template: str, me: SignedIn, board: Board) -> str:
        return self._pages.fragment(template, me=me, board=board, names=self._watching.names)


def _mark(board: Board, me: SignedIn) -> str:
    """Of what is shown, not of when: behind two replicas the pages stay quiet all the same."""
    return hashlib.sha256(f"{board}{me.form_token}".encode()).hexdigest()[:16]
