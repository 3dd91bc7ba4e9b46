"""The daily review of emergencies, and the record of every rule."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from desk.alarm_review import ENOUGH, read_day, read_scores
from desk.days import find_day
from desk.desk import Desk
from desk.guard import ALARMS
from desk.names import read_names
from desk.pages import Pages
from desk.signing_in import get_member

SPANS = (30, 90, 365)


class AlarmReviewDoor:
    """Looks back only; needs the database."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show_day(self, request: Request) -> Response:
        me = get_member(self._desk, request=request, wanted=f"{ALARMS}/today")
        today = self._desk.clock.now().astimezone(self._desk.hospital.zone).date()
        on = min(find_day(request.query_params.get("day", "")) or today, today)
        with self._desk.database.reading() as session:
            day = read_day(session, on=on, zone=self._desk.hospital.zone)
            names = read_names(session, words=self._pages.words)
        return self._pages.render(
            "alarm_day.html",
            me=me,
            day=day,
            names=names,
            today=today,
            one_day=timedelta(days=1),
            here=f"{ALARMS}/today",
        )

    def show_rules(self, request: Request) -> Response:
        me = get_member(self._desk, request=request, wanted=f"{ALARMS}/rules")
        days = _span(request.query_params.get("days", ""))
        since = self._desk.clock.now() - timedelta(days=days)
        with self._desk.database.reading() as session:
            scores = read_scores(session, since=since)
        return self._pages.render(
            "alarm_rules.html",
            me=me,
            scores=scores,
            days=days,
            spans=SPANS,
            enough=ENOUGH,
            here=f"{ALARMS}/rules",
        )


def _span(text: str) -> int:
    return int(text) if text in {str(days) for days in SPANS} else SPANS[1]
