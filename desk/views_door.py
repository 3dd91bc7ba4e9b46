"""Who looked at whose details, and when: for administrators."""

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from desk.desk import Desk
from desk.guard import MayNotSee
from desk.names import read_names
from desk.pages import Pages
from desk.roles import may_administer
from desk.signing_in import get_member
from hotline.green_channel import alarms_of_ticket
from hotline.handoff import talks_of_ticket
from hotline.staff import list_staff, list_views

VIEWS = "/desk/views"
_MOST = 100
_LONGEST_NUMBER = 64


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """What the list is narrowed to; `page` counts from 0, the newest."""

    ticket: str
    member: str
    page: int


class ViewsDoor:
    """The record of views; reading it shows no patient's details."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me = get_member(self._desk, request=request, wanted=VIEWS)
        if not may_administer(me.member):
            raise MayNotSee
        narrowed = _read(request)
        with self._desk.database.reading() as session:
            views = list_views(
                session,
                numbers=_numbers(session, narrowed.ticket),
                by=narrowed.member or None,
                skip=narrowed.page * _MOST,
                limit=_MOST + 1,
            )
            names = read_names(session, words=self._pages.words)
            members = list_staff(session, also_disabled=True)
        return self._pages.render(
            "views.html",
            me=me,
            here=VIEWS,
            views=views[:_MOST],
            more=len(views) > _MOST,
            narrowed=narrowed,
            names=names,
            members=members,
        )


def _read(request: Request) -> Narrowed:
    ticket, page = request.query_params.get("ticket", "").strip(), request.query_params.get("page", "")
    return Narrowed(
        ticket=ticket[:_LONGEST_NUMBER],
        member=request.query_params.get("member", ""),
        page=int(page) if re.fullmatch(r"[0-9]{1,5}", page) else 0,
    )


def _numbers(session: Session, ticket: str) -> tuple[str, ...]:
    """The ticket's own, and those of the alarms and talks that belong to it."""
    if not ticket:
        return ()
    alarms = (str(alarm.id) for alarm in alarms_of_ticket(session, number=ticket))
    talks = (str(talk.id) for talk in talks_of_ticket(session, number=ticket))
    return (ticket, *alarms, *talks)
