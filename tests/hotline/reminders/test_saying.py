"""What callers say of reminders, and what is no answer to one."""

import pytest

from hotline.reminders import ReminderKind
from hotline.reminders.saying import ReminderReply, is_repeated, kind_said, reply_said


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("三个月后提醒我复查", ReminderKind.RECHECK),
        ("下周提醒我去抽血", ReminderKind.RECHECK),
        ("提醒我下周去拿药", ReminderKind.REFILL),
        ("降压药快吃完的时候叫我", ReminderKind.REFILL),
        ("到时候提醒我带孩子打疫苗", ReminderKind.VACCINATION),
        ("周五提醒我去看专家", ReminderKind.VISIT),
        ("明天一早要空腹抽血，提醒我一下", ReminderKind.FASTING),
        ("提醒我一件事", None),
    ],
)
def test_what_is_to_be_done_is_read(said: str, kind: ReminderKind | None) -> None:
    assert kind_said(said) is kind


@pytest.mark.parametrize(
    ("said", "again"), [("每个月提醒我拿药", True), ("每天提醒我吃药", True), ("下个月提醒我", False)]
)
def test_what_is_wanted_again_and_again_is_known(said: str, again: bool) -> None:  # noqa: FBT001 - a case
    assert is_repeated(said) is again


@pytest.mark.parametrize(
    ("said", "reply", "is_clear"),
    [
        ("办好了", ReminderReply.DONE, True),
        ("去过了，谢谢", ReminderReply.DONE, True),
        ("我已经去过了", ReminderReply.DONE, True),
        ("药拿回来了", ReminderReply.DONE, True),
        ("好了", ReminderReply.DONE, False),
        ("done", ReminderReply.DONE, False),
        ("晚点再说", ReminderReply.LATER, False),
        ("明天再说吧", ReminderReply.LATER, False),
        ("晚点再提醒我", ReminderReply.LATER, True),
        ("三天后再提醒我一下", ReminderReply.LATER, True),
        ("还没去", ReminderReply.LATER, False),
        ("later", ReminderReply.LATER, False),
        ("不要再提醒", ReminderReply.STOP, True),
        ("以后别再提醒我了", ReminderReply.STOP, True),
        ("退订", ReminderReply.STOP, True),
        ("TD", ReminderReply.STOP, False),
        ("stop", ReminderReply.STOP, False),
    ],
)
def test_an_answer_is_understood(said: str, reply: ReminderReply, is_clear: bool) -> None:  # noqa: FBT001 - a case
    found = reply_said(said)
    assert found is not None
    assert (found.reply, found.is_clear) == (reply, is_clear)


@pytest.mark.parametrize(
    "said",
    [
        "血压药吃了头晕怎么办",
        "去过了但是医生不在",
        "好了以后还要吃药吗",
        "明天心内科有号吗",
        "我胸口疼",
        "不要提醒我妈",
        "取消预约",
        "1",
        "",
    ],
)
def test_what_says_more_is_no_answer(said: str) -> None:
    assert reply_said(said) is None
