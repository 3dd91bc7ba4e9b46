"""`hotline user`: accounts are added, changed and closed, and what cannot be done is said in a sentence."""

import pyotp
import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner

from console.commands.user import command
from console.words import Trouble
from hotline.database import Database
from hotline.staff import (
    StaffMember,
    StaffRole,
    begin_second_factor,
    confirm_second_factor,
    find_setup_key,
    find_signed_in,
    has_second_factor,
    start_sign_in,
    verify_password,
)
from tests.hotline.making import SetClock

PASSWORD = "warm-lantern-77"


@pytest.fixture(autouse=True)
def cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("hotline.staff.hashing._HASHER", cheap)


def run(*words: str, typed: str = "") -> str:
    return CliRunner().invoke(command, words, input=typed, catch_exceptions=False).output


def add(username: str, *more: str, password: str = PASSWORD) -> str:
    return run("add", username, "--name", "王秀英", "--password-stdin", *more, typed=f"{password}\n")


def refused(*words: str, typed: str = "") -> str:
    """The key of the trouble, which must name every fact its sentence wants."""
    with pytest.raises(Trouble) as trouble:
        CliRunner().invoke(command, words, input=typed, catch_exceptions=False)
    assert str(trouble.value)
    return trouble.value.key


def member(database: Database, username: str) -> StaffMember:
    with database.reading() as session:
        found = session.get(StaffMember, username)
    assert found is not None
    return found


def enrol(database: Database, username: str) -> None:
    clock = SetClock()
    with database.transaction() as session:
        begin_second_factor(session, username=username)
        key = find_setup_key(session, username=username, issuer="desk")
        assert key is not None
        code = pyotp.TOTP(key.secret).at(clock.now())
        confirm_second_factor(session, username=username, code=code, clock=clock)


def test_an_account_is_added_and_may_sign_in(small_database: Database) -> None:
    assert "王秀英" in add("Wang")
    found = verify_password(small_database, username="wang", password=PASSWORD, clock=SetClock())
    assert found.member is not None
    assert not found.member.password_given, "whoever typed it here is its owner"
    assert found.member is not None


def test_an_administrator_is_told_of_the_second_factor(small_database: Database) -> None:
    assert "second factor" in add("fang", "--role", "administrator")
    assert "second factor" not in add("wang")


def test_what_cannot_be_added_is_said(small_database: Database) -> None:
    add("wang")
    for key, username, more, password in (
        ("username_taken", "WANG", (), PASSWORD),
        ("username_unfit", "wang xiuying", (), PASSWORD),
        ("username_unfit", "hotline", (), PASSWORD),
        ("password_short", "lin", (), "warm"),
        ("password_common", "lin", (), "Password123"),
        ("department_missing", "lin", ("--role", "department"), PASSWORD),
        ("unknown_department", "lin", ("--department", "没有的科"), PASSWORD),
    ):
        words = ("add", username, "--name", "林", "--password-stdin", *more)
        assert refused(*words, typed=f"{password}\n") == key
    assert refused("add", "lin", "--name", " ", "--password-stdin") == "name_blank"


def test_the_list_tells_roles_factors_and_who_left(small_database: Database) -> None:
    add("fang", "--role", "administrator")
    add("wang")
    add("lin")
    enrol(small_database, "fang")
    run("disable", "lin")
    lines = {line.split()[0]: line for line in run("list").splitlines()}
    assert set(lines) == {"fang", "wang"}
    assert "administrator" in lines["fang"]
    assert "second factor" in lines["fang"]
    assert "password only" in lines["wang"]
    everybody = run("list", "--all")
    assert "(disabled)" in next(line for line in everybody.splitlines() if line.startswith("lin"))


def test_disabling_and_a_new_password_end_every_sign_in(small_database: Database) -> None:
    clock = SetClock()
    for word, typed in (("password", "槐花开在五月的小桥边\n"), ("disable", "")):
        username = f"wang-{word}"
        add(username)
        with small_database.transaction() as session:
            token = start_sign_in(session, username=username, clock=clock)
        run(word, username, *(("--password-stdin",) if typed else ()), typed=typed)
        with small_database.reading() as session:
            assert find_signed_in(session, token=token, clock=clock) is None
    assert member(small_database, "wang-disable").disabled


def test_a_role_is_changed_and_what_it_owes_is_said(small_database: Database) -> None:
    add("wang")
    assert "second factor" in run("role", "wang", "administrator")
    assert member(small_database, "wang").role is StaffRole.ADMINISTRATOR
    add("fang", "--role", "administrator")
    assert "second factor" not in run("role", "wang", "nurse")


def test_the_last_administrator_stays(small_database: Database) -> None:
    add("fang", "--role", "administrator")
    assert refused("disable", "fang") == "last_administrator"
    assert refused("role", "fang", "nurse") == "last_administrator"
    add("xu", "--role", "administrator")
    run("disable", "fang")
    assert refused("disable", "xu") == "last_administrator"


def test_a_lost_telephone_is_forgotten(small_database: Database) -> None:
    add("wang")
    assert refused("reset-second-factor", "wang") == "no_second_factor"
    enrol(small_database, "wang")
    run("reset-second-factor", "wang")
    with small_database.reading() as session:
        assert not has_second_factor(session, username="wang")


def test_who_is_not_there_is_said(small_database: Database) -> None:
    for words in (
        ("disable", "nobody"),
        ("role", "nobody", "nurse"),
        ("password", "nobody"),
        ("reset-second-factor", "nobody"),
    ):
        assert refused(*words) == "no_such_user"


def test_a_bad_new_password_changes_nothing(small_database: Database) -> None:
    add("wang")
    assert refused("password", "wang", "--password-stdin", typed="1234567890\n") == "password_common"
    found = verify_password(small_database, username="wang", password=PASSWORD, clock=SetClock())
    assert found.member is not None
