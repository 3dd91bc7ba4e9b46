"""The words a need is counted by are few, shared by several, and tell it from what others ask."""

from knowledge_base.needs.wording import telling_words
from tests.knowledge_base.needs.test_needs import ALONE, EEG, PARKING

DIALYSIS = [
    "透析的时候能吃东西吗",
    "透析中午饭怎么办",
    "能送饭到透析室吗",
    "透析室能热饭吗",
    "透析前吃什么",
]
OTHER_DIALYSIS = ["透析一周几次", "透析报销多少", "透析后血压低", "透析的手能抽血吗", "透析要做一辈子吗"]


def fits(text: str, lines: tuple[tuple[str, ...], ...]) -> bool:
    return any(all(word in text for word in line) for line in lines)


def test_one_word_that_all_share_is_enough() -> None:
    assert telling_words(EEG, PARKING + ALONE) == (("脑电图",),)


def test_what_others_ask_by_the_same_word_needs_a_second_one() -> None:
    lines = telling_words(DIALYSIS, OTHER_DIALYSIS + ALONE)
    assert lines
    assert sum(fits(text, lines) for text in DIALYSIS) >= 3
    assert sum(fits(text, lines) for text in OTHER_DIALYSIS) <= 1


def test_what_only_one_says_is_no_word() -> None:
    assert telling_words(ALONE[:2], PARKING) == ()
    told = [*PARKING, "林阿水的停车场卡丢了"]
    assert all("林" not in word for line in telling_words(told, EEG) for word in line)


def test_nothing_said_is_told_by_nothing() -> None:
    assert telling_words([], ALONE) == ()


def test_the_same_questions_give_the_same_words() -> None:
    assert telling_words(PARKING, EEG) == telling_words(PARKING[::-1], iter(EEG))
