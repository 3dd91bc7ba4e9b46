"""What everybody would try first is refused; what is long and odd is not, without signs or capitals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.staff.password_rules import (
    SHORTEST,
    PasswordCommon,
    PasswordRefused,
    PasswordShort,
    require_good_password,
    surprises,
)


@pytest.mark.parametrize(
    "password",
    [
        "1234567890",
        "0987654321",
        "qwertyuiop",
        "poiuytrewq",
        "1qaz2wsx3edc",
        "Password123",
        "P@ssw0rd2026",
        "admin@123456",
        "hospital2026",
        "woaini1314520",
        "密码密码密码密码密码",
        "护士护士护士12345",
        "aaaaaaaaaaaa",
        "abababababab",
        "13800008000a",
        "19900101abc",
        "chenxiulan",
        "chenxiulan2026",
        "ChenXiulan-123",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordCommon) as refused:
        require_good_password(password, username="chenxiulan")
    assert password not in str(refused.value)


@pytest.mark.parametrize(
    "password",
    [
        "warm-lantern-77",
        "槐花开在五月的小桥边",
        "7hG#kq2Lw9",
        "another one",
        "lin zai xi tou",
        "茶杯 lantern 44",
    ],
)
def test_what_nobody_would_try_is_taken(password: str) -> None:
    require_good_password(password, username="chenxiulan")


@pytest.mark.parametrize("password", ["", "warm-lant", "槐花开在五月"])
def test_what_is_short_is_refused_as_short(password: str) -> None:
    with pytest.raises(PasswordShort) as refused:
        require_good_password(password, username="chen")
    assert refused.value.least == SHORTEST


@given(st.text(), st.text())
def test_any_text_gets_an_answer(password: str, username: str) -> None:
    assert 0 <= surprises(password, username=username) <= len(password.casefold())
    try:
        require_good_password(password, username=username)
    except PasswordRefused:
        return
    assert len(password) >= SHORTEST


@given(st.text())
def test_adding_a_strange_sign_never_makes_a_password_worse(password: str) -> None:
    assert surprises(f"{password}乙", username="x") >= surprises(password, username="x")
