"""The weekly digest, for whoever runs the hotline: compiled anew at every look."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from desk.desk import Desk
from desk.digest_charts import bars, day_bars, hour_rows
from desk.digest_conclusions import Name
from desk.digest_paper import TOPICS, conclusions_of, paper_of, print_digest, topic_names
from desk.digest_words import band, get_week, say, shown, title_of
from desk.guard import MayNotSee
from desk.pages import Pages
from desk.roles import may_read_digest
from desk.signing_in import SignedIn, get_member
from desk.staffing import Asked, staffing
from hotline.digest import Digest, Trend, arrivals_at, compile_digest, figure_words
from hotline.digest.workbook import write_workbook
from hotline.weeks import Week

DIGEST = "/desk/digest"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PDF = "application/pdf"
STAFFED = 8
"""Weeks that staffing is reckoned from."""


class DigestDoor:
    """Looks back only; needs the database."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me = self._get_reader(request)
        now, zone = self._desk.clock.now(), self._desk.hospital.zone
        this = self._this_week()
        typed = {name: request.query_params.get(name, "") for name in ("week", "first", "last", "nurses")}
        week = get_week(typed.pop("week"), this=this)
        weeks, asked = [week.before(back) for back in range(STAFFED)], Asked.read(**typed)
        with self._desk.database.reading() as session:
            digest = compile_digest(session, week=week, zone=zone, as_of=now)
            arrivals = arrivals_at(
                session, weeks=weeks, first=asked.first, last=asked.last, zone=zone, as_of=now
            )
        return self._pages.render(
            "digest.html",
            me=me,
            here=DIGEST,
            digest=digest,
            this=this,
            title=title_of(week),
            conclusions=conclusions_of(digest, topic=self._topic, words=self._pages.words),
            days=day_bars(digest.volume, week=week),
            hours=hour_rows(digest.volume.by_weekday_hour),
            channels=bars(
                [
                    (self._pages.words.name("channels", name), count)
                    for name, count in digest.volume.by_channel.items()
                ]
            ),
            topics=self._topics(digest),
            asked=asked,
            staffing=staffing(arrivals, asked=asked, words=self._pages.words),
            figures=figure_words(),
            shown=shown,
            band=band,
            say=say,
        )

    def download(self, request: Request) -> Response:
        """The rows behind the figures, for Excel."""
        self._get_reader(request)
        with self._desk.database.reading() as session:
            digest = self._compiled(session, request)
            content = write_workbook(session, digest, zone=self._desk.hospital.zone)
        return _file(content, name=f"digest-{digest.week}.xlsx", media_type=_EXCEL)

    def download_paper(self, request: Request) -> Response:
        """To be printed, or handed on: the page without what only the page can do."""
        self._get_reader(request)
        hospital = self._desk.hospital
        with self._desk.database.reading() as session:
            digest = self._compiled(session, request)
        paper = paper_of(
            digest, hospital=hospital.name, zone=hospital.zone, topic=self._topic, words=self._pages.words
        )
        return _file(print_digest(paper), name=f"digest-{digest.week}.pdf", media_type=_PDF)

    def _compiled(self, session: Session, request: Request) -> Digest:
        week = get_week(request.query_params.get("week", ""), this=self._this_week())
        return compile_digest(session, week=week, zone=self._desk.hospital.zone, as_of=self._desk.clock.now())

    def _this_week(self) -> Week:
        return Week.of(self._desk.clock.now().astimezone(self._desk.hospital.zone).date())

    def _get_reader(self, request: Request) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=DIGEST)
        if not may_read_digest(me.member):
            raise MayNotSee
        return me

    @property
    def _topic(self) -> Name:
        return topic_names(self._desk.knowledge.knowledge)

    def _topics(self, digest: Digest) -> list[tuple[str, int, float, Trend]]:
        topic = self._topic
        return [
            (topic(name), count, digest.topic_changes[name].usual, digest.topic_changes[name].trend)
            for name, count in list(digest.volume.topics.items())[:TOPICS]
        ]


def _file(content: bytes, *, name: str, media_type: str) -> Response:
    named = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=named)
