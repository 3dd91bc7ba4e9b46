"""What the desk reads of alarms: those of a ticket or a day, and how right each rule was."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hotline.green_channel.alarm import Alarm
from hotline.green_channel.vocabulary import AlarmOutcome


@dataclass(frozen=True, kw_only=True)
class RuleRecord:
    """How one rule did: `fired` alarms it took part in, by outcome; those without one yet are `open`."""

    rule: str
    fired: int
    outcomes: Mapping[AlarmOutcome, int]
    called_off: int

    @property
    def open(self) -> int:
        return self.fired - sum(self.outcomes.values())

    @property
    def known(self) -> int:
        """Alarms of which somebody knows what they were."""
        return sum(count for one, count in self.outcomes.items() if one.was_emergency is not None)

    @property
    def right(self) -> int:
        """Alarms that were an emergency."""
        return sum(count for one, count in self.outcomes.items() if one.was_emergency)


def alarms_between(session: Session, *, start: datetime, end: datetime) -> Sequence[Alarm]:
    """Raised from `start` on and before `end`, oldest first."""
    within = (Alarm.raised_at >= start) & (Alarm.raised_at < end)
    return session.scalars(select(Alarm).where(within).order_by(Alarm.raised_at, Alarm.id)).all()


def alarms_of_ticket(session: Session, *, number: str) -> Sequence[Alarm]:
    """Newest first."""
    same = Alarm.ticket_number == number
    return session.scalars(select(Alarm).where(same).order_by(Alarm.raised_at.desc())).all()


def rule_records(session: Session, *, since: datetime) -> tuple[RuleRecord, ...]:
    """Of the alarms raised since; the rule that fired most comes first."""
    wanted = select(Alarm.rules, Alarm.outcome, Alarm.called_off_at).where(Alarm.raised_at >= since)
    fired: Counter[str] = Counter()
    called_off: Counter[str] = Counter()
    outcomes: dict[str, Counter[AlarmOutcome]] = {}
    for rules, outcome, called_off_at in session.execute(wanted):
        for rule in rules:
            fired[rule] += 1
            called_off[rule] += called_off_at is not None
            if outcome is not None:
                outcomes.setdefault(rule, Counter())[outcome] += 1
    return tuple(
        RuleRecord(rule=rule, fired=count, outcomes=outcomes.get(rule, {}), called_off=called_off[rule])
        for rule, count in fired.most_common()
    )
