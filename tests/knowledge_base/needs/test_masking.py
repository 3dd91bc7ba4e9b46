"""What may be shown of a caller's words, and what never."""

import pytest

from knowledge_base.needs import example, masked, traces_in


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("打13800001234给我", "打〔号码〕给我"),
        ("打 138 0000 1234 给我", "打 〔号码〕 给我"),
        ("座机0593-6120000没人接", "座机〔号码〕没人接"),
        ("一三八零零零零一二三四", "〔号码〕"),
        ("身份证352202196001011234能挂号吗", "身份证〔身份证〕能挂号吗"),
        ("我叫王小明，想做脑电图", "我叫〔姓名〕，想做脑电图"),
        ("我是王小明，想做脑电图", "我是〔姓名〕，想做脑电图"),
        ("2026年11月3日做的检查", "〔日期〕做的检查"),
        ("十一月三号做的检查", "〔日期〕做的检查"),
        ("石头村怎么坐车来", "〔地名〕怎么坐车来"),
        ("镇静药能停吗", "镇静药能停吗"),
        ("在12床陪护吃什么", "在〔床号〕陪护吃什么"),
    ],
)
def test_what_points_to_somebody_is_masked(said: str, shown: str) -> None:
    assert masked(said) == shown


@pytest.mark.parametrize(
    "said",
    [
        "我叫王小明明想做脑电图",
        "我是王小明的儿子",
        "我住在城关那边",
        "王女士的报告出来了吗",
        "张三的报告出来了吗",
        "病人姓名写错了怎么办",
        "微信号是什么",
        "停车" * 21,
    ],
)
def test_in_doubt_nothing_is_shown(said: str) -> None:
    assert example(said, known=set()) is None


def test_what_reviewed_texts_say_is_nobodys_name() -> None:
    assert example("高血压能停药吗", known={"高血"}) == "高血压能停药吗"
    assert example("高血压能停药吗", known=set()) is None


@pytest.mark.parametrize(
    ("text", "certain", "doubtful"),
    [
        ("请打13800001234", ("13800001234",), ()),
        ("请打138 0000 1234", ("138 0000 1234",), ()),
        ("幺三八零零零零一二三四", ("幺三八零零零零一二三四",), ()),
        ("身份证352202196001011234", ("352202196001011234",), ()),
        ("我叫王小明，血压高", ("王小明",), ("我叫",)),
        ("血压在130-139之间", (), ("130-139",)),
        ("王先生来问过", (), ("王先生",)),
        ("2026年1月起办理", (), ("2026年1月",)),
        ("请打0593-6120000", (), ()),
        ("少吃盐，多活动", (), ()),
    ],
)
def test_what_tells_of_a_person_is_told_apart_from_what_may(
    text: str, certain: tuple[str, ...], doubtful: tuple[str, ...]
) -> None:
    found = traces_in(text, harmless=["0593-6120000"])
    assert (found.certain, found.doubtful) == (certain, doubtful)
