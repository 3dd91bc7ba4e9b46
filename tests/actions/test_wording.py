"""A form is left only by somebody who means to leave it."""

import pytest

from actions.wording import wording


@pytest.mark.parametrize(
    "said",
    [
        "算了",
        "不用了",
        "算了，不用了",
        "那算了吧",
        "取消",
        "不登记了",
        "不约了，谢谢",
        "还是算了",
        "我不办了",
        "取消预约",
    ],
)
def test_leaving(said: str) -> None:
    assert wording().cancels(said)


@pytest.mark.parametrize(
    "said", ["不用胰岛素行吗", "算了算血糖有十几", "药不用了会怎么样", "不方便", "不是", "取消手术要紧吗"]
)
def test_staying(said: str) -> None:
    assert not wording().cancels(said)


@pytest.mark.parametrize("said", ["不方便留", "我没有手机", "不想留电话", "不", "没有", "不行"])
def test_withholding(said: str) -> None:
    assert wording().withholds(said)


def test_a_question_is_told_from_an_answer() -> None:
    assert wording().asks("那能吃柚子吗")
    assert wording().asks("挂号费多少")
    assert not wording().asks("我妈妈")
