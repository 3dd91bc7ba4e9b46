"""A code counts once and for a minute and a half, guesses are counted, and a lost telephone has a way out."""

import threading
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select, text

from hotline.database import Database
from hotline.staff import (
    CodeCheck,
    NoSecondFactor,
    PasswordCheck,
    SecondFactorOn,
    WrongCode,
    begin_second_factor,
    confirm_second_factor,
    find_setup_key,
    has_second_factor,
    recovery_codes_left,
    remove_second_factor,
    renew_recovery_codes,
    verify_code,
    verify_password,
    with_second_factor,
)
from hotline.staff.hashing import hash_password
from hotline.staff.member import StaffMember
from hotline.staff.second_factor import RECOVERY_CODES, RecoveryCode, SecondFactor, _draw, _plain
from tests.hotline.making import SetClock, add_member

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RIGHT = "槐花开在五月的小桥边"


def code_at(clock: SetClock, *, steps: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(clock.now(), counter_offset=steps)


@pytest.fixture
def codes(any_database: Database, clock: SetClock) -> tuple[str, ...]:
    """Chen's recovery codes; the telephone's code of the present step is spent."""
    with any_database.transaction() as session:
        add_member(session, "chen")
        session.add(SecondFactor(username="chen", secret=SECRET, confirmed_at=None, last_step=0))
        session.flush()
        return confirm_second_factor(session, username="chen", code=code_at(clock), clock=clock)


def check(database: Database, clock: SetClock, code: str, *, username: str = "chen") -> CodeCheck:
    return verify_code(database, username=username, code=code, clock=clock)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_of_the_neighbouring_step_counts(
    any_database: Database, clock: SetClock, codes: tuple[str, ...], steps: int
) -> None:
    clock.move(minutes=5)
    assert check(any_database, clock, code_at(clock, steps=steps)).is_right


@pytest.mark.parametrize("steps", [-2, 2])
def test_a_code_of_two_steps_away_does_not(
    any_database: Database, clock: SetClock, codes: tuple[str, ...], steps: int
) -> None:
    clock.move(minutes=5)
    assert check(any_database, clock, code_at(clock, steps=steps)) == CodeCheck()


def test_a_code_counts_once_and_none_before_it_counts_after(
    any_database: Database, clock: SetClock, codes: tuple[str, ...]
) -> None:
    assert check(any_database, clock, code_at(clock)) == CodeCheck()  # it confirmed the setting up
    clock.move(minutes=5)
    code, older = code_at(clock), code_at(clock, steps=-1)
    assert check(any_database, clock, code).is_right
    assert check(any_database, clock, code) == CodeCheck()
    assert check(any_database, clock, older) == CodeCheck()
    clock.move(seconds=30)
    assert check(any_database, clock, code_at(clock)).is_right


def test_the_same_code_sent_by_many_at_once_lets_one_in(
    any_database: Database, clock: SetClock, codes: tuple[str, ...]
) -> None:
    clock.move(minutes=5)
    for code in (code_at(clock), codes[0]):
        assert sum(answer.is_right for answer in at_once(any_database, clock, code)) == 1


def at_once(database: Database, clock: SetClock, code: str) -> list[CodeCheck]:
    answers: list[CodeCheck] = []

    def send() -> None:
        answers.append(check(database, clock, code))

    senders = [threading.Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(answers) == len(senders), "one of them was not answered at all"
    return answers


def test_a_code_is_read_however_it_is_typed(
    any_database: Database, clock: SetClock, codes: tuple[str, ...]
) -> None:
    clock.move(minutes=5)
    code = code_at(clock)
    full_width = "".join(chr(ord(figure) + 0xFEE0) for figure in code)
    assert check(any_database, clock, f" {full_width[:3]} {full_width[3:]} ").is_right
    assert check(any_database, clock, codes[0].upper().replace("-", " ")).is_right


def test_a_recovery_code_counts_once_and_for_nobody_else(
    any_database: Database, clock: SetClock, codes: tuple[str, ...]
) -> None:
    assert len(set(codes)) == RECOVERY_CODES
    with any_database.transaction() as session:
        add_member(session, "lin")
        session.add(SecondFactor(username="lin", secret=SECRET, confirmed_at=clock.now(), last_step=0))
    assert check(any_database, clock, codes[3], username="lin") == CodeCheck()
    assert check(any_database, clock, codes[3]).is_right
    assert check(any_database, clock, codes[3]) == CodeCheck()
    with any_database.reading() as session:
        assert recovery_codes_left(session, username="chen") == RECOVERY_CODES - 1


def test_new_recovery_codes_replace_the_old(
    any_database: Database, clock: SetClock, codes: tuple[str, ...]
) -> None:
    with any_database.transaction() as session:
        fresh = renew_recovery_codes(session, username="chen")
    assert check(any_database, clock, codes[0]) == CodeCheck()
    assert check(any_database, clock, fresh[0]).is_right


def test_five_wrong_codes_close_the_name_for_the_right_one_too(
    any_database: Database, clock: SetClock, codes: tuple[str, ...]
) -> None:
    clock.move(minutes=5)
    for _ in range(5):
        assert check(any_database, clock, "000000") == CodeCheck()
    locked = CodeCheck(locked_until=clock.at + timedelta(minutes=15))
    assert check(any_database, clock, code_at(clock)) == locked
    assert check(any_database, clock, codes[0]) == locked
    clock.move(minutes=15)
    assert check(any_database, clock, code_at(clock)).is_right


@pytest.mark.whole
def test_the_right_password_wins_no_fresh_guesses_at_the_code(
    any_database: Database, clock: SetClock, codes: tuple[str, ...]
) -> None:
    with any_database.transaction() as session:
        member = session.get_one(StaffMember, "chen")
        member.password_hash = hash_password(RIGHT)
    clock.move(minutes=5)
    wrong = 0
    while True:
        found = verify_password(any_database, username="chen", password=RIGHT, clock=clock)
        if found.locked_until:
            break
        assert found == PasswordCheck(member=found.member, needs_code=True)
        assert check(any_database, clock, "000000").is_right is False
        wrong += 1
    assert wrong <= 3
    clock.move(minutes=15)
    verify_password(any_database, username="chen", password=RIGHT, clock=clock)
    assert check(any_database, clock, code_at(clock)).is_right
    for _ in range(5):  # the right code forgot what was counted
        assert check(any_database, clock, "000000").locked_until is None


def test_setting_up_shows_its_secret_until_it_is_confirmed(database: Database, clock: SetClock) -> None:
    with database.transaction() as session:
        add_member(session, "wu")
        with pytest.raises(NoSecondFactor):
            confirm_second_factor(session, username="wu", code="000000", clock=clock)
        begin_second_factor(session, username="wu")
        first = find_setup_key(session, username="wu", issuer="护士台")
        begin_second_factor(session, username="wu")
        key = find_setup_key(session, username="wu", issuer="护士台")
        assert first is not None
        assert key is not None
        assert first.secret != key.secret
        assert key.address.startswith("otpauth://totp/")
        assert not has_second_factor(session, username="wu")
        with pytest.raises(WrongCode):
            confirm_second_factor(
                session, username="wu", code=pyotp.TOTP(first.secret).at(clock.now()), clock=clock
            )
        code = pyotp.TOTP(key.secret).at(clock.now())
        confirm_second_factor(session, username="wu", code=code, clock=clock)
        assert find_setup_key(session, username="wu", issuer="护士台") is None
        assert with_second_factor(session) == {"wu"}
        with pytest.raises(SecondFactorOn):
            begin_second_factor(session, username="wu")
        with pytest.raises(SecondFactorOn):
            confirm_second_factor(session, username="wu", code=code, clock=clock)


def test_taken_off_nothing_of_it_counts(
    any_database: Database, clock: SetClock, codes: tuple[str, ...]
) -> None:
    with any_database.transaction() as session:
        remove_second_factor(session, username="chen")
        with pytest.raises(NoSecondFactor):
            remove_second_factor(session, username="chen")
    clock.move(minutes=5)
    for code in (code_at(clock), codes[0]):
        assert check(any_database, clock, code) == CodeCheck()


def test_neither_secret_nor_codes_stand_in_the_store(
    any_database: Database, clock: SetClock, codes: tuple[str, ...]
) -> None:
    with any_database.reading() as session:
        kept = session.scalar(text("SELECT secret FROM second_factors"))
        assert SECRET not in str(kept)
        hashes = session.scalars(select(RecoveryCode.code_hash)).all()
    assert not {_plain(code) for code in codes} & set(hashes)


def test_a_drawn_code_is_read_as_it_was_drawn() -> None:
    for code in (_draw() for _ in range(200)):
        assert _plain(code) == _plain(code.upper()) == code.replace("-", "")
