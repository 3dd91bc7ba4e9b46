"""Who signs in is who they say, and guessing is stopped without telling who works here."""

import threading
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from hotline.database import Database
from hotline.staff import (
    PasswordCheck,
    StaffMember,
    StaffRole,
    UsernameTaken,
    add_staff,
    disable_staff,
    set_password,
    verify_password,
)
from hotline.staff.attempts import SignInAttempts
from tests.hotline.making import SetClock

pytestmark = pytest.mark.whole  # argon2 is slow on purpose

RIGHT, WRONG = "槐花开在五月的小桥边", "wrong"


@pytest.fixture(autouse=True)
def chen(any_database: Database, clock: SetClock) -> None:
    with any_database.transaction() as session:
        add_staff(
            session, username="Chen", display_name="陈护士", role=StaffRole.NURSE, password=RIGHT, clock=clock
        )


def check(database: Database, clock: SetClock, password: str, *, username: str = "chen") -> PasswordCheck:
    return verify_password(database, username=username, password=password, clock=clock)


def test_the_right_password_gives_the_member_however_the_name_is_written(
    any_database: Database, clock: SetClock
) -> None:
    for typed in ("chen", "Chen ", " CHEN"):
        found = check(any_database, clock, RIGHT, username=typed).member
        assert found is not None
        assert (found.username, found.display_name, found.role) == ("chen", "陈护士", StaffRole.NURSE)


def test_a_wrong_name_is_answered_like_a_wrong_password(any_database: Database, clock: SetClock) -> None:
    answers = [check(any_database, clock, WRONG), check(any_database, clock, WRONG, username="nobody")]
    assert answers == [PasswordCheck(), PasswordCheck()]


@pytest.mark.parametrize("username", ["chen", "nobody"])
def test_five_failures_lock_any_name_for_a_quarter_of_an_hour(
    any_database: Database, clock: SetClock, username: str
) -> None:
    for _ in range(5):
        assert check(any_database, clock, WRONG, username=username) == PasswordCheck()
    locked = PasswordCheck(locked_until=clock.at + timedelta(minutes=15))
    clock.move(minutes=1)
    assert check(any_database, clock, RIGHT, username=username) == locked
    clock.move(minutes=13, seconds=59)
    assert check(any_database, clock, RIGHT, username=username) == locked
    clock.move(seconds=1)
    assert (check(any_database, clock, RIGHT, username=username).member is not None) == (username == "chen")


def test_a_success_forgets_the_failures(any_database: Database, clock: SetClock) -> None:
    for _ in range(2):
        for _ in range(4):
            check(any_database, clock, WRONG)
        assert check(any_database, clock, RIGHT).member is not None


def test_many_guesses_at_once_get_five_tries_together(any_database: Database, clock: SetClock) -> None:
    answers: list[PasswordCheck] = []
    guesses = [
        threading.Thread(target=lambda: answers.append(check(any_database, clock, WRONG))) for _ in range(9)
    ]
    for guess in guesses:
        guess.start()
    for guess in guesses:
        guess.join()
    assert sum(answer.locked_until is not None for answer in answers) == 4


def test_a_disabled_member_does_not_get_in(any_database: Database, clock: SetClock) -> None:
    with any_database.transaction() as session:
        disable_staff(session, username="chen")
    assert check(any_database, clock, RIGHT) == PasswordCheck()


def test_a_new_password_replaces_the_old_one(any_database: Database, clock: SetClock) -> None:
    with any_database.transaction() as session:
        set_password(session, username="chen", password="another one")
    assert check(any_database, clock, RIGHT).member is None
    assert check(any_database, clock, "another one").member is not None


def test_a_hash_of_older_strength_is_renewed_on_signing_in(any_database: Database, clock: SetClock) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(RIGHT)
    with any_database.transaction() as session:
        session.execute(update(StaffMember).values(password_hash=weak))
    assert check(any_database, clock, RIGHT).member is not None
    with any_database.reading() as session:
        assert session.scalars(select(StaffMember.password_hash)).one() != weak
    assert check(any_database, clock, RIGHT).member is not None


def test_a_password_typed_as_a_name_is_kept_nowhere(any_database: Database, clock: SetClock) -> None:
    check(any_database, clock, "", username=RIGHT)
    with any_database.reading() as session:
        assert RIGHT not in session.scalars(select(SignInAttempts.name_hash)).all()


def test_a_user_name_is_given_once(any_database: Database, clock: SetClock) -> None:
    with pytest.raises(UsernameTaken), any_database.transaction() as session:
        add_staff(
            session, username="CHEN", display_name="陈", role=StaffRole.EDITOR, password=RIGHT, clock=clock
        )
