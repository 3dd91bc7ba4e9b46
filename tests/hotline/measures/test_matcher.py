"""What a measure is judged by is written so that anybody can read and mend it."""

import pytest

from hotline.measures import (
    Matcher,
    MeasureRefused,
    NothingToCount,
    TooManyWords,
    WordsLookPrivate,
    WordsTooShort,
)


@pytest.mark.parametrize(
    "said", ["脑电图下午能做吗", "我想做脑 电 图", "洗肾的时候吃什么", "吃点什么再去洗肾", "Ｂ超晚上做吗"]
)
def test_a_question_fits_where_all_words_of_a_line_stand_in_it(said: str) -> None:
    assert Matcher.read("脑电图\n洗肾 吃\nb超").fits(said)


@pytest.mark.parametrize("said", ["心电图下午能做吗", "洗肾一周几次", "胃镜前能不能吃东西", ""])
def test_a_part_of_a_line_is_not_enough(said: str) -> None:
    assert not Matcher.read("脑电图\n洗肾 吃").fits(said)


def test_what_was_answered_fits_too_and_a_topic_means_all_its_entries() -> None:
    matcher = Matcher(entries=("gout", "visit.parking"))
    assert matcher.fits("能喝酒吗", entries=["gout.beer"])
    assert matcher.fits("车停哪里", entries=["visit.parking"])
    assert not matcher.fits("几点开门", entries=["visit.hours"])


def test_it_is_written_as_it_was_read() -> None:
    assert Matcher.read("脑电图、\n\n洗肾，  吃\n脑电图").written == "脑电图\n洗肾 吃"


@pytest.mark.parametrize(
    ("written", "refused"),
    [
        ("", NothingToCount),
        (" \n ", NothingToCount),
        ("吃", WordsTooShort),
        ("13800001234", WordsLookPrivate),
        ("1380 0001 234 林", WordsLookPrivate),
        ("一 二 三 四 五 六", TooManyWords),
        ("停" * 21, TooManyWords),
        ("\n".join(f"词{chr(0x4E00 + n)}" for n in range(21)), TooManyWords),
    ],
)
def test_what_cannot_be_judged_by_is_refused(written: str, refused: type[MeasureRefused]) -> None:
    with pytest.raises(refused):
        Matcher.read(written)
