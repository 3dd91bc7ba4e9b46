"""The queue's page."""

from starlette.requests import Request
from starlette.responses import Response

from desk.desk import Desk
from desk.names import read_names
from desk.pages import Pages
from desk.queue import MOST_OPEN, View, read_queue, read_view
from desk.signing_in import get_member


class QueueDoor:
    """Shows what waits; asks again by itself."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        view = read_view(request.query_params.get("view"))
        me = get_member(self._desk, request=request, wanted=f"/desk?view={view.value}")
        with self._desk.database.reading() as session:
            page = read_queue(session, view=view, me=me.member.username, now=self._desk.clock.now())
            names = read_names(session, words=self._pages.words)
        return self._pages.render(
            "queue.html",
            me=me,
            page=page,
            names=names,
            views=tuple(View),
            most=MOST_OPEN,
            refreshes_every=int(self._desk.settings.desk_refreshes_every.total_seconds()),
        )
