"""An alarm raised by a person from a ticket's page."""

import re
from http import HTTPStatus
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.forms import Form, read_form
from desk.guard import ALARMS, MayNotRaiseAlarms
from desk.pages import Pages
from desk.raising import raise_for_ticket
from desk.roles import may_raise_alarms
from desk.same_origin import require_form_token, require_same_origin
from desk.signing_in import local_page
from desk.watching import Watching
from hotline.database import StorageUnavailable
from hotline.tickets import Ticket, get_ticket

_NUMBER = re.compile(r"[0-9-]{1,11}")


class RaisingDoor:
    """Works while the database is away, for whoever it knew a short while ago."""

    def __init__(self, desk: Desk, *, pages: Pages, watching: Watching) -> None:
        self._desk = desk
        self._pages = pages
        self._watching = watching

    async def do(self, request: Request, number: str) -> Response:
        require_same_origin(request)
        form = request.state.form = await read_form(request)
        return await run_in_threadpool(self._do, request, number, form)

    def _do(self, request: Request, number: str, form: Form) -> Response:
        me = self._watching.get(request, wanted=local_page(f"/desk/tickets/{number}"))
        require_form_token(form, secret=me.token)
        if not may_raise_alarms(me.member):
            raise MayNotRaiseAlarms
        alarm_id = self._raise(number, form, by=me.member.username)
        return RedirectResponse(f"{ALARMS}/{alarm_id}", HTTPStatus.SEE_OTHER)

    def _raise(self, number: str, form: Form, *, by: str) -> UUID:
        """Raises NoSuchTicket."""
        ticket = self._find(number)
        return raise_for_ticket(
            self._desk, form, number=number, ticket=ticket, by=by, words=self._pages.words
        )

    def _find(self, number: str) -> Ticket | None:
        try:
            with self._desk.database.reading() as session:
                return get_ticket(session, number=number)
        except StorageUnavailable:
            if not _NUMBER.fullmatch(number):
                raise
            return None
