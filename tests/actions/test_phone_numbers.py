"""A number is understood however it is given, and never invented."""

import pytest

from actions.phone_numbers import find_last_four, find_progress_code, holds_digits, is_bare_number
from hotline.phone import find_phone_number


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("13800138000", "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
        ("我的电话是13800138000，谢谢", "13800138000"),
        ("一三八零零一三八零零零", "13800138000"),
        ("幺三八，洞洞幺三，八零零零", "13800138000"),
        ("幺三八然后零零幺三嗯八零零零", "13800138000"),
        ("打0591-22345678", "059122345678"),
        ("座机（0591）2234567", "05912234567"),
        ("零五九一，二二三四五六七", "05912234567"),
    ],
)
def test_a_number_is_heard(said: str, number: str) -> None:
    assert find_phone_number(said) == number


@pytest.mark.parametrize(
    "said",
    [
        "1380013800",
        "138001380001",
        "22345678",
        "我吃了两片药",
        "血压一百六",
        "12345678901",
        "不方便",
        "482913",
    ],
)
def test_what_is_no_number_is_not_taken_for_one(said: str) -> None:
    assert find_phone_number(said) is None


@pytest.mark.parametrize(
    ("said", "tried"), [("1380013", True), ("一三八零零", True), ("两天了", False), ("130/80", False)]
)
def test_a_number_begun_is_noticed(said: str, *, tried: bool) -> None:
    assert holds_digits(said) is tried


@pytest.mark.parametrize("said", ["482913", "进度码 482913", "四八二九一三", "进度码是四八二，九一三"])
def test_a_progress_code_is_heard(said: str) -> None:
    assert find_progress_code(said) == "482913"


@pytest.mark.parametrize("said", ["13800138000", "48291", "我想查进度"])
def test_no_code_is_read_out_of_other_numbers(said: str) -> None:
    assert find_progress_code(said) is None


@pytest.mark.parametrize("said", ["8000", "尾号8000", "八零零零", "后四位是八零零零"])
def test_four_digits_are_heard(said: str) -> None:
    assert find_last_four(said) == "8000"


def test_code_and_digits_may_come_together() -> None:
    assert find_progress_code("482913 8000") == "482913"
    assert find_last_four("482913 8000") == "8000"


def test_bare_digits_answer_whatever_was_asked() -> None:
    assert is_bare_number("1380000")
    assert is_bare_number(" 一三八 零零零 ")
    assert not is_bare_number("查一下工单 123456")
