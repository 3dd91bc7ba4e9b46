"""The promise of news: kept only by reaching the patient, moved only by telling the patient in time."""

from datetime import datetime

from hotline.audit import instant
from hotline.tickets.errors import (
    AlreadyFedBack,
    NotLater,
    NotReached,
    OutcomeDoesNotFit,
    PromisePassed,
    TooLate,
)
from hotline.tickets.record import TicketRecord
from hotline.tickets.sla import target_for
from hotline.tickets.standing import Standing, TicketTimes, standing, was_silent
from hotline.tickets.vocabulary import HOTLINE, AttemptOutcome, EventKind, FeedbackMeans, TicketState


class Promise(TicketRecord):
    """Deeds on the promise of this round."""

    __abstract__ = True

    @property
    def times(self) -> TicketTimes:
        return TicketTimes(
            due_soon_at=self.due_soon_at,
            feedback_due_at=self.feedback_due_at,
            fed_back_at=self.fed_back_at,
            closed_at=self.closed_at,
            told_due_at=self.told_due_at,
        )

    def standing(self, now: datetime) -> Standing:
        return standing(self.times, now)

    def was_silent(self, now: datetime) -> bool:
        return was_silent(self.times, now)

    @property
    def last_due_at(self) -> datetime:
        return self.times.last_due_at

    @property
    def latest_delay_at(self) -> datetime:
        """The last time a delay may be promised for, however often it is told."""
        return self.feedback_due_at + target_for(self.grade).delay_at_most

    def record_attempt(
        self, *, by: str, how: FeedbackMeans, outcome: AttemptOutcome, text: str, at: datetime
    ) -> None:
        """Only an attempt that reached the patient is feedback; the first of a round keeps its promise."""
        self._require_accepted()
        self._require_fit(how, outcome)
        self._begin_work()
        if outcome.reached and self.fed_back_at is None:
            self.record_breach(at=at)
            self.fed_back_at = at
        if outcome.reached:
            self.state = TicketState.RESOLVED if self.resolved_at else TicketState.FED_BACK
        kind = EventKind.FED_BACK if outcome.reached else EventKind.NOT_REACHED
        data = {"how": how.value, "attempt": outcome.value}
        self._record(kind, by=by, at=at, data=data, private={"text": text})

    def tell_delay(
        self,
        *,
        by: str,
        how: FeedbackMeans,
        outcome: AttemptOutcome = AttemptOutcome.REACHED,
        reason: str,
        new_due_at: datetime,
        at: datetime,
    ) -> None:
        """The patient was reached and told, before the time known so far passed. This is not feedback.

        It may be told again before the new time passes; every new time stays within `latest_delay_at`.
        """
        self._require_accepted()
        self._require_delayable(new_due_at, at=at)
        if not outcome.reached:
            raise NotReached(self.number)
        self._begin_work()
        data = {
            "how": how.value,
            "due_before": instant(self.last_due_at),
            "due_at": instant(new_due_at),
        }
        self.told_due_at = new_due_at
        self._record(EventKind.DELAY_TOLD, by=by, at=at, data=data, private={"reason": reason})

    def record_breach(self, *, at: datetime) -> bool:
        """Once a promise, and only when every time named has passed; gives whether it was recorded now."""
        now_standing = self.standing(at)
        if self.breached_at is not None or not now_standing.is_breached:
            return False
        self.breached_at = at
        data = {"due_at": instant(self.last_due_at), "was_silent": self.was_silent(at)}
        self._record(EventKind.BREACHED, by=HOTLINE, at=at, data=data)
        return True

    def _require_delayable(self, new_due_at: datetime, *, at: datetime) -> None:
        if self.fed_back_at is not None:
            raise AlreadyFedBack(self.number)
        if at > self.last_due_at:
            raise PromisePassed(self.number)
        if new_due_at <= self.last_due_at:
            raise NotLater(self.number)
        if new_due_at > self.latest_delay_at:
            raise TooLate(self.number, latest=self.latest_delay_at)

    def _require_fit(self, how: FeedbackMeans, outcome: AttemptOutcome) -> None:
        if not outcome.fits(how):
            raise OutcomeDoesNotFit(self.number)
