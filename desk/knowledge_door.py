"""The page a nurse looks answers up on, and the pieces of it that follow her typing."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from desk.desk import Desk
from desk.forms import read_form
from desk.knowledge import Found, How, look_up
from desk.knowledge_look import KnowledgeLook
from desk.local_values import running_out
from desk.pages import Pages
from desk.roles import may_see_faults
from desk.same_origin import require_form_token, require_same_origin
from desk.watching import Watching

KNOWLEDGE = "/desk/knowledge"


class KnowledgeDoor:
    """Open to everybody who is signed in: what we know is nobody's secret."""

    def __init__(self, desk: Desk, *, pages: Pages, watching: Watching, look: KnowledgeLook) -> None:
        self._desk = desk
        self._pages = pages
        self._watching = watching
        self._look = look

    def show(self, request: Request) -> Response:
        me = self._watching.get(request, wanted=KNOWLEDGE)
        self._look.prepare()
        found = self._found(request.query_params.get("q", ""), how=How.PAUSED)
        ending = running_out(self._desk) if may_see_faults(me.member) else []
        return self._pages.render("knowledge.html", me=me, here=KNOWLEDGE, found=found, ending=ending)

    async def tell(self, request: Request) -> Response:
        """A piece of a page. Posted, so that what a caller said stands in no address."""
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        me = await run_in_threadpool(self._watching.get, request, wanted=KNOWLEDGE)
        require_form_token(form, secret=me.token)
        how = How.TYPING if form.get("how") == How.TYPING else How.PAUSED
        found = await run_in_threadpool(self._found, form.get("q"), how=how)
        return HTMLResponse(self._pages.fragment("knowledge_found.html", found=found), headers=_UNKEPT)

    def _found(self, asked: str, *, how: How) -> Found:
        return look_up(self._desk, self._look, asked=asked, how=how)


_UNKEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
