"""Forgetting one person on request: what no law makes us keep goes at once, the rest is said."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, Table, not_, true
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.privacy.dialogue import drop_turns_of
from hotline.privacy.forgetting import count_private, count_rows, drop_rows, forget_rows
from hotline.privacy.kinds import KINDS
from hotline.privacy.person import Person, belongs_to, tables_of_patients
from hotline.privacy.request import PersonalDataRequest, RequestKind
from hotline.privacy.retention import Rule, retention

_EVERYTHING = 1_000_000


@dataclass
class Deletion:
    """Rows by kind: `done` are forgotten or gone, `kept` stay because a law says so."""

    done: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Share:
    """The part of one kind that is this person's, told apart by whether a law still binds it."""

    kind: str
    rule: Rule
    table: Table
    bound: ColumnElement[bool]
    free: ColumnElement[bool]


def plan_deletion(session: Session, *, person: Person, clock: Clock) -> Deletion:
    """What `delete_person` would do now; changes nothing."""
    plan = Deletion()
    for share in _shares(person, clock.now()):
        count = count_rows if share.rule.leaves == "nothing" else count_private
        _note(plan.done, share.kind, count(session, share.table, where=share.free))
        _note(plan.kept, share.kind, count(session, share.table, where=share.bound))
    return plan


def delete_person(session: Session, *, person: Person, by: str, reason: str, clock: Clock) -> Deletion:
    """Records what was done, without the number; doing it again changes and records nothing."""
    plan = plan_deletion(session, person=person, clock=clock)
    if not plan.done:
        return plan
    now = clock.now()
    for share in _shares(person, now):
        if share.rule.leaves == "nothing":
            drop_rows(session, share.table, where=share.free, at_most=_EVERYTHING)
        else:
            forget_rows(session, share.table, where=share.free, now=now, at_most=_EVERYTHING)
    drop_turns_of(session, conversations=person.conversations)
    session.add(
        PersonalDataRequest(
            id=uuid4(), kind=RequestKind.DELETE, at=now, by=by, reason=reason, done=plan.done, kept=plan.kept
        )
    )
    session.flush()
    return plan


def _shares(person: Person, now: datetime) -> Iterator[_Share]:
    mine = {table.name: table for table in tables_of_patients()}
    for kind, rule in retention().kinds.items():
        table = mine.get(KINDS[kind].table)
        if table is None:
            continue
        theirs = belongs_to(table, person) & KINDS[kind].is_of(table)
        free = true() if rule.law.is_none else KINDS[kind].before(table, rule.law.before(now))
        yield _Share(kind, rule, table, bound=theirs & not_(free), free=theirs & free)


def _note(counts: dict[str, int], kind: str, rows: int) -> None:
    if rows:
        counts[kind] = rows
