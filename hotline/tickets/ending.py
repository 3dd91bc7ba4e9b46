"""How a ticket ends: resolved, rated, closed, and once begun again by the patient."""

from datetime import datetime

from hotline.audit import instant
from hotline.tickets.errors import (
    AlreadyRated,
    AlreadyReopened,
    AlreadyResolved,
    MergedAway,
    NeverAttempted,
    NotFedBack,
    ScoreOutOfRange,
    StillOpen,
)
from hotline.tickets.event import TicketEvent
from hotline.tickets.holding import Holding
from hotline.tickets.promise import Promise
from hotline.tickets.rating import BEST_SCORE, Rating, RatingLed, is_satisfied
from hotline.tickets.sla import target_for
from hotline.tickets.vocabulary import (
    HOTLINE,
    EscalationLevel,
    EscalationReason,
    EventKind,
    Outcome,
    TicketState,
)

_LAST_ROUND = 2
_HEARD_FROM_US = frozenset({TicketState.FED_BACK, TicketState.RESOLVED, TicketState.CLOSED})


class Ending(Holding, Promise):
    """Deeds that end a ticket or begin its second round."""

    __abstract__ = True

    @property
    def ratings(self) -> tuple[Rating, ...]:
        return tuple(_rating(event) for event in self.events if event.kind is EventKind.RATED)

    @property
    def may_be_rated(self) -> bool:
        """By the patient, who has heard from us in this round."""
        return self._is_answered and self.fed_back_at is not None and not self._is_rated

    @property
    def may_be_reopened(self) -> bool:
        return self._is_answered and self.round < _LAST_ROUND

    def resolve(self, *, by: str, at: datetime) -> None:
        self._require_settled()
        if self.fed_back_at is None:
            raise NotFedBack(self.number)
        if self.resolved_at is not None:
            raise AlreadyResolved(self.number)
        self.resolved_at = at
        self.state = TicketState.RESOLVED
        self._record(EventKind.RESOLVED, by=by, at=at)

    def close(self, *, by: str, outcome: Outcome, at: datetime) -> None:
        self._require_settled()
        if outcome.needs_feedback and self.fed_back_at is None:
            raise NotFedBack(self.number)
        if outcome is Outcome.UNREACHABLE and not self.was_attempted:
            raise NeverAttempted(self.number)
        self.record_breach(at=at)
        self.outcome = outcome
        self.closed_at = at
        self.state = TicketState.CLOSED
        self._record(EventKind.CLOSED, by=by, at=at, data={"outcome": outcome.value})

    def reopen(self, *, by: str, reason: str, at: datetime, handle_due_at: datetime | None = None) -> None:
        """A second promise begins, once, and the first contact has the ticket again."""
        self._require_ended()
        if self.round >= _LAST_ROUND:
            raise AlreadyReopened(self.number)
        first_round = self._round_facts()
        target = target_for(self.grade)
        self.round += 1
        self.reopened_at = at
        self.feedback_due_at = at + target.within
        self.due_soon_at = self.feedback_due_at - target.warn_before
        self.handle_due_at = handle_due_at
        self.told_due_at = self.fed_back_at = self.resolved_at = self.closed_at = self.breached_at = None
        self.outcome = self.escalation = self.handover_to = None
        self.assignee = self.first_contact
        self.state = TicketState.IN_PROGRESS
        data = {"first_round": first_round, "feedback_due_at": instant(self.feedback_due_at)}
        self._record(
            EventKind.REOPENED, by=by, at=at, data=data, private={"reason": reason} if reason else None
        )

    def rate(
        self,
        *,
        solved: bool,
        score: int,
        by: str,
        text: str = "",
        at: datetime,
        handle_due_at: datetime | None = None,
    ) -> Rating:
        """A satisfied patient closes what was resolved; another one reopens it, or calls the duty manager.

        `text` is what the patient said of it; `handle_due_at` is for a second round that begins by it.
        """
        self._require_ended()
        if not 1 <= score <= BEST_SCORE:
            raise ScoreOutOfRange(self.number)
        if self._is_rated:
            raise AlreadyRated(self.number)
        led_to = self._consequence(solved=solved, score=score)
        data = {"solved": solved, "score": score, "round": self.round, "led_to": led_to.value}
        self._record(EventKind.RATED, by=by, at=at, data=data, private={"text": text} if text else None)
        rating = self.ratings[-1]
        self._follow(led_to, by=by, at=at, handle_due_at=handle_due_at)
        return rating

    def _consequence(self, *, solved: bool, score: int) -> RatingLed:
        if is_satisfied(solved=solved, score=score):
            is_done = self.state is TicketState.RESOLVED and self.handover_to is None
            return RatingLed.CLOSED if is_done else RatingLed.NOTHING
        return RatingLed.REOPENED if self.round < _LAST_ROUND else RatingLed.ESCALATED

    def _follow(self, led_to: RatingLed, *, by: str, at: datetime, handle_due_at: datetime | None) -> None:
        if led_to is RatingLed.CLOSED:
            self.close(by=HOTLINE, outcome=Outcome.SOLVED, at=at)
        elif led_to is RatingLed.REOPENED:
            self.reopen(by=by, reason="", at=at, handle_due_at=handle_due_at)
        elif led_to is RatingLed.ESCALATED:
            why = EscalationReason.DISSATISFIED
            self._escalate(EscalationLevel.DUTY_MANAGER, to=None, reason=why, at=at, by=HOTLINE)

    def _require_ended(self) -> None:
        if self.merged_into is not None:
            raise MergedAway(self.number, into=self.merged_into)
        if not self._is_answered:
            raise StillOpen(self.number)

    @property
    def _is_answered(self) -> bool:
        return self.merged_into is None and self.state in _HEARD_FROM_US

    @property
    def _is_rated(self) -> bool:
        return any(rating.round == self.round for rating in self.ratings)

    @property
    def was_attempted(self) -> bool:
        """Whether somebody tried in this round, and failed."""
        return any(event.kind is EventKind.NOT_REACHED for event in self._events_of_round())

    def _round_facts(self) -> dict[str, str | None]:
        """The times of the round that ends, for the event that keeps them."""
        times = {
            "promised_at": self.promised_at,
            "feedback_due_at": self.feedback_due_at,
            "told_due_at": self.told_due_at,
            "fed_back_at": self.fed_back_at,
            "resolved_at": self.resolved_at,
            "closed_at": self.closed_at,
            "breached_at": self.breached_at,
            "handle_due_at": self.handle_due_at,
        }
        return {name: instant(at) if at else None for name, at in times.items()} | {
            "outcome": self.outcome.value if self.outcome else None
        }


def _rating(event: TicketEvent) -> Rating:
    return Rating(
        solved=event.data["solved"],
        score=event.data["score"],
        round=event.data["round"],
        led_to=RatingLed(event.data["led_to"]),
        at=event.at,
        by=event.by,
    )
