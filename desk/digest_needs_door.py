"""大家要什么: the part of the weekly digest that is found in callers' words, fetched when the page stands."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from desk.desk import Desk
from desk.digest_places import DIGEST
from desk.digest_read import Reading
from desk.digest_sections import NEEDS as NEEDS_SHOWN
from desk.digest_voice import Voice
from desk.digest_words import get_week, tell, title_of
from desk.guard import MayNotSee, page_of
from desk.pages import Pages
from desk.roles import may_read_digest
from desk.signing_in import get_member
from hotline.weeks import Week


class NeedsDoor:
    """A page of its own too, where no script is run; needs the database and the model."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me = get_member(self._desk, request=request, wanted=page_of(request))
        if not may_read_digest(me.member):
            raise MayNotSee
        this = Week.of(self._desk.clock.now().astimezone(self._desk.hospital.zone).date())
        week = get_week(request.query_params.get("week", ""), this=this)
        knowledge = self._desk.knowledge.knowledge
        voice = Voice.of(knowledge, words=self._pages.words, zone=self._desk.hospital.zone)
        reading = Reading(hospital=self._desk.hospital, knowledge=knowledge, vectors=self._desk.vectors)
        with self._desk.database.reading() as session:
            needs = reading.needs(session, week=week, as_of=self._desk.clock.now())
        return self._pages.render(
            "digest_needs.html",
            me=me,
            here=DIGEST,
            week=week,
            title=title_of(week),
            needs=needs,
            most=NEEDS_SHOWN,
            voice=voice,
            say=partial(tell, "needs"),
        )
