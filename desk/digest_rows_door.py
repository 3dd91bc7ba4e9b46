"""Whoever doubts a figure looks at what it was counted from."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.desk import Desk
from desk.digest_places import DIGEST, NO, YES, rows_at
from desk.digest_rows import rows_table
from desk.digest_voice import Voice
from desk.digest_words import get_week, part, tell, title_of
from desk.forms import whole_number
from desk.guard import MayNotSee, page_of
from desk.pages import Pages
from desk.roles import may_open_rows, may_read_digest
from desk.signing_in import get_member
from hotline.digest import NoSuchFigure, figure_words, rows_of
from hotline.weeks import Week

ON_A_PAGE = 50
_COUNTED = {YES: True, NO: False}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which of the rows: `at` leads to them."""

    name: str
    at: str
    is_chosen: bool


class RowsDoor:
    """Looks back only; needs the database."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me = get_member(self._desk, request=request, wanted=page_of(request))
        if not may_read_digest(me.member):
            raise MayNotSee
        typed, now, zone = request.query_params, self._desk.clock.now(), self._desk.hospital.zone
        week = get_week(typed.get("week", ""), this=Week.of(now.astimezone(zone).date()))
        figure, counted = typed.get("figure", ""), _COUNTED.get(typed.get("counted", ""))
        page = max(1, whole_number(typed.get("page", "")) or 1)
        try:
            with self._desk.database.reading() as session:
                rows = rows_of(
                    session,
                    figure=figure,
                    span=week.span(zone),
                    as_of=now,
                    counted=counted,
                    limit=ON_A_PAGE,
                    offset=ON_A_PAGE * (page - 1),
                )
        except NoSuchFigure:
            return RedirectResponse(f"{DIGEST}?week={week}", HTTPStatus.SEE_OTHER)
        voice = Voice.of(self._desk.knowledge.knowledge, words=self._pages.words, zone=zone)
        pages = max(1, -(-rows.total // ON_A_PAGE))
        if page > pages:
            last = rows_at(week, figure, counted=counted, page=pages)
            return RedirectResponse(last, HTTPStatus.SEE_OTHER)
        return self._pages.render(
            "digest_rows.html",
            me=me,
            here=DIGEST,
            week=week,
            title=title_of(week),
            figure=figure_words()[figure],
            choices=_choices(week, figure, counted=counted),
            total=rows.total,
            place=tell("rows", "page", page=page, pages=pages, total=rows.total),
            before=rows_at(week, figure, counted=counted, page=page - 1) if page > 1 else None,
            after=rows_at(week, figure, counted=counted, page=page + 1) if page < pages else None,
            table=rows_table(rows.kind, rows.rows, voice=voice, may_open=may_open_rows(me.member)),
            words_of=part("rows"),
        )


def _choices(week: Week, figure: str, *, counted: bool | None) -> list[Choice]:
    names = {True: YES, False: NO, None: "all"}
    return [
        Choice(
            name=part("rows")["counted"][name],
            at=rows_at(week, figure, counted=one),
            is_chosen=one is counted,
        )
        for one, name in names.items()
        if one is not False or figure_words()[figure].among
    ]
