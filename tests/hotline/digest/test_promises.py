"""The promise is told of as it was kept, and told the same again."""

from datetime import timedelta

import pytest

from hotline.database import Database
from hotline.digest import Digest
from hotline.tickets import AttemptOutcome, FeedbackMeans, Outcome, get_ticket
from tests.hotline.digest.making import LATER, at, digest, ticket
from tests.hotline.making import add_member

HOUR = timedelta(hours=1)


@pytest.fixture
def number(any_database: Database) -> str:
    with any_database.transaction() as session:
        add_member(session, "chen")
    return ticket(any_database, "web-1", at())


def reach(database: Database, number: str, *, after: timedelta) -> None:
    with database.transaction() as session:
        found = get_ticket(session, number=number)
        if found.assignee is None:
            found.accept("chen", at=at() + min(after, HOUR))
        found.record_attempt(
            by="chen",
            how=FeedbackMeans.CALL,
            outcome=AttemptOutcome.REACHED,
            text="说了",
            at=at() + after,
        )


def counts(found: Digest) -> tuple[int, int, int]:
    names = ("promise_kept", "late_but_told", "silent_breaches")
    kept, told, silent = (found.figures[name].count for name in names)
    return kept, told, silent


def test_news_within_the_promise_keeps_it(any_database: Database, number: str) -> None:
    reach(any_database, number, after=23 * HOUR)
    found = digest(any_database)
    assert counts(found) == (1, 0, 0)
    assert found.feedback_waits.median == 23 * HOUR


def test_silence_past_the_promise_is_a_silent_breach(any_database: Database, number: str) -> None:
    assert counts(digest(any_database)) == (0, 0, 1)
    reach(any_database, number, after=30 * HOUR)
    assert counts(digest(any_database)) == (0, 0, 1)


def test_a_delay_told_before_is_late_but_told(any_database: Database, number: str) -> None:
    with any_database.transaction() as session:
        found = get_ticket(session, number=number)
        found.accept("chen", at=at() + HOUR)
        found.tell_delay(
            by="chen",
            how=FeedbackMeans.CALL,
            reason="化验还没出",
            new_due_at=at() + 40 * HOUR,
            at=at() + 20 * HOUR,
        )
    reach(any_database, number, after=38 * HOUR)
    assert counts(digest(any_database)) == (0, 1, 0)


def test_what_is_still_running_is_neither_kept_nor_broken(any_database: Database, number: str) -> None:
    found = digest(any_database, as_of=at() + 5 * HOUR)
    assert counts(found) == (0, 0, 0)
    assert found.figures["promise_kept"].among == 0


def test_what_happened_later_does_not_change_a_digest_told_again(any_database: Database, number: str) -> None:
    before = digest(any_database, as_of=at() + 30 * HOUR)
    reach(any_database, number, after=31 * HOUR)
    assert digest(any_database, as_of=at() + 30 * HOUR) == before


def test_a_reopened_ticket_keeps_what_its_first_promise_was(any_database: Database, number: str) -> None:
    reach(any_database, number, after=2 * HOUR)
    with any_database.transaction() as session:
        found = get_ticket(session, number=number)
        found.resolve(by="chen", at=at() + 3 * HOUR)
        found.rate(solved=False, score=1, by="caller", at=at() + 4 * HOUR)
    told = digest(any_database)
    assert counts(told) == (1, 0, 0)
    satisfied = told.figures["satisfied"]
    assert (satisfied.count, satisfied.among) == (0, 1)


def test_a_reopening_later_does_not_change_a_digest_told_again(any_database: Database, number: str) -> None:
    reach(any_database, number, after=2 * HOUR)
    before = digest(any_database, as_of=at() + 5 * HOUR)
    with any_database.transaction() as session:
        found = get_ticket(session, number=number)
        found.resolve(by="chen", at=at() + 6 * HOUR)
        found.rate(solved=False, score=1, by="caller", at=at() + 7 * HOUR)
    assert digest(any_database, as_of=at() + 5 * HOUR) == before
    assert counts(before) == (1, 0, 0)
    assert (before.figures["reopened"].count, before.figures["reopened"].among) == (0, 1)
    assert digest(any_database).figures["reopened"].count == 1


def test_a_merge_later_does_not_change_a_digest_told_again(any_database: Database, number: str) -> None:
    other = ticket(any_database, "web-2", at())
    before = digest(any_database, as_of=at() + 5 * HOUR)
    with any_database.transaction() as session:
        duplicate, kept = (get_ticket(session, number=one) for one in (other, number))
        duplicate.merge_into(kept, by="chen", at=at() + 6 * HOUR)
    assert digest(any_database, as_of=at() + 5 * HOUR) == before
    assert sum(one.tickets for one in before.departments) == 2
    assert sum(one.tickets for one in digest(any_database).departments) == 1


def test_a_ticket_withdrawn_in_time_is_not_counted(any_database: Database, number: str) -> None:
    with any_database.transaction() as session:
        found = get_ticket(session, number=number)
        found.accept("chen", at=at() + HOUR)
        found.close(by="chen", outcome=Outcome.WITHDRAWN, at=at() + 2 * HOUR)
    assert digest(any_database).figures["promise_kept"].among == 0


def test_departments_are_told_by_their_own_tickets(any_database: Database, number: str) -> None:
    ticket(any_database, "web-2", at(), department="儿科")
    reach(any_database, number, after=HOUR)
    found = {one.department: one for one in digest(any_database, as_of=LATER).departments}
    assert (found["心血管内科"].kept, found["儿科"].silent) == (1, 1)
