"""What to do about a timer whose moment has come, from the ticket as it stands and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from hotline.follow_up.facts import TicketFacts
from hotline.follow_up.pace import Pace
from hotline.follow_up.planning import was_contacted_again
from hotline.follow_up.roster import OnDuty, Roster
from hotline.follow_up.vocabulary import TimerKind, TimerOutcome
from hotline.notifications.vocabulary import NoticeKind
from hotline.tickets.vocabulary import EscalationReason


class Post(StrEnum):
    """Who is told where nobody can be named, or nobody named works here any more."""

    NURSES = "nurses"
    MANAGERS = "managers"


@dataclass(frozen=True, kw_only=True)
class ToStaff:
    """Each of `usernames` who works here; where that is nobody, everybody on that post."""

    kind: NoticeKind
    usernames: tuple[str, ...]
    otherwise: Post


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Done in this order: the breach is recorded, the duty passed on, the manager named, then the letters.

    `manager` is who is told upward, for the reason `escalated`. Any other outcome than TOLD does nothing.
    """

    outcome: TimerOutcome = TimerOutcome.TOLD
    records_breach: bool = False
    pass_duty_to: OnDuty | None = None
    escalated: EscalationReason | None = None
    manager: OnDuty | None = None
    letters: tuple[ToStaff, ...] = ()
    asks_caller: NoticeKind | None = None


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Everything a rule may look at; `staff` is whose reminder it is."""

    facts: TicketFacts
    now: datetime
    roster: Roster
    pace: Pace
    staff: str | None = None

    def to_duty(self, kind: NoticeKind, duty: OnDuty | None = None) -> ToStaff:
        person = duty or self.roster.on_duty(self.now)
        return ToStaff(kind=kind, usernames=_named(person), otherwise=Post.NURSES)

    def to_holders(self, kind: NoticeKind) -> ToStaff:
        """Where nobody has accepted it yet, whoever is on duty."""
        if not self.facts.holders:
            return self.to_duty(kind)
        return ToStaff(kind=kind, usernames=self.facts.holders, otherwise=Post.NURSES)

    def to_manager(self, kind: NoticeKind) -> ToStaff:
        return ToStaff(kind=kind, usernames=_named(self.roster.manager()), otherwise=Post.MANAGERS)


def decide(kind: TimerKind, moment: Moment) -> Decision:
    return _RULES[kind](moment)


def _unaccepted(moment: Moment) -> Decision:
    person = moment.roster.next_after(moment.facts.duty_nurse, moment.now)
    letters = (moment.to_duty(NoticeKind.UNACCEPTED, person),)
    if moment.facts.passed_on + 1 < moment.pace.manager_from:
        return Decision(pass_duty_to=person, letters=letters)
    return Decision(
        pass_duty_to=person,
        escalated=EscalationReason.UNACCEPTED,
        manager=moment.roster.manager(),
        letters=(*letters, moment.to_manager(NoticeKind.UNACCEPTED_LONG)),
    )


def _due_soon(moment: Moment) -> Decision:
    if moment.now > moment.facts.last_due_at:
        return Decision(outcome=TimerOutcome.BREACH_CAME_FIRST)
    return Decision(letters=(moment.to_holders(NoticeKind.DUE_SOON),))


def _due_very_soon(moment: Moment) -> Decision:
    if moment.now > moment.facts.last_due_at:
        return Decision(outcome=TimerOutcome.BREACH_CAME_FIRST)
    return Decision(
        escalated=EscalationReason.DUE_VERY_SOON,
        manager=moment.roster.manager(),
        letters=(moment.to_manager(NoticeKind.DUE_VERY_SOON),),
    )


def _breached(moment: Moment) -> Decision:
    kind = NoticeKind.BREACHED if moment.facts.told_due_at is None else NoticeKind.DELAY_BREACHED
    return Decision(
        records_breach=True,
        escalated=EscalationReason.BREACHED,
        manager=moment.roster.manager(),
        letters=(moment.to_holders(kind), moment.to_manager(kind)),
    )


def _handover_waiting(moment: Moment) -> Decision:
    giver = (moment.facts.handover.by,) if moment.facts.handover else ()
    first = (moment.facts.first_contact,) if moment.facts.first_contact else ()
    told = tuple(dict.fromkeys((*giver, *first)))
    letter = ToStaff(kind=NoticeKind.HANDOVER_WAITING, usernames=told, otherwise=Post.NURSES)
    return Decision(letters=(letter,))


def _contact_again(moment: Moment) -> Decision:
    if was_contacted_again(moment.facts, pace=moment.pace):
        return Decision(outcome=TimerOutcome.RECORDED_ALREADY)
    return Decision(letters=(moment.to_duty(NoticeKind.FOLLOW_UP),))


def _contact_again_check(moment: Moment) -> Decision:
    if was_contacted_again(moment.facts, pace=moment.pace):
        return Decision(outcome=TimerOutcome.RECORDED_ALREADY)
    return Decision(
        escalated=EscalationReason.NOT_CONTACTED_AGAIN,
        manager=moment.roster.manager(),
        letters=(moment.to_manager(NoticeKind.FOLLOW_UP_MISSED),),
    )


def _satisfaction(moment: Moment) -> Decision:
    return _ask(moment, NoticeKind.SATISFACTION)


def _satisfaction_reminder(moment: Moment) -> Decision:
    return _ask(moment, NoticeKind.SATISFACTION_REMINDER)


def _ask(moment: Moment, kind: NoticeKind) -> Decision:
    ended_at = moment.facts.resolved_at or moment.facts.closed_at
    if ended_at is not None and moment.now > ended_at + moment.pace.ask_at_most:
        return Decision(outcome=TimerOutcome.TOO_LATE_TO_ASK)
    return Decision(asks_caller=kind)


def _reminder(moment: Moment) -> Decision:
    wanted = (moment.staff,) if moment.staff else ()
    return Decision(letters=(ToStaff(kind=NoticeKind.REMINDER, usernames=wanted, otherwise=Post.NURSES),))


def _named(person: OnDuty) -> tuple[str, ...]:
    return (person.username,) if person.username else ()


_RULES: Mapping[TimerKind, Callable[[Moment], Decision]] = MappingProxyType(
    {
        TimerKind.UNACCEPTED: _unaccepted,
        TimerKind.DUE_SOON: _due_soon,
        TimerKind.DUE_VERY_SOON: _due_very_soon,
        TimerKind.BREACHED: _breached,
        TimerKind.HANDOVER_WAITING: _handover_waiting,
        TimerKind.CONTACT_AGAIN: _contact_again,
        TimerKind.CONTACT_AGAIN_CHECK: _contact_again_check,
        TimerKind.SATISFACTION: _satisfaction,
        TimerKind.SATISFACTION_REMINDER: _satisfaction_reminder,
        TimerKind.REMINDER: _reminder,
    }
)
