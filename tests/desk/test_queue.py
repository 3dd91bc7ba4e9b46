"""What the queue shows, to whom, and in which order."""

import re
from collections.abc import Callable

import pytest

from desk.queue import View
from hotline.database import Database
from hotline.safety import TriageGrade
from hotline.tickets import TicketKind
from tests.desk.person import Person
from tests.hotline.making import SetClock

Open = Callable[..., str]


def numbers(page: str) -> list[str]:
    return re.findall(r'href="/desk/tickets/([0-9-]+)"', page)


def test_emergencies_stand_on_top(chen: Person, open_one: Open) -> None:
    routine = open_one()
    urgent = open_one(grade=TriageGrade.URGENT)
    emergency = open_one(grade=TriageGrade.EMERGENCY, kind=TicketKind.EMERGENCY)
    page = chen.queue()
    assert numbers(page) == [emergency, urgent, routine]
    for words in ("红 急症", "黄 紧急", "绿 一般"):
        assert words in page


def test_a_row_tells_what_a_nurse_must_know(chen: Person, number: str) -> None:
    page = chen.queue()
    for words in (
        number,
        "健康咨询",
        "自己把降压药减了一半",
        "心血管内科",
        "还有1天",
        "护士长陈",
        "接单前负责",
    ):
        assert words in page
    chen.do("accept", number)
    page = chen.queue()
    assert "接单前负责" not in page
    assert re.search(r"<i>首接</i>陈护士.*<i>承办</i>陈护士", page, re.DOTALL)


def test_time_runs_in_words(chen: Person, number: str, clock: SetClock) -> None:
    clock.move(hours=20, minutes=40)
    assert "还有3小时20分" in chen.queue()
    clock.move(hours=3, minutes=32)
    assert "已超时12分" in chen.queue()
    chen.do("accept", number)
    chen.do("record_feedback", number, how="call", attempt="reached", text="已告知")
    assert "已反馈（晚了12分）" in chen.queue()


def test_a_phone_number_in_a_summary_is_masked(chen: Person, open_one: Open) -> None:
    open_one(summary="请打 138 0013 8000 找我女儿")
    page = chen.queue()
    assert "138****8000" in page
    assert "138 0013 8000" not in page
    assert "13800138000" not in page


def test_each_view_shows_its_own(chen: Person, lin: Person, open_one: Open, clock: SetClock) -> None:
    breached = open_one()
    clock.move(hours=3)
    soon = open_one()
    clock.move(hours=18)
    unaccepted, mine = open_one(), open_one()
    closed = open_one()
    clock.move(hours=3, minutes=1)
    for number in (breached, soon, closed):
        lin.do("accept", number)
    chen.do("accept", mine)
    lin.do("close", closed, outcome="mistaken")
    shown = {view: set(numbers(chen.queue(view.value))) for view in View}
    assert shown == {
        View.OPEN: {breached, soon, unaccepted, mine},
        View.MINE: {mine},
        View.MY_DEPARTMENT: set(),
        View.UNACCEPTED: {unaccepted},
        View.DUE_SOON: {soon},
        View.BREACHED: {breached},
        View.WAITING: set(),
        View.REOPENED: set(),
        View.CLOSED: {closed},
    }


def test_a_ticket_waiting_for_my_acceptance_is_mine(chen: Person, lin: Person, number: str) -> None:
    chen.do("accept", number)
    chen.do("hand_over", number, to="lin", reason="下班了")
    page = lin.queue("mine")
    assert numbers(page) == [number]
    assert "等您接受" in page
    assert "等林护士接受" in chen.queue("mine")


def test_refreshing_by_itself_keeps_the_view(chen: Person) -> None:
    page = chen.queue("mine")
    # Without an address a browser reloads the one it shows.
    assert '<meta http-equiv="refresh" content="20">' in page
    assert 'class="view-mine" aria-current="page"' in page


@pytest.mark.parametrize("view", View)
def test_an_empty_view_says_something_kind(chen: Person, view: View) -> None:
    page = chen.queue(view.value)
    assert 'class="card empty"' in page
    assert numbers(page) == []


@pytest.mark.parametrize("view", ["", "elsewhere", "<script>", "open "])
def test_an_unknown_view_is_the_whole_queue(chen: Person, number: str, view: str) -> None:
    assert numbers(chen.queue(view)) == [number]


def test_more_than_fits_is_admitted(
    chen: Person, open_one: Open, monkeypatch: pytest.MonkeyPatch, database: Database
) -> None:
    monkeypatch.setattr("desk.queue.MOST_OPEN", 2)
    for _ in range(2):
        open_one()
    assert "只列出" not in chen.queue()
    open_one()
    page = chen.queue()
    assert "只列出" in page
    assert len(numbers(page)) == 2


def test_hostile_text_is_shown_and_never_run(chen: Person, open_one: Open) -> None:
    number = open_one(summary="<script>alert(1)</script>", department="<b>科</b>", channel='"><img src=x>')
    for page in (chen.queue(), chen.ticket(number)):
        assert "<script>alert" not in page
        assert "<b>科" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page
