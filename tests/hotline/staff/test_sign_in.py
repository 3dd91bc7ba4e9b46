"""A sign-in lasts one shift, ends when told to, and its token is in no table."""

from datetime import timedelta
from pathlib import Path

import pytest

from hotline.database import Database
from hotline.staff import (
    NoSuchStaff,
    disable_staff,
    end_sign_in,
    end_sign_ins,
    find_half_signed_in,
    find_signed_in,
    get_active_staff,
    is_of,
    list_sign_ins,
    needs_noting,
    note_use,
    start_half_sign_in,
    start_sign_in,
)
from tests.hotline.making import SetClock, add_member


@pytest.fixture
def token(any_database: Database, clock: SetClock) -> str:
    with any_database.transaction() as session:
        add_member(session, "chen")
        return start_sign_in(session, username="chen", clock=clock)


def who(database: Database, clock: SetClock, token: str) -> str | None:
    with database.reading() as session:
        member = find_signed_in(session, token=token, clock=clock)
        return member.username if member else None


def test_a_token_names_its_member_for_one_shift(any_database: Database, clock: SetClock, token: str) -> None:
    assert who(any_database, clock, token) == "chen"
    clock.move(hours=11, minutes=59)
    assert who(any_database, clock, token) == "chen"
    clock.move(minutes=1)
    assert who(any_database, clock, token) is None


def test_a_wrong_token_names_nobody(any_database: Database, clock: SetClock, token: str) -> None:
    assert who(any_database, clock, f"{token}x") is None


def test_signing_out_ends_this_browser_and_no_other(
    any_database: Database, clock: SetClock, token: str
) -> None:
    with any_database.transaction() as session:
        other = start_sign_in(session, username="chen", clock=clock)
        end_sign_in(session, token=token)
    assert who(any_database, clock, token) is None
    assert who(any_database, clock, other) == "chen"


def test_a_disabled_member_is_signed_out_at_once(any_database: Database, clock: SetClock, token: str) -> None:
    with any_database.transaction() as session:
        disable_staff(session, username="chen")
    assert who(any_database, clock, token) is None
    with pytest.raises(NoSuchStaff), any_database.reading() as session:
        get_active_staff(session, username="chen")


def test_the_token_is_not_in_the_file(database: Database, database_file: Path, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "wu")
        token = start_sign_in(session, username="wu", clock=clock)
    raw = b"".join(path.read_bytes() for path in database_file.parent.glob("hotline.db*"))
    assert token.encode() not in raw


TWO_HOURS = timedelta(hours=2)


def test_left_alone_it_rests_and_used_it_does_not(any_database: Database, clock: SetClock) -> None:
    with any_database.transaction() as session:
        add_member(session, "chen")
        token = start_sign_in(session, username="chen", clock=clock, rests_after=TWO_HOURS)
    clock.move(hours=1, minutes=59)
    assert who(any_database, clock, token) == "chen"
    with any_database.transaction() as session:
        note_use(session, token=token, clock=clock, rests_after=TWO_HOURS)
    clock.move(hours=1, minutes=59)
    assert who(any_database, clock, token) == "chen"
    clock.move(minutes=1)
    assert who(any_database, clock, token) is None
    with any_database.transaction() as session:  # what rests is woken by the password alone
        note_use(session, token=token, clock=clock, rests_after=TWO_HOURS)
    assert who(any_database, clock, token) is None
    with any_database.reading() as session:
        assert find_signed_in(session, token=token, clock=clock, also_resting=True) is not None
        clock.move(hours=12)
        assert find_signed_in(session, token=token, clock=clock, also_resting=True) is None


def test_no_use_makes_it_last_longer(any_database: Database, clock: SetClock, token: str) -> None:
    for _ in range(24):
        clock.move(minutes=29)
        with any_database.transaction() as session:
            note_use(session, token=token, clock=clock, rests_after=TWO_HOURS)
    assert who(any_database, clock, token) == "chen"
    clock.move(minutes=24)
    assert who(any_database, clock, token) is None


def test_a_use_is_noted_once_a_minute(any_database: Database, clock: SetClock, token: str) -> None:
    with any_database.reading() as session:
        assert not needs_noting(session, token=token, clock=clock)
        assert not needs_noting(session, token="unknown", clock=clock)
        clock.move(minutes=1)
        assert needs_noting(session, token=token, clock=clock)


def test_half_a_sign_in_opens_nothing_and_ends_soon(
    any_database: Database, clock: SetClock, token: str
) -> None:
    with any_database.transaction() as session:
        half = start_half_sign_in(session, username="chen", clock=clock)
    assert who(any_database, clock, half) is None
    with any_database.reading() as session:
        assert find_signed_in(session, token=half, clock=clock, also_resting=True) is None
        assert find_half_signed_in(session, token=token, clock=clock) is None
        assert find_half_signed_in(session, token=half, clock=clock) is not None
        assert [is_of(one, token=token) for one in list_sign_ins(session, username="chen", clock=clock)] == [
            True
        ]
        clock.move(minutes=10)
        assert find_half_signed_in(session, token=half, clock=clock) is None


def test_ending_the_others_leaves_this_one(any_database: Database, clock: SetClock, token: str) -> None:
    with any_database.transaction() as session:
        other = start_sign_in(session, username="chen", clock=clock)
        half = start_half_sign_in(session, username="chen", clock=clock)
        end_sign_ins(session, username="chen", but=token)
    assert [who(any_database, clock, one) for one in (token, other)] == ["chen", None]
    with any_database.reading() as session:
        assert find_half_signed_in(session, token=half, clock=clock) is None
