"""Age, sex and pregnancy as far as the words tell."""

import pytest

from knowledge_base.guidance import Described, Guide


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("我爸72岁头晕", 72),
        ("孩子三岁半发烧", 3),
        ("七个月大的娃吐奶", 0),
        ("娃娃咳嗽", 6),
        ("我四十五岁，女儿替我问的", 45),
        ("我女儿说我打呼噜", None),
        ("生完孩子以后腰疼", None),
        ("想做试管婴儿", None),
    ],
)
def test_the_age_is_the_patients(text: str, age: int | None) -> None:
    assert Guide.read_person(text).age == age


@pytest.mark.parametrize(
    ("text", "sex"),
    [("我妈腿疼", "female"), ("老公打呼噜", "male"), ("腿疼", None), ("怀孕三个月", "female")],
)
def test_the_sex_is_read_where_it_is_told(text: str, sex: str | None) -> None:
    assert Guide.read_person(text).sex == sex


@pytest.mark.parametrize(
    ("text", "pregnant"),
    [("怀孕五个月牙疼", True), ("大着肚子，鼻塞", True), ("没有怀孕，月经没来", None), ("一直怀不上", None)],
)
def test_pregnancy_is_not_read_out_of_its_denial(text: str, pregnant: bool | None) -> None:  # noqa: FBT001
    assert Guide.read_person(text).pregnant is pregnant


def test_what_was_told_apart_counts_before_the_words(guide: Guide) -> None:
    told = guide.recommend(Described(text="孩子拉肚子", age=30))
    assert told.departments[0].name == "消化内科"
