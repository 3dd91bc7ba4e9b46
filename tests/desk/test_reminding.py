"""Staff are reminded of a ticket when they want to be, and withdraw what they no longer need."""

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from console.roster import HospitalRoster
from desk import Desk
from desk.reminding import RemindWhen, remind_choices
from hotline.follow_up import do_one_due_timer, reminders_of
from hotline.notifications import NoticeKind, notices_of
from hotline.tickets import get_ticket
from tests.desk.person import Person
from tests.hotline.making import SetClock

ZONE = ZoneInfo("Asia/Shanghai")


def waiting(desk: Desk, number: str, staff: str = "chen") -> list[tuple[str, str | None]]:
    with desk.database.reading() as session:
        found = reminders_of(session, ticket=get_ticket(session, number=number), staff=staff)
        return [(f"{one.due_at.astimezone(ZONE):%m-%d %H:%M}", one.note) for one in found]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"when": "in_an_hour"}, "11-23 10:30"),
        ({"when": "this_afternoon"}, "11-23 15:00"),
        ({"when": "tomorrow_morning"}, "11-24 08:30"),
        ({"when": "at", "remind_on": "2026-12-01T16:20"}, "12-01 16:20"),
    ],
)
def test_who_wants_to_be_reminded_says_when(
    chen: Person, desk: Desk, number: str, fields: dict[str, str], at: str
) -> None:
    assert chen.do("remind", number, note="问检查结果", **fields).status_code == 303
    assert waiting(desk, number) == [(at, "问检查结果")]
    page = chen.ticket(number)
    assert "记下了，到时候会提醒您。" in page
    assert "问检查结果" in page


def test_a_moment_that_has_passed_is_not_offered() -> None:
    evening = datetime(2026, 11, 23, 17, tzinfo=ZONE)
    offered = [choice.when for choice in remind_choices(evening, zone=ZONE)]
    assert offered == [RemindWhen.IN_AN_HOUR, RemindWhen.TOMORROW_MORNING, RemindWhen.AT]


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"when": "at", "remind_on": "2026-11-22T08:00"}, (409, "这个提醒的时间已经过了，请选以后的时间。")),
        ({"when": "at"}, (422, "还有必填的内容没写")),
        ({"when": "at", "remind_on": "soon"}, (422, "时间没有看懂")),
        ({}, (422, "还有必填的内容没写")),
        ({"when": "never"}, (422, "选项里没有这一项")),
    ],
)
def test_what_cannot_be_reminded_of_is_refused_in_words(
    chen: Person, desk: Desk, number: str, fields: dict[str, str], refused: tuple[int, str]
) -> None:
    answer = chen.do("remind", number, note="问检查结果", **fields)
    assert (answer.status_code, refused[1] in answer.text) == (refused[0], True)
    assert 'value="问检查结果"' in answer.text  # what was typed is not lost
    assert waiting(desk, number) == []


def test_one_withdraws_ones_own_and_nobody_elses(chen: Person, lin: Person, desk: Desk, number: str) -> None:
    chen.do("remind", number, when="in_an_hour")
    found = re.search(r'name="reminder" value="([0-9a-f-]+)"', chen.ticket(number))
    assert found
    assert "withdraw_reminder" not in lin.ticket(number)
    for wrong in (
        lin.do("withdraw_reminder", number, reminder=found[1]),
        lin.do("withdraw_reminder", number),
    ):
        assert wrong.status_code == 409
        assert "没有找到您设的这个提醒" in wrong.text
    assert len(waiting(desk, number)) == 1
    assert chen.do("withdraw_reminder", number, reminder=found[1]).status_code == 303
    assert waiting(desk, number) == []
    assert "这个提醒已经取消" in chen.ticket(number)


def test_the_notice_comes_and_the_ticket_tells_what_it_was_about(
    chen: Person, desk: Desk, number: str, clock: SetClock
) -> None:
    chen.do("accept", number)
    chen.do("remind", number, when="in_an_hour", note="问检查结果")
    clock.move(hours=1)
    with desk.database.transaction() as session:
        while do_one_due_timer(session, clock=clock, roster=HospitalRoster(desk.hospital)):
            pass
        (notice,) = notices_of(session, username="chen", limit=5)
    assert notice.kind is NoticeKind.REMINDER
    page = chen.ticket(number)
    assert "今天 10:30 提醒过： 问检查结果" in page
    assert "withdraw_reminder" not in page


def test_a_closed_ticket_and_who_only_looks_are_offered_none(
    chen: Person, person: Callable[[str], Person], number: str
) -> None:
    assert f'/desk/tickets/{number}/remind"' not in person("gu").ticket(number)
    chen.do("accept", number)
    assert f'/desk/tickets/{number}/remind"' in chen.ticket(number)
    chen.do("close", number, outcome="mistaken")
    assert f'/desk/tickets/{number}/remind"' not in chen.ticket(number)
    assert "已经关闭" in chen.do("remind", number, when="in_an_hour").text
