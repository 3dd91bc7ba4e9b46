"""One replica at a time asks for the next token; the others use what is there."""

from datetime import timedelta
from pathlib import Path

from hotline.access_tokens import Lent, Turn, end_turn, keep_token, take_turn
from hotline.database import Database, Keyring, install_keyring
from tests.hotline.making import SetClock

ACCOUNT = "wx-of-a-test"
HOURS = timedelta(hours=2)


def turn(database: Database, clock: SetClock, *, spoiled: str | None = None) -> Turn:
    with database.transaction() as session:
        return take_turn(session, account=ACCOUNT, spoiled=spoiled, clock=clock)


def keep(
    database: Database,
    clock: SetClock,
    taken: Turn,
    token: str,
    *,
    lasts: timedelta = HOURS,
    forced: bool = False,
) -> None:
    with database.transaction() as session:
        lent = Lent(token, clock.now() + lasts)
        keep_token(session, account=ACCOUNT, turn=taken, lent=lent, forced=forced, clock=clock)


def lent(taken: Turn) -> str | None:
    return taken.lent.token if taken.lent else None


def test_the_first_asks_and_the_second_waits(any_database: Database, clock: SetClock) -> None:
    first, second = turn(any_database, clock), turn(any_database, clock)
    assert first.until is not None
    assert (second.until, second.lent) == (None, None)


def test_what_one_was_lent_all_use(any_database: Database, clock: SetClock) -> None:
    keep(any_database, clock, turn(any_database, clock), "one")
    after = turn(any_database, clock)
    assert (lent(after), after.until) == ("one", None)


def test_five_minutes_before_its_end_one_asks_and_the_others_use_the_old(
    any_database: Database, clock: SetClock
) -> None:
    keep(any_database, clock, turn(any_database, clock), "one")
    clock.move(minutes=114, seconds=59)
    assert turn(any_database, clock).until is None
    clock.move(seconds=1)
    asking, other = turn(any_database, clock), turn(any_database, clock)
    assert (lent(asking), asking.until is not None) == ("one", True)
    assert (lent(other), other.until) == ("one", None)
    keep(any_database, clock, asking, "two")
    assert lent(turn(any_database, clock)) == "two"


def test_one_that_has_ended_is_used_by_nobody(database: Database, clock: SetClock) -> None:
    keep(database, clock, turn(database, clock), "one")
    clock.move(hours=2)
    assert lent(turn(database, clock)) is None


def test_after_a_crash_the_lease_ends(database: Database, clock: SetClock) -> None:
    lapsed = turn(database, clock)
    clock.move(seconds=14)
    assert turn(database, clock).until is None
    clock.move(seconds=1)
    taken = turn(database, clock)
    assert taken.until is not None
    keep(database, clock, taken, "new")
    keep(database, clock, lapsed, "old")
    assert lent(turn(database, clock)) == "new"


def test_who_was_lent_nothing_lets_the_next_ask(database: Database, clock: SetClock) -> None:
    taken = turn(database, clock)
    with database.transaction() as session:
        end_turn(session, account=ACCOUNT, turn=taken)
    assert turn(database, clock).until is not None


def test_a_spoiled_one_is_asked_for_anew_unless_another_is_there(database: Database, clock: SetClock) -> None:
    keep(database, clock, turn(database, clock), "one")
    taken = turn(database, clock, spoiled="one")
    assert (lent(taken), taken.until is not None) == (None, True)
    keep(database, clock, taken, "two")
    after = turn(database, clock, spoiled="one")
    assert (lent(after), after.until) == ("two", None)


def test_force_is_used_no_more_often_in_a_day_than_wechat_allows(database: Database, clock: SetClock) -> None:
    forced = 0
    for _ in range(24 * 4):
        taken = turn(database, clock, spoiled="bad")
        keep(database, clock, taken, "bad", forced=taken.may_force)
        forced += taken.may_force
        clock.move(minutes=15)
    assert forced == 20


def test_one_that_is_lent_for_a_minute_is_not_asked_for_at_each_use(
    database: Database, clock: SetClock
) -> None:
    keep(database, clock, turn(database, clock), "short", lasts=timedelta(minutes=4))
    assert turn(database, clock).until is None
    clock.move(seconds=61)
    assert turn(database, clock).until is not None


def test_one_that_no_key_opens_is_none(any_database: Database, clock: SetClock) -> None:
    keep(any_database, clock, turn(any_database, clock), "one")
    install_keyring(Keyring(Keyring.generate_key()))
    taken = turn(any_database, clock)
    assert (taken.lent, taken.until is not None) == (None, True)


def test_the_file_does_not_hold_it(database: Database, database_file: Path, clock: SetClock) -> None:
    keep(database, clock, turn(database, clock), "a-token-nobody-reads")
    raw = b"".join(path.read_bytes() for path in database_file.parent.glob("hotline.db*"))
    assert ACCOUNT.encode() in raw
    assert b"a-token-nobody-reads" not in raw
    assert "a-token-nobody-reads" not in repr(turn(database, clock))
