"""大家要什么: the part of the weekly digest that is found in callers' words, fetched when the page stands."""

from starlette.requests import Request
from starlette.responses import Response

from desk.desk import Desk
from desk.digest_needs import NeedsInWeek, needs_in_week, reviewed_texts
from desk.digest_words import get_week, say_of_needs, title_of
from desk.guard import MayNotSee
from desk.pages import Pages
from desk.roles import may_read_digest
from desk.signing_in import get_member
from hotline.weeks import Week
from knowledge_base import KnowledgeBase
from knowledge_base.embedding.errors import EncoderBroken

NEEDS = "/desk/digest/needs"


class NeedsDoor:
    """A page of its own too, where no script is run; needs the database and the model."""

    def __init__(self, desk: Desk, *, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    def show(self, request: Request) -> Response:
        me = get_member(self._desk, request=request, wanted=NEEDS)
        if not may_read_digest(me.member):
            raise MayNotSee
        now, knowledge = self._desk.clock.now(), self._desk.knowledge.knowledge
        this = Week.of(now.astimezone(self._desk.hospital.zone).date())
        week = get_week(request.query_params.get("week", ""), this=this)
        return self._pages.render(
            "digest_needs.html",
            me=me,
            here="/desk/digest",
            week=week,
            title=title_of(week),
            needs=self._needs(week, knowledge=knowledge),
            names=_entry_names(knowledge),
            say=say_of_needs,
        )

    def _needs(self, week: Week, *, knowledge: KnowledgeBase) -> NeedsInWeek | None:
        """None where the model is away."""
        if self._desk.vectors is None:
            return None
        zone = self._desk.hospital.zone
        try:
            with self._desk.database.reading() as session:
                return needs_in_week(
                    session,
                    week=week,
                    zone=zone,
                    as_of=self._desk.clock.now(),
                    vectors=self._desk.vectors,
                    vocabulary=reviewed_texts(knowledge),
                )
        except EncoderBroken:
            return None


def _entry_names(knowledge: KnowledgeBase) -> dict[str, str]:
    """An entry is known to staff by the first of its phrasings."""
    entries = [entry for topic in knowledge.topics for entry in topic.entries]
    return {entry.id: entry.questions[0] for entry in entries if entry.questions}
