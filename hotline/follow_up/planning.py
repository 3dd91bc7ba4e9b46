"""What should be due, and when, worked out from the ticket alone: the same ticket gives the same timers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.follow_up.facts import TicketFacts
from hotline.follow_up.pace import Pace
from hotline.follow_up.vocabulary import TimerKind
from hotline.hospital_time import HOSPITAL_TIME
from hotline.tickets.vocabulary import Outcome

_AFTER = timedelta(seconds=1)
"""News at the very moment it is promised for is in time: a breach begins after it."""

_NO_REAL_MATTER = frozenset({Outcome.DUPLICATE, Outcome.MISTAKEN})


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`occasion` tells apart what is due for the same reason more than once; one plan is carried out once."""

    kind: TimerKind
    occasion: str
    due_at: datetime


def plans_for(facts: TicketFacts, *, pace: Pace) -> Iterator[Plan]:
    """Everything that is or was due as the ticket stands, reminders of staff excepted."""
    if facts.is_unaccepted:
        yield _unaccepted(facts, pace)
    if facts.owes_news:
        yield from _promise(facts, pace)
    if facts.handover is not None and not facts.is_closed:
        due = facts.handover.at + pace.handover
        yield Plan(kind=TimerKind.HANDOVER_WAITING, occasion=str(facts.handover.event), due_at=due)
    yield from _contact_again(facts, pace)
    yield from _satisfaction(facts, pace)


def contact_again_at(facts: TicketFacts, *, pace: Pace) -> datetime:
    """The first morning that is not too near."""
    earliest = (facts.opened_at + pace.contact_again_not_before).astimezone(HOSPITAL_TIME)
    morning = datetime.combine(earliest.date(), pace.contact_again_at, tzinfo=HOSPITAL_TIME)
    return (morning if morning >= earliest else morning + timedelta(days=1)).astimezone(
        facts.opened_at.tzinfo
    )


def was_contacted_again(facts: TicketFacts, *, pace: Pace) -> bool:
    """Whether an attempt is recorded on that day or later, before the hour too."""
    morning = contact_again_at(facts, pace=pace).astimezone(HOSPITAL_TIME)
    midnight = morning.replace(hour=0, minute=0)
    return any(at >= midnight for at in facts.attempts_at)


def _unaccepted(facts: TicketFacts, pace: Pace) -> Plan:
    since = facts.passed_on_at or facts.opened_at
    return Plan(
        kind=TimerKind.UNACCEPTED,
        occasion=str(facts.passed_on + 1),
        due_at=since + pace.unaccepted[facts.grade],
    )


def _promise(facts: TicketFacts, pace: Pace) -> Iterator[Plan]:
    """Warnings that would come before the time was even named are left out."""
    due, named_at = facts.last_due_at, facts.told_at or facts.promised_at
    occasion = f"{facts.round} {due.isoformat()}"
    warnings = {
        TimerKind.DUE_SOON: facts.warn_at,
        TimerKind.DUE_VERY_SOON: due - pace.very_soon[facts.grade],
    }
    for kind, at in warnings.items():
        if at > named_at:
            yield Plan(kind=kind, occasion=occasion, due_at=at)
    if facts.breached_at is None:
        yield Plan(kind=TimerKind.BREACHED, occasion=occasion, due_at=due + _AFTER)


def _contact_again(facts: TicketFacts, pace: Pace) -> Iterator[Plan]:
    """Closing the ticket does not end the care for somebody who wanted to die."""
    if not pace.contact_again_rules.intersection(facts.rules) or facts.outcome in _NO_REAL_MATTER:
        return
    at = contact_again_at(facts, pace=pace)
    yield Plan(kind=TimerKind.CONTACT_AGAIN, occasion="1", due_at=at)
    told_at = facts.done.get((TimerKind.CONTACT_AGAIN, "1"))
    if told_at is not None and not facts.is_closed:
        due = told_at + pace.contact_again_check
        yield Plan(kind=TimerKind.CONTACT_AGAIN_CHECK, occasion="1", due_at=due)


def _satisfaction(facts: TicketFacts, pace: Pace) -> Iterator[Plan]:
    ended_at = _ended_at(facts)
    if ended_at is None or facts.is_rated:
        return
    occasion = str(facts.round)
    yield Plan(kind=TimerKind.SATISFACTION, occasion=occasion, due_at=ended_at + pace.ask_after)
    asked_at = facts.done.get((TimerKind.SATISFACTION, occasion))
    if asked_at is not None:
        due = asked_at + pace.remind_after
        yield Plan(kind=TimerKind.SATISFACTION_REMINDER, occasion=occasion, due_at=due)


def _ended_at(facts: TicketFacts) -> datetime | None:
    """When the matter was settled with the patient; None where there is nothing to be satisfied with."""
    if facts.outcome is not None and not facts.outcome.needs_feedback:
        return None
    return facts.resolved_at or facts.closed_at
