"""What a week's digest is told from, read once: figures, needs, measures, who asked for a nurse."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desk.digest_needs import NeedsInWeek, needs_in_week, reviewed_texts
from desk.digest_voice import aspects_of
from desk.staffing import Asked
from hotline.digest import Arrivals, Digest, arrivals_at, compile_digest
from hotline.measures import MeasuresInWeek, measures_in_week
from hotline.weeks import Week
from knowledge_base import Hospital, KnowledgeBase
from knowledge_base.embedding.errors import EncoderBroken
from knowledge_base.needs import KeptVectors

STAFFED = 8
"""Weeks that staffing is reckoned from."""


@dataclass(frozen=True, kw_only=True)
class WeekRead:
    """`needs` are None where they were not looked for, or the model was away."""

    digest: Digest
    arrivals: Arrivals
    measures: MeasuresInWeek
    needs: NeedsInWeek | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What weeks are read with; without `vectors` nothing is sought in callers' words."""

    hospital: Hospital
    knowledge: KnowledgeBase
    vectors: KeptVectors | None = None

    def read(self, session: Session, *, week: Week, as_of: datetime, asked: Asked | None = None) -> WeekRead:
        """As it was known at `as_of`; `asked` are the hours that staffing is asked of. Keeps nothing."""
        zone, asked = self.hospital.zone, asked or Asked()
        weeks = [week.before(back) for back in range(STAFFED)]
        aspects = aspects_of(self.knowledge)
        return WeekRead(
            digest=compile_digest(session, week=week, zone=zone, as_of=as_of, aspect_of=aspects.get),
            arrivals=arrivals_at(
                session, weeks=weeks, first=asked.first, last=asked.last, zone=zone, as_of=as_of
            ),
            measures=measures_in_week(session, week=week, zone=zone, as_of=as_of),
            needs=self.needs(session, week=week, as_of=as_of),
        )

    def needs(self, session: Session, *, week: Week, as_of: datetime) -> NeedsInWeek | None:
        """Seconds at the first look. None where the model is away."""
        if self.vectors is None:
            return None
        try:
            return needs_in_week(
                session,
                week=week,
                zone=self.hospital.zone,
                as_of=as_of,
                vectors=self.vectors,
                vocabulary=reviewed_texts(self.knowledge),
            )
        except EncoderBroken:
            return None
