"""The weekly digest, for whoever runs the hotline: compiled anew at every look."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from desk.desk import Desk
from desk.digest_paper import paper_of
from desk.digest_places import DIGEST
from desk.digest_read import Reading
from desk.digest_sections import sections_of
from desk.digest_voice import Voice
from desk.digest_words import get_week, say, title_of
from desk.guard import MayNotSee, page_of
from desk.pages import Pages
from desk.papers import Paper, print_paper, write_word
from desk.roles import may_read_digest
from desk.signing_in import SignedIn, get_member
from desk.staffing import Asked
from hotline.digest.workbook import write_workbook
from hotline.weeks import Week

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PDF = "application/pdf"


class DigestDoor:
    """Looks back only; needs the database."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        """Without what people needed, which takes a while and is fetched when the page stands."""
        me = self._get_reader(request)
        typed = {name: request.query_params.get(name, "") for name in ("first", "last", "nurses")}
        week, asked = self._week(request), Asked.read(**typed)
        reading = self._reading()
        with self._desk.database.reading() as session:
            read = reading.read(session, week=week, as_of=self._desk.clock.now(), asked=asked)
        voice = Voice.of(reading.knowledge, words=self._pages.words, zone=reading.hospital.zone)
        return self._pages.render(
            "digest.html",
            me=me,
            here=DIGEST,
            week=week,
            this=self._this_week(),
            as_of=read.digest.as_of,
            title=title_of(week),
            sections=sections_of(read, voice=voice, asked=asked),
            asked=asked,
            say=say,
        )

    def download_rows(self, request: Request) -> Response:
        """The rows behind the figures, for Excel."""
        self._get_reader(request)
        week, reading = self._week(request), self._reading()
        with self._desk.database.reading() as session:
            digest = reading.read(session, week=week, as_of=self._desk.clock.now()).digest
            content = write_workbook(session, digest, zone=reading.hospital.zone)
        return _file(content, name=f"digest-{week}.xlsx", media_type=_EXCEL)

    def download_pdf(self, request: Request) -> Response:
        """To be printed, or handed on: the page without what only the page can do."""
        return self._paper(request, print_paper, ending="pdf", media_type=_PDF)

    def download_word(self, request: Request) -> Response:
        """To be made into one's own report."""
        return self._paper(request, write_word, ending="docx", media_type=_WORD)

    def _paper(
        self, request: Request, write: Callable[[Paper], bytes], *, ending: str, media_type: str
    ) -> Response:
        self._get_reader(request)
        week, reading = self._week(request), self._reading(with_needs=True)
        with self._desk.database.reading() as session:
            read = reading.read(session, week=week, as_of=self._desk.clock.now())
        paper = paper_of(
            read, hospital=reading.hospital, knowledge=reading.knowledge, words=self._pages.words
        )
        return _file(write(paper), name=f"digest-{week}.{ending}", media_type=media_type)

    def _reading(self, *, with_needs: bool = False) -> Reading:
        return Reading(
            hospital=self._desk.hospital,
            knowledge=self._desk.knowledge.knowledge,
            vectors=self._desk.vectors if with_needs else None,
        )

    def _week(self, request: Request) -> Week:
        return get_week(request.query_params.get("week", ""), this=self._this_week())

    def _this_week(self) -> Week:
        return Week.of(self._desk.clock.now().astimezone(self._desk.hospital.zone).date())

    def _get_reader(self, request: Request) -> SignedIn:
        me = get_member(self._desk, request=request, wanted=page_of(request))
        if not may_read_digest(me.member):
            raise MayNotSee
        return me


def _file(content: bytes, *, name: str, media_type: str) -> Response:
    named = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=named)
