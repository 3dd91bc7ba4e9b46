"""However a number is typed, it is one number."""

import pytest

from hotline.phone import last_four, plain_number


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
