"""However a number is typed, it is one number."""

import pytest

from hotline.phone import find_phone_number, is_mobile, last_four, plain_number


@pytest.mark.parametrize(
    "typed",
    [
        "13800008000",
        "138 0000 8000",
        "138-0000-8000",
        "8613800008000",
        "+86 13800008000",
        "008613800008000",
        "１３８００００８０００",
    ],
)
def test_every_way_of_typing_a_number_is_the_same_number(typed: str) -> None:
    assert plain_number(typed) == "13800008000"
    assert last_four(typed) == "8000"


def test_a_line_with_an_area_code_keeps_it() -> None:
    assert plain_number("0591-2233 4455") == "059122334455"


def test_a_mobile_number_that_begins_like_the_prefix_keeps_its_digits() -> None:
    assert plain_number("8613-0000") == "86130000"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("13812345678", "13812345678"),
        ("我的号码是 138-1234 5678，您打吧", "13812345678"),
        ("幺三八 一二三四 五六七八", "13812345678"),
        ("一三八嗯然后一二三四，五六七八", "13812345678"),
        ("０５９１－８８１２３４５６", "059188123456"),
        ("+8613812345678", "13812345678"),
        ("1381234567", None),
        ("血压一百六，吃了三片药", None),
        ("进度码 123456", None),
    ],
)
def test_a_number_is_found_in_what_is_said(said: str, number: str | None) -> None:
    assert find_phone_number(said) == number


@pytest.mark.parametrize("number", ["138-0000-8000", "+86 13800008000"])
def test_a_short_message_is_read_on_a_mobile(number: str) -> None:
    assert is_mobile(number)


@pytest.mark.parametrize("number", ["0597-8810120", "8810120", ""])
def test_a_short_message_is_not_read_on_a_landline(number: str) -> None:
    assert not is_mobile(number)
