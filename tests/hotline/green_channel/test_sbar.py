"""The sheet holds what was told, as it was told, and never guesses."""

import pytest

from hotline.green_channel import LiveAlarm, sbar_of
from hotline.green_channel.sbar import Sbar
from tests.hotline.making import a_call


def sheet(said: str, *, earlier: tuple[str, ...] = (), **facts: object) -> Sbar:
    return sbar_of(LiveAlarm.of(a_call(said=said, **facts)), earlier=earlier)


def test_a_long_story_is_sorted() -> None:
    told = sheet(
        "我爸今年七十二岁，有高血压和房颤，一直吃华法林，半个小时前突然说不出话，右手也抬不起来",
        place="乔仁镇粮站旁",
        phone="13800008000",
    )
    assert (told.patient, told.age, told.since) == ("我爸", "七十二岁", "半个小时前")
    assert told.conditions == ("高血压", "房颤")
    assert told.medicines == ("华法林",)
    assert (told.place, told.phone) == ("乔仁镇粮站旁", "13800008000")
    assert told.advised == "立即拨打120"
    assert told.rules == ("acs",)


@pytest.mark.parametrize(
    "said", ["他没有高血压，不吃阿司匹林", "否认糖尿病", "没查出冠心病", "从来没吃过降压药", "无青霉素过敏"]
)
def test_what_was_denied_is_not_on_the_sheet(said: str) -> None:
    assert (sheet(said).conditions, sheet(said).medicines) == ((), ())


def test_what_is_denied_once_and_told_once_is_told() -> None:
    assert sheet("妈妈没有糖尿病，我爸有糖尿病").conditions == ("糖尿病",)


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ("胸口疼了两个小时了", "两个小时了"),
        ("从昨晚开始拉黑便", "从昨晚开始"),
        ("刚刚晕倒", "刚刚"),
        ("已经喘了20分钟了", "20分钟了"),
        ("胸口压得慌", None),
    ],
)
def test_since_when_in_the_callers_own_words(said: str, since: str | None) -> None:
    assert sheet(said).since == since


def test_what_was_said_before_gives_background_only() -> None:
    told = sheet("他喘不上气", earlier=("我妈有慢阻肺，吃激素",))
    assert told.said == ("他喘不上气",)
    assert (told.patient, told.conditions, told.medicines) == ("我妈", ("慢阻肺",), ("激素",))


def test_nothing_told_is_nothing_written() -> None:
    told = sheet("救命")
    assert (told.patient, told.age, told.since, told.place, told.phone) == (None,) * 5
    assert (told.conditions, told.medicines) == ((), ())


def test_of_words_in_one_another_the_longer_is_shown() -> None:
    assert sheet("放过心脏支架，海鲜过敏").conditions == ("心脏支架", "海鲜过敏")
