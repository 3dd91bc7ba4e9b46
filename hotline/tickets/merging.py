"""Two tickets of one matter become one: the earlier promise and the graver grade hold."""

from datetime import datetime
from typing import Self

from hotline.audit import instant
from hotline.safety import graver
from hotline.tickets.errors import AnsweredBefore, ChainOfMerges, MergedIntoItself
from hotline.tickets.promise import Promise
from hotline.tickets.standing import TicketTimes
from hotline.tickets.vocabulary import EventKind, Outcome, TicketState


class Merging(Promise):
    """Deeds that join two tickets."""

    __abstract__ = True

    def merge_into(self, other: Self, *, by: str, at: datetime) -> None:
        """This one is closed as a duplicate; `other` takes over what it owes."""
        self._require_mergeable(other)
        other._take_in(self, by=by, at=at)
        self.merged_into = other.number
        self.handover_to = None
        self.outcome = Outcome.DUPLICATE
        self.closed_at = at
        self.state = TicketState.CLOSED
        self._record(EventKind.MERGED, by=by, at=at, data={"into": other.number})

    def note_link(self, other: str, *, by: str, at: datetime) -> None:
        """A closed ticket may be linked too."""
        self._record(EventKind.LINKED, by=by, at=at, data={"other": other})

    def _require_mergeable(self, other: Self) -> None:
        if other.id == self.id:
            raise MergedIntoItself(self.number)
        self._require_open()
        other._require_open()
        if any(event.kind is EventKind.TOOK_IN for event in self.events):
            raise ChainOfMerges(self.number)
        heard = other.fed_back_at
        if heard is not None and self.fed_back_at is None and heard < self.promised_at:
            raise AnsweredBefore(self.number, into=other.number)

    def _take_in(self, merged: Self, *, by: str, at: datetime) -> None:
        self.grade = graver(self.grade, merged.grade)
        self.rules = [*self.rules, *(rule for rule in merged.rules if rule not in self.rules)]
        if self.phone is None:
            self.phone, self.phone_hash = merged.phone, merged.phone_hash
        self.caller_name = self.caller_name or merged.caller_name
        if self.assignee is None and merged.assignee is not None:
            self.first_contact, self.assignee, self.state = (
                merged.first_contact,
                merged.assignee,
                merged.state,
            )
        self._take_promise(merged)
        data = {
            "from_ticket": merged.number,
            "grade": self.grade.value,
            "feedback_due_at": instant(self.feedback_due_at),
            "told_due_at": instant(self.told_due_at) if self.told_due_at else None,
            "first_contact": self.first_contact,
        }
        self._record(EventKind.TOOK_IN, by=by, at=at, data=data)

    def _take_promise(self, merged: Self) -> None:
        """The earlier of two promises, unless that was kept before this ticket was even opened."""
        heard = merged.fed_back_at
        if heard is not None and heard < self.promised_at:
            return
        first, second = sorted((self.times, merged.times), key=_soonest)
        told = min(first.told_due_at, second.last_due_at) if first.told_due_at else None
        breaches = [one for one in (self.breached_at, merged.breached_at) if one is not None]
        self.due_soon_at, self.feedback_due_at = first.due_soon_at, first.feedback_due_at
        self.told_due_at = told if told and told > first.feedback_due_at else None
        self.breached_at = min(breaches, default=None)
        if heard is not None and self.fed_back_at is None:
            self.fed_back_at = heard
            if self.state in {TicketState.ACCEPTED, TicketState.IN_PROGRESS}:
                self.state = TicketState.FED_BACK


def _soonest(times: TicketTimes) -> tuple[datetime, datetime]:
    """Of two due at the same moment, the one that warns earlier: whichever way they are merged."""
    return times.feedback_due_at, times.due_soon_at
