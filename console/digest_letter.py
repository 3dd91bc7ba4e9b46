"""On Monday at half past seven whoever answers for the hotline has last week in his mailbox."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from console.core import Core
from console.settings import Settings
from console.turning import Turning
from desk.digest_paper import paper_of
from desk.digest_read import Reading
from desk.papers import Paper, print_paper
from desk.words import Words
from hotline.clock import Clock
from hotline.database import Database
from hotline.notifications import Enclosure, NoticeKind, post_once, posted
from hotline.weeks import Week
from knowledge_base import Hospital, KnowledgeBase
from knowledge_base.needs import KeptVectors

_AT = time(7, 30)
_EVERY = timedelta(minutes=1)
_NAMESPACE = UUID("5f2d7a0c-5b7e-4c55-9d0f-3f8a3b6f1e47")


def open_digest_letter(settings: Settings, core: Core) -> "DigestLetter":
    """Writes nothing where no reader is set."""
    return DigestLetter(
        core.database,
        to=settings.digest_readers,
        hospital=core.hospital,
        knowledge=lambda: core.search.knowledge,
        clock=core.clock,
        vectors=core.vectors,
    )


class DigestLetter:
    """`look` writes what is owed; `enclose` prints what goes with it when it is sent.

    Whoever starts later in the week catches up at once. The letters' ids are made of week and address,
    so that any number of replicas write each of them once.
    """

    def __init__(
        self,
        database: Database,
        *,
        to: Sequence[str],
        hospital: Hospital,
        knowledge: Callable[[], KnowledgeBase],
        clock: Clock,
        vectors: KeptVectors | None = None,
    ) -> None:
        self._database = database
        self._to = to
        self._hospital = hospital
        self._knowledge = knowledge
        self._clock = clock
        self._vectors = vectors
        self._words = Words.load()
        self._done: Week | None = None
        self.turning = Turning("weekly digest", self._turn)

    def look(self) -> int:
        """How many letters were written. Raises StorageUnavailable."""
        now, zone = self._clock.now(), self._hospital.zone
        this = Week.of(now.astimezone(zone).date())
        week = this.before()
        if not self._to or self._done == week or now < datetime.combine(this.first, _AT, tzinfo=zone):
            return 0
        owed = {uuid5(_NAMESPACE, f"{week} {address.lower()}"): address for address in self._to}
        with self._database.reading() as session:
            for matter in posted(session, matters=owed.keys()):
                del owed[matter]
            facts = self._facts(session, week=week, now=now) if owed else {}
        written = self._write(owed, facts) if owed else 0
        self._done = week
        return written

    def enclose(self, facts: Mapping[str, str]) -> Enclosure:
        """The week as it was when the letter was written. Raises StorageUnavailable."""
        as_of, week = datetime.fromisoformat(facts["compiled_at"]), Week.parse(facts["week"])
        with self._database.reading() as session:
            paper = self._paper(session, week=week, as_of=as_of, vectors=self._vectors)
        return Enclosure(name=f"digest-{week}.pdf", media_type="application/pdf", content=print_paper(paper))

    def _write(self, owed: Mapping[UUID, str], facts: Mapping[str, str]) -> int:
        kind, clock = NoticeKind.WEEKLY_DIGEST, self._clock
        with self._database.transaction() as session:
            return sum(
                post_once(session, matter=matter, address=address, kind=kind, facts=facts, clock=clock)
                for matter, address in owed.items()
            )

    def _facts(self, session: Session, *, week: Week, now: datetime) -> dict[str, str]:
        paper = self._paper(session, week=week, as_of=now)
        told = {"title": paper.title, "conclusions": "\n".join(one.text for one in paper.first)}
        return told | {"week": str(week), "compiled_at": now.isoformat()}

    def _paper(
        self, session: Session, *, week: Week, as_of: datetime, vectors: KeptVectors | None = None
    ) -> Paper:
        reading = Reading(hospital=self._hospital, knowledge=self._knowledge(), vectors=vectors)
        read = reading.read(session, week=week, as_of=as_of)
        return paper_of(read, hospital=reading.hospital, knowledge=reading.knowledge, words=self._words)

    def _turn(self) -> timedelta:
        self.look()
        return _EVERY
