"""The nightly purge: whatever is older than its rule, a few rows at a time, so that nobody waits for it."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Table
from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.privacy.forgetting import count_private, count_rows, drop_rows, forget_rows
from hotline.privacy.kinds import KINDS
from hotline.privacy.retention import Rule, retention

BATCH = 200


def purge_batch(session: Session, *, kind: str, clock: Clock, at_most: int = BATCH) -> int:
    """One batch of one kind; fewer than `at_most` means that there is no more, or another replica has it."""
    rule = retention().kinds[kind]
    now = clock.now()
    for table, where in _old(kind, rule, now):
        if rule.leaves == "nothing":
            return drop_rows(session, table, where=where, at_most=at_most)
        return forget_rows(session, table, where=where, now=now, at_most=at_most)
    return 0


def due_for_purge(session: Session, *, clock: Clock) -> dict[str, int]:
    """How many rows of each kind the purge would take now; kinds without any are left out."""
    counts: dict[str, int] = {}
    for kind, rule in retention().kinds.items():
        count = count_rows if rule.leaves == "nothing" else count_private
        for table, where in _old(kind, rule, clock.now()):
            if rows := count(session, table, where=where):
                counts[kind] = rows
    return counts


def _old(kind: str, rule: Rule, now: datetime) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """The table of the kind with what is too old in it; nothing where this release has no such table."""
    table = KINDS[kind].found
    if table is not None:
        yield table, KINDS[kind].before(table, rule.keep.before(now))
