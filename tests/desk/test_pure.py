"""Remaining time and telephone numbers, in words."""

from datetime import timedelta

import pytest

from desk.numbers import masked, mentioned, veiled
from desk.remaining import remaining, span
from desk.words import Words, fill
from hotline.tickets import TicketTimes
from tests.hotline.making import MORNING

WORDS = Words.load()


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(0), "不到1分"),
        (timedelta(seconds=59), "不到1分"),
        (timedelta(seconds=60), "1分"),
        (timedelta(minutes=59, seconds=59), "59分"),
        (timedelta(hours=1), "1小时"),
        (timedelta(hours=3, minutes=20), "3小时20分"),
        (timedelta(days=1, hours=2, minutes=59), "1天2小时"),
        (timedelta(days=2), "2天"),
        (timedelta(days=2, minutes=5), "2天"),
    ],
)
def test_a_length_of_time_is_said_as_people_say_it(length: timedelta, said: str) -> None:
    assert span(length, words=WORDS) == said


def test_the_promise_in_words() -> None:
    due = MORNING + timedelta(hours=4)

    def said(now: timedelta, **happened: timedelta) -> str:
        at = {name: MORNING + after for name, after in happened.items()}
        times = TicketTimes(due_soon_at=due - timedelta(hours=1), feedback_due_at=due, **at)
        return remaining(times, now=MORNING + now, words=WORDS)

    assert said(timedelta(0)) == "还有4小时"
    assert said(timedelta(hours=4)) == "还有不到1分"
    assert said(timedelta(hours=4, seconds=1)) == "已超时不到1分"
    assert said(timedelta(hours=9), fed_back_at=timedelta(hours=4)) == "已反馈"
    assert said(timedelta(hours=9), fed_back_at=timedelta(hours=5)) == "已反馈（晚了1小时）"
    assert said(timedelta(hours=9), closed_at=timedelta(hours=1)) == "已关闭"


def test_a_number_keeps_its_ends_only() -> None:
    assert masked("13800138000") == "138****8000"
    assert masked("88101200") == "****00"


@pytest.mark.parametrize(
    "written",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+8613800138000",
        "１３８００１３８０００",
        "+86 138 0013 8000",
    ],
)
def test_a_number_in_a_text_is_found_however_it_is_written(written: str) -> None:
    assert veiled(f"电话{written}，谢谢") == "电话138****8000，谢谢"
    assert mentioned([f"电话{written}", written]) == ("13800138000",)


@pytest.mark.parametrize(
    "text", ["血压138/80，血糖13.8", "工单261123-0138", "0591-88101200", "138001380001234"]
)
def test_other_figures_stay_readable(text: str) -> None:
    assert veiled(text) == text
    assert mentioned([text]) == ()


def test_gaps_are_filled_once() -> None:
    assert fill("{a}转给{b}", a="{b}", b="乙") == "{b}转给乙"
