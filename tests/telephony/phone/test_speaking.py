"""What is said has nothing for the eye, digits as they are heard, and pieces of a breath."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.phone.amounts import count_said
from telephony.phone.speaking import digit_by_digit, joined, pieces, speakable


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("请马上拨打120。", "请马上拨打一二零。"),
        ("也可以打12356，或者110。", "也可以打一二三五六，或者一一零。"),
        ("工单号 261123-0042，进度码 004217。", "工单号二六一一二三，零零四二，进度码零零四二一七。"),
        ("请打0000-8810120。", "请打零零零零，八八一零一二零。"),
        ("电话13800008000", "电话一三八，零零零零，八零零零"),
        ("电话是：138 0013 8000。", "电话是：一三八，零零一三，八零零零。"),
        ("138-0013-8000，13800 138000", "一三八，零零一三，八零零零，一三八零零，一三八零零零"),
        ("+86 138 0013 8000", "八六，一三八，零零一三，八零零零"),
        ("（0898）8810120，0898 8810120", "零八九八，八八一零一二零，零八九八，八八一零一二零"),
        ("走1000-2000步，100-125之间", "走一千到二千步，一百到一百二十五之间"),
        ("血压高于120/80，收缩压到180。", "血压高于一百二十比八十，收缩压到一百八十。"),
        ("每天不超过2000毫克，吃7.5毫克。", "每天不超过二千毫克，吃七点五毫克。"),
        (
            "2型糖尿病，一天2次，2023年起，5-10分钟，高50%",
            "二型糖尿病，一天两次，二零二三年起，五到十分钟，高百分之五十",
        ),
        ("后四位0042", "后四位零零四二"),
        ("周二8:00–11:30出诊。", "周二八点到十一点三十分出诊。"),
        ("明天09:30或14:00来。", "明天九点三十分或十四点来。"),
        ("王护士（示例）会打给您【重要】。", "王护士会打给您。"),
        ("看 https://example.org/x?a=1 这里", "看这里"),
        ("可以看：\n- 心内科\n- 内分泌科", "可以看：心内科。内分泌科"),
        ("说“转人工”就行", "说转人工就行"),
    ],
)
def test_words_for_the_eye_become_words_for_the_ear(written: str, said: str) -> None:
    assert speakable(written) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (45, "四十五"),
        (105, "一百零五"),
        (120, "一百二十"),
        (2000, "二千"),
        (1010, "一千零一十"),
    ],
)
def test_counts_are_said_as_words(count: int, said: str) -> None:
    assert count_said(count) == said


@given(st.text(alphabet="头痛（）()【】[]“”*#，。！？；、：\n 0123456789-:abc", max_size=200))
def test_nothing_said_has_brackets_or_lines(text: str) -> None:
    assert not re.search(r"[（）()【】\[\]*#\n“”]", speakable(text))


@given(st.text(alphabet="头痛吃药，。！？；、：", max_size=300), st.integers(5, 60))
def test_no_piece_is_too_long_and_no_word_is_lost(text: str, longest: int) -> None:
    parts = pieces(text, longest=longest)
    assert all(0 < len(part) <= longest for part in parts)
    bare = re.compile(r"[，。！？；、：]")
    assert bare.sub("", "".join(parts)) == bare.sub("", text)
    assert all(len(breath) <= longest for breath in joined(parts, longest=longest))


def test_a_sentence_is_not_cut_where_it_fits() -> None:
    assert pieces("先坐下。量一次血压，记下来。别自己加药。", longest=12) == [
        "先坐下。",
        "量一次血压，记下来。",
        "别自己加药。",
    ]


def test_digits_are_grouped_as_they_are_written() -> None:
    assert digit_by_digit("0000-8810999") == "零零零零，八八一零九九九"
