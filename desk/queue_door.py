"""The queue's page, the piece of it that open pages ask for again, and its search."""

import hashlib
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from desk.desk import Desk
from desk.forms import Form, read_form
from desk.names import Names, read_names
from desk.pages import Pages
from desk.queue import MOST_OPEN, QueuePage, View, read_news, read_queue, read_view
from desk.queue_search import LONGEST_SEARCH, find_tickets
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import SignedIn, get_member

_UNKEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class QueueDoor:
    """Shows what waits; asks again by itself."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me, page, names = self._read(request)
        every = int(self._desk.settings.desk_refreshes_every.total_seconds())
        return self._pages.render(
            "queue.html", me=me, page=page, names=names, most=MOST_OPEN, refreshes_every=every
        )

    def tell(self, request: Request) -> Response:
        """The list as it stands; nothing where the page shows it already."""
        me, page, names = self._read(request)
        html = self._pages.fragment("queue_rows.html", me=me, page=page, names=names, most=MOST_OPEN)
        mark = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
        headers = _UNKEPT | {"ETag": mark, "X-Read-At": self._pages.clock_time()}
        if request.headers.get("if-none-match") == mark:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return HTMLResponse(html, headers=headers)

    def go_back(self) -> Response:
        return RedirectResponse("/desk", HTTPStatus.SEE_OTHER)

    async def search(self, request: Request) -> Response:
        """Posted, so that a telephone number stands in no address and no log."""
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._search, request, form)

    def _search(self, request: Request, form: Form) -> Response:
        me = get_member(self._desk, request=request, wanted="/desk")
        require_form_token(form, secret=me.token)
        wanted = form.get("wanted").strip()[:LONGEST_SEARCH]
        with self._desk.database.reading() as session:
            tickets = find_tickets(session, wanted=wanted)
            names = read_names(session, words=self._pages.words)
            news = read_news(session, me=me.member.username)
        if len(tickets) == 1:
            return RedirectResponse(f"/desk/tickets/{tickets[0].number}", HTTPStatus.SEE_OTHER)
        return self._pages.render(
            "queue_found.html", me=me, tickets=tickets, names=names, news=news, wanted=wanted
        )

    def _read(self, request: Request) -> tuple[SignedIn, QueuePage, Names]:
        view = read_view(request.query_params.get("view"))
        me = get_member(self._desk, request=request, wanted=f"/desk?view={View(view).value}")
        with self._desk.database.reading() as session:
            page = read_queue(session, view=view, member=me.member, now=self._desk.clock.now())
            names = read_names(session, words=self._pages.words)
        return me, page, names
