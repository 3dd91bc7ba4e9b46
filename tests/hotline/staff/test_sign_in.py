"""A sign-in lasts one shift, ends when told to, and its token is in no table."""

from pathlib import Path

import pytest

from hotline.database import Database
from hotline.staff import (
    NoSuchStaff,
    disable_staff,
    end_sign_in,
    find_signed_in,
    get_active_staff,
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
