"""A number under a reply stands for what was offered there, and for nothing else."""

from datetime import timedelta

import pytest

from hotline.database import Database, StorageUnavailable
from telephony.channels.wechat.choices import KeptChoices
from telephony.channels.wechat.numbers import number_in, numbers_for
from tests.hotline.making import MORNING
from tests.telephony.making import Hotline

TALK = "wechat-0123456789"
SAYS = ("血压偏高平时要注意什么", "我不知道该挂哪个科", "我想请护士给我回电话")


class Away(Database):
    """A store that cannot be reached."""

    def __init__(self) -> None:
        super().__init__("sqlite:////nowhere/hotline.db")

    def transaction(self, *, durable: bool = True):  # type: ignore[no-untyped-def]
        raise StorageUnavailable("away")

    def reading(self):  # type: ignore[no-untyped-def]
        raise StorageUnavailable("away")


@pytest.mark.parametrize(
    "written",
    [
        "1",
        "１",
        "一",
        "1。",
        "1.",
        " 1 ",
        "选1",
        "选一",
        "第一个",
        "第1个",
        "我选1",
        "①",
        "1️⃣",
        "（1）",
        "回复1",
        "我要第一个吧",
        "“1”",
    ],
)
def test_a_number_is_understood_however_it_is_written(written: str) -> None:
    assert number_in(written) == "1"


@pytest.mark.parametrize(
    "written",
    [
        "13800008000",
        "12",
        "1234",
        "7.8",
        "120",
        "一直疼",
        "第一次",
        "1天",
        "血压1",
        "",
        "好的",
        "一一",
        "1 2",
        "11",
        "。",
    ],
)
def test_a_number_that_means_something_else_is_no_choice(written: str) -> None:
    assert number_in(written) is None


def test_a_number_means_what_was_offered_last(hotline: Hotline) -> None:
    choices = KeptChoices(hotline.database)
    choices.offer(TALK, SAYS, at=MORNING)
    assert choices.chosen(TALK, "第二个", at=MORNING) == SAYS[1]
    assert choices.chosen(TALK, "4", at=MORNING) is None
    assert choices.chosen("wechat-somebody-else", "1", at=MORNING) is None
    assert choices.chosen(TALK, "1", at=MORNING + timedelta(minutes=30)) is None


def test_where_nothing_was_offered_a_number_goes_to_the_bot(hotline: Hotline) -> None:
    assert KeptChoices(hotline.database).chosen(TALK, "3", at=MORNING) is None


def test_a_reply_without_choices_ends_the_offer_on_every_replica(hotline: Hotline) -> None:
    here, there = KeptChoices(hotline.database), KeptChoices(hotline.database)
    here.offer(TALK, SAYS, at=MORNING)
    assert there.chosen(TALK, "1", at=MORNING) == SAYS[0]
    there.offer(TALK, (), at=MORNING + timedelta(seconds=1))
    assert here.chosen(TALK, "1", at=MORNING + timedelta(seconds=2)) is None


def test_an_offer_outlives_a_restart(hotline: Hotline) -> None:
    KeptChoices(hotline.database).offer(TALK, SAYS, at=MORNING)
    assert KeptChoices(hotline.database).chosen(TALK, "三", at=MORNING) == SAYS[2]


def test_while_the_store_is_away_the_process_still_knows() -> None:
    choices = KeptChoices(Away())
    choices.offer(TALK, SAYS, at=MORNING)
    assert choices.chosen(TALK, "1", at=MORNING) == SAYS[0]


def test_what_the_store_missed_is_still_the_later_offer(hotline: Hotline) -> None:
    choices = KeptChoices(hotline.database)
    choices.offer(TALK, SAYS, at=MORNING)
    choices._database = Away()
    choices.offer(TALK, ("好的",), at=MORNING + timedelta(seconds=1))
    choices._database = hotline.database
    assert choices.chosen(TALK, "1", at=MORNING + timedelta(seconds=2)) == "好的"


def test_scores_keep_the_numbers_they_are_said_by() -> None:
    assert numbers_for(("5", "4", "3", "2", "1")) == ("5", "4", "3", "2", "1")
    assert numbers_for(("5", "好的")) == ("1", "2")
    assert len(numbers_for(tuple(map(str, range(100))))) == 9
