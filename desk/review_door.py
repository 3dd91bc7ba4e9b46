"""每日复盘, for the morning meeting: what yesterday left to be done, and how it went."""

from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from desk.days import find_day
from desk.desk import Desk
from desk.digest_places import REVIEW
from desk.digest_voice import Voice
from desk.digest_words import part, tell, weekday
from desk.guard import MayNotSee, page_of
from desk.pages import Pages
from desk.review_sections import review_sections
from desk.roles import may_open_rows, may_read_review
from desk.signing_in import get_member
from hotline.digest import compile_review

_DAY = timedelta(days=1)


class ReviewDoor:
    """Looks back only; needs the database."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me = get_member(self._desk, request=request, wanted=page_of(request))
        if not may_read_review(me.member):
            raise MayNotSee
        now, zone = self._desk.clock.now(), self._desk.hospital.zone
        today = now.astimezone(zone).date()
        day = _day(request.query_params.get("day", ""), today=today)
        with self._desk.database.reading() as session:
            review = compile_review(session, day=day, zone=zone, as_of=now)
        voice = Voice.of(self._desk.knowledge.knowledge, words=self._pages.words, zone=zone)
        sections = review_sections(review, voice=voice, may_open=may_open_rows(me.member))
        return self._pages.render(
            "review.html",
            me=me,
            here=REVIEW,
            day=day,
            before=day - _DAY,
            after=day + _DAY if day < today else None,
            is_running=day == today,
            is_older=day < today - _DAY,
            as_of=now,
            title=_title(day),
            sections=sections,
            words_of=part("review"),
        )


def _day(typed: str, *, today: date) -> date:
    """Yesterday where none is named; none that has not begun."""
    return min(find_day(typed) or today - _DAY, today)


def _title(day: date) -> str:
    named = weekday(day.isoweekday())
    return tell("review", "title", year=day.year, month=day.month, day=day.day, weekday=named)
