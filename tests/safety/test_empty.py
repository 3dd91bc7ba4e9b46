"""An answer of day or number is no complaint; whatever tells of anything is looked at."""

import pytest

from hotline.safety import TriageGrade, screen
from hotline.safety.empty import is_empty
from hotline.safety.opinion import Opinion
from telephony.gate import Gate
from tests.desk.knowing import ToldSearch


@pytest.mark.parametrize(
    "text", ["第一个", "下周三", "11月26号上午", "下个礼拜二下午三点半左右", "就最后那个吧。", "都可以", ""]
)
def test_days_and_numbers_tell_of_nothing(text: str) -> None:
    assert is_empty(text)


@pytest.mark.parametrize(
    "text", ["我不行了", "一个人晕了", "头好晕", "三天没吃", "他不动了", "救命", "上不来气", "第二次抽"]
)
def test_whatever_may_be_a_complaint_is_not_empty(text: str) -> None:
    assert not is_empty(text)


def test_a_long_message_is_not_tried_in_every_way() -> None:
    assert is_empty("大后天后天" * 100)
    assert not is_empty("后天" * 100 + "疼")


@pytest.mark.parametrize(("text", "asks"), [("下周三", False), ("人有点不对劲", True)])
def test_an_unsure_opinion_asks_only_of_what_tells_something(text: str, asks: bool) -> None:  # noqa: FBT001
    unsure = Opinion(grade=TriageGrade.ROUTINE, score=0.2, asks=True)
    gate = Gate(ToldSearch(), opinion=lambda _: unsure)
    assert gate.reconsider(screen(text), text).asks is asks
