"""What asks nothing is known by its words, and no question is taken for it."""

import pytest

from hotline.conversations import is_small_talk


@pytest.mark.parametrize(
    "text",
    [
        "谢谢",
        "好的，谢谢你啊",
        "嗯嗯",
        "好嘞",
        "没事",
        "没问题",
        "没关系的",
        "不用了",
        "没有了，再见",
        "你好，在吗？",
        "1",
        "13800008000",
        "第二个",
        "下周三上午",
        "？",
        "...",
        "OK",
        "知道了，麻烦你们了",
        "",
    ],
)
def test_thanks_yes_and_numbers_ask_nothing(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "停车场几点关",
        "好的药有哪些",
        "不能吃什么",
        "谢谢，那降压药呢",
        "我不行了",
        "腰",
        "医保码怎么打开",
        "你们有没有透析",
        "160要紧吗",
    ],
)
def test_a_question_is_none(text: str) -> None:
    assert not is_small_talk(text)
