"""Where somebody is, as callers tell it after an alarm, and how they put it right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.whereabouts import Whereabouts, read_whereabouts


@pytest.mark.parametrize(
    ("said", "place", "phone"),
    [
        ("在清溪镇三组村口，电话13800138000", "在清溪镇三组村口", "13800138000"),
        ("地址是老街28号，我的电话是138-0013-8000", "老街28号", "13800138000"),
        ("3号楼，幺三八，零零幺三，八零零零", "3号楼", "13800138000"),
        ("13800138000", None, "13800138000"),
        ("门口有棵大樟树", "门口有棵大樟树", None),
        ("去你们医院门口怎么走", None, None),
        ("高血压吃多少盐合适", None, None),
    ],
)
def test_the_place_is_told_apart_from_the_number(said: str, place: str | None, phone: str | None) -> None:
    told = read_whereabouts(said)
    assert (told.place, told.phone, told.corrects) == (place, phone, False)


@pytest.mark.parametrize(
    ("said", "place", "phone"),
    [
        ("不对，是清河镇", "清河镇", None),
        ("不是三组是四组", "四组", None),
        ("地址错了，是上湾", "上湾", None),
        ("错了错了", None, None),
        ("记错了，13900139000", None, "13900139000"),
    ],
)
def test_a_correction_is_known_by_how_it_begins(said: str, place: str | None, phone: str | None) -> None:
    told = read_whereabouts(said)
    assert (told.place, told.phone, told.corrects) == (place, phone, bool(place or phone))


@pytest.mark.parametrize("said", ["不对", "不对，是8001", "说错了。", "不对，是我妈", "不对，不是清河镇"])
def test_a_correction_of_nobody_knows_what_is_unclear(said: str) -> None:
    assert read_whereabouts(said) == Whereabouts(is_unclear=True)


@given(st.lists(st.text(min_size=1, alphabet="村镇一二三甲乙丙丁"), min_size=1, max_size=8))
def test_the_first_place_told_is_never_lost_and_the_last_is_always_there(places: list[str]) -> None:
    known: str | None = None
    for place in places:
        known = Whereabouts(place=place).place_after(known)
    assert known is not None
    parts = known.split("；")
    assert parts[0] == places[0]
    assert places[-1] in parts
    assert Whereabouts(place="别处", corrects=True).place_after(known) == "别处"
