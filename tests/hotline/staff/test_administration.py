"""Roles change, accounts close, and an administrator always remains."""

import threading

import pytest

from hotline.database import Database
from hotline.staff import (
    LastAdministrator,
    NoSuchStaff,
    NotDisabled,
    PasswordShort,
    StaffMember,
    StaffRole,
    UsernameUnfit,
    add_staff,
    change_role,
    disable_staff,
    enable_staff,
    find_signed_in,
    list_staff,
    set_password,
    start_sign_in,
)
from tests.hotline.making import SetClock, add_member

GOOD = "槐花开在五月的小桥边"
ADMINISTRATOR, NURSE = StaffRole.ADMINISTRATOR, StaffRole.NURSE


@pytest.fixture(autouse=True)
def staff(any_database: Database) -> None:
    with any_database.transaction() as session:
        for username, role in (("chen", NURSE), ("fang", ADMINISTRATOR), ("xu", ADMINISTRATOR)):
            add_member(session, username, role=role)


def test_a_role_and_its_department_change_together(any_database: Database) -> None:
    with any_database.transaction() as session:
        change_role(session, username="Chen", role=StaffRole.DEPARTMENT, department="心血管内科")
    with any_database.reading() as session:
        member = session.get_one(StaffMember, "chen")
        assert (member.role, member.department) == (StaffRole.DEPARTMENT, "心血管内科")


def test_the_last_administrator_can_be_neither_disabled_nor_demoted(any_database: Database) -> None:
    with any_database.transaction() as session:
        disable_staff(session, username="fang")
    with pytest.raises(LastAdministrator), any_database.transaction() as session:
        disable_staff(session, username="xu")
    with pytest.raises(LastAdministrator), any_database.transaction() as session:
        change_role(session, username="xu", role=NURSE, department=None)
    with any_database.transaction() as session:
        change_role(session, username="xu", role=ADMINISTRATOR, department="信息科")


def test_who_is_enabled_again_keeps_name_and_role(any_database: Database) -> None:
    with any_database.transaction() as session:
        disable_staff(session, username="fang")
        enable_staff(session, username="Fang", password=GOOD)
        member = session.get_one(StaffMember, "fang")
        assert (member.disabled, member.role, member.password_given) == (False, ADMINISTRATOR, True)
        set_password(session, username="fang", password=GOOD)
        assert not member.password_given
    with pytest.raises(NotDisabled), any_database.transaction() as session:
        enable_staff(session, username="fang", password=GOOD)
    with pytest.raises(NoSuchStaff), any_database.transaction() as session:
        enable_staff(session, username="nobody", password=GOOD)


def test_two_who_disable_each_other_at_once_do_not_both_succeed(any_database: Database) -> None:
    refused: list[str] = []

    def disable(username: str) -> None:
        try:
            with any_database.transaction() as session:
                disable_staff(session, username=username)
        except LastAdministrator as last:
            refused.append(last.username)

    both = [threading.Thread(target=disable, args=(username,)) for username in ("fang", "xu")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(refused) == 1


def test_who_left_is_listed_last_and_only_when_asked_for(any_database: Database) -> None:
    with any_database.transaction() as session:
        disable_staff(session, username="chen")
        assert [member.username for member in list_staff(session)] == ["fang", "xu"]
        everybody = list_staff(session, also_disabled=True)
        assert [member.username for member in everybody] == ["fang", "xu", "chen"]
        for change in (disable_staff, lambda *a, **k: change_role(*a, role=NURSE, department=None, **k)):
            with pytest.raises(NoSuchStaff):
                change(session, username="chen")


def test_disabling_and_a_new_password_end_sign_ins_but_the_one_that_asked(
    any_database: Database, clock: SetClock
) -> None:
    with any_database.transaction() as session:
        mine, other = (start_sign_in(session, username="chen", clock=clock) for _ in range(2))
        theirs = start_sign_in(session, username="fang", clock=clock)
        set_password(session, username="chen", password=GOOD, but=mine)

        def who(token: str) -> str | None:
            found = find_signed_in(session, token=token, clock=clock)
            return found.username if found else None

        assert (who(mine), who(other), who(theirs)) == ("chen", None, "fang")
        disable_staff(session, username="chen")
        assert (who(mine), who(theirs)) == (None, "fang")


@pytest.mark.parametrize("username", ["", "x", "wang xiu", "a/b", "<b>", "x" * 41, "Hotline", "王\n秀"])
def test_an_unfit_user_name_is_refused(any_database: Database, clock: SetClock, username: str) -> None:
    with pytest.raises(UsernameUnfit), any_database.transaction() as session:
        add_staff(
            session, username=username, display_name="王", role=NURSE, password="warm-lantern-77", clock=clock
        )


def test_a_short_password_keeps_the_old_one_and_the_sign_ins(any_database: Database, clock: SetClock) -> None:
    with any_database.transaction() as session:
        token = start_sign_in(session, username="chen", clock=clock)
    with pytest.raises(PasswordShort), any_database.transaction() as session:
        set_password(session, username="chen", password="short")
    with any_database.reading() as session:
        assert find_signed_in(session, token=token, clock=clock) is not None
        assert session.get_one(StaffMember, "chen").password_hash == "none"
