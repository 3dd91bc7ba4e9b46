"""The board shows what rings, on every page, and goes on while the database is away."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from desk.watching import KNOWN_FOR
from hotline.green_channel import Bell
from tests.desk.alarming import ring, sheet, work
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock, a_call

LIVE = "/desk/alarms/live"


def test_an_empty_board_says_so(chen: Person) -> None:
    assert "现在没有急救报警" in chen.client.get("/desk/alarms").text
    assert "急救报警</b>" not in chen.queue()


def test_the_board_tells_what_is_needed(chen: Person, bell: Bell, clock: SetClock) -> None:
    ring(bell, clock, place="小桥镇老街3号", phone="13900001111", caller_name="林阿水")
    page = chen.client.get("/desk/alarms").text
    for words in (
        "疑似心肌梗死的危险信号",
        "我爸胸口压得慌，满头大汗",
        "小桥镇老街3号",
        'href="tel:13900001111"',
        "林阿水",
        "网页聊天",
        "09:30:00",
        "正在呼叫 急诊科一线（示例）",
        "09:31:00 呼叫急诊科二线（示例）",
        "我来接警",
        "电话和短信呼叫没有开通",
    ):
        assert words in page


def test_place_and_number_are_shown_with_the_time_they_were_told(
    chen: Person, bell: Bell, clock: SetClock
) -> None:
    alarm = ring(bell, clock)
    clock.move(seconds=40)
    bell.add_contact(alarm, place="小桥镇老街3号")
    clock.move(seconds=40)
    bell.add_contact(alarm, phone="13900001111")
    for page in (chen.client.get("/desk/alarms").text, sheet(chen, alarm)):
        assert "小桥镇老街3号" in page
        assert "09:30:40 说的" in page
        assert "09:31:20 说的" in page


def test_an_alarm_nobody_answers_says_so_on_board_strip_and_sheet(
    chen: Person, bell: Bell, clock: SetClock
) -> None:
    alarm = ring(bell, clock)
    for _ in range(9):
        assert "名单上的人" not in chen.client.get("/desk/alarms").text
        clock.move(minutes=1)
        bell.turn()
        bell.flush()
    told = chen.client.get(LIVE).json()
    assert "没有人接警：09:39:00 起，名单上的人已经呼叫了3轮" in told["board"]
    assert "总值班吴主任（示例）" in told["board"]
    assert "09:42:00 呼叫总值班吴主任（示例）" in told["board"]
    assert "名单上的人都呼叫过了" in told["strip"]
    page = sheet(chen, alarm)
    assert "名单上所有人都没有接" in page
    assert "已开回拨工单" in page
    assert "自动开了这张回拨工单" in chen.ticket(_number_in(chen.queue()))


def _number_in(page: str) -> str:
    found = re.search(r"/desk/tickets/(\d{6}-\d{4})", page)
    assert found
    return found[1]


def test_unanswered_alarms_stand_on_top(chen: Person, bell: Bell, clock: SetClock) -> None:
    answered = ring(bell, clock, kind="stroke", title="先来的")
    bell.acknowledge(answered, by="lin")
    clock.move(minutes=1)
    ring(bell, clock, title="后来的")
    page = chen.client.get("/desk/alarms").text
    board = page.partition('id="board"')[2]
    assert board.index("后来的") < board.index("先来的")
    assert "林护士</b> 09:30:00 接警" in board


def test_what_the_caller_said_cannot_break_the_page(chen: Person, bell: Bell, clock: SetClock) -> None:
    ring(bell, clock, said="<script>alert(1)</script>", place="<b>村</b>")
    for page in (chen.client.get("/desk/alarms").text, chen.client.get(LIVE).json()["board"]):
        assert "<script>alert" not in page
        assert "<b>村" not in page


def test_every_page_has_the_red_strip(chen: Person, bell: Bell, clock: SetClock, number: str) -> None:
    ring(bell, clock)
    for page in (chen.queue(), chen.ticket(number), chen.client.get("/desk/alarms/rules").text):
        assert '<a class="strip" href="/desk/alarms">' in page
    bell.acknowledge(bell.live()[0].id, by="lin")
    assert "1起已有人接警" in chen.queue()


def test_an_open_page_is_told_of_changes_and_of_nothing_else(
    chen: Person, bell: Bell, clock: SetClock
) -> None:
    before = chen.client.get(LIVE).json()
    assert (before["watching"], before["unanswered"], before["strip"].strip()) == (True, 0, "")
    assert chen.client.get(LIVE, params={"mark": before["mark"]}).status_code == 204
    ring(bell, clock)
    told = chen.client.get(LIVE, params={"mark": before["mark"]}).json()
    assert told["unanswered"] == 1
    assert "我爸胸口压得慌" in told["board"]
    assert "还没有人接警" in told["strip"]
    assert chen.client.get(LIVE, params={"mark": told["mark"]}).status_code == 204


def test_who_is_not_signed_in_is_told_nothing(app: FastAPI, bell: Bell, clock: SetClock) -> None:
    ring(bell, clock)
    stranger = TestClient(app, follow_redirects=False)
    assert stranger.get(LIVE).json() == {"watching": False}
    assert stranger.get("/desk/alarms").headers["location"] == "/desk/sign-in?next=%2Fdesk%2Falarms"


def test_signing_out_ends_the_watch_at_once(chen: Person, bell: Bell, clock: SetClock) -> None:
    ring(bell, clock)
    token = chen.client.cookies["desk_sign_in"]
    assert chen.client.get(LIVE).json()["watching"]
    chen.client.post("/desk/sign-out", data={"form_token": token_in(chen.queue())})
    chen.client.cookies.set("desk_sign_in", token, path="/desk")
    assert chen.client.get(LIVE).json() == {"watching": False}


def test_with_the_database_away_the_alarm_is_shown_answered_and_closed(
    chen: Person, bell: Bell, clock: SetClock, database_file: Path
) -> None:
    chen.client.get(LIVE)
    away = database_file.with_suffix(".away")
    database_file.rename(away)
    alarm = bell.raise_(a_call(raised_at=clock.now(), channel="web_chat"))
    assert "我爸胸口压得慌" in chen.client.get(LIVE).json()["board"]
    assert "我爸胸口压得慌" in chen.client.get("/desk/alarms").text
    clock.move(minutes=5)
    assert work(chen, "acknowledge", alarm).status_code == 303
    page = sheet(chen, alarm)
    assert "陈护士 09:35:00" in page
    assert "资料库暂时连不上" in page
    assert work(chen, "record_outcome", alarm, outcome="confirmed").status_code == 303
    away.rename(database_file)
    bell.flush()
    bell.turn()
    assert "确是所报的急症" in sheet(chen, alarm)


def test_the_memory_of_a_sign_in_runs_out(
    chen: Person, clock: SetClock, bell: Bell, database_file: Path
) -> None:
    chen.client.get(LIVE)
    database_file.rename(database_file.with_suffix(".away"))
    clock.move(seconds=(KNOWN_FOR - timedelta(seconds=1)).total_seconds())
    assert chen.client.get(LIVE).json()["watching"]
    clock.move(seconds=1)
    assert chen.client.get(LIVE).json() == {"watching": False}
    assert chen.client.get("/desk/alarms").status_code == 503


def test_a_sign_in_the_desk_never_saw_is_not_believed(
    person: Callable[[str], Person], database_file: Path
) -> None:
    chen = person("chen")
    database_file.rename(database_file.with_suffix(".away"))
    assert chen.client.get(LIVE).json() == {"watching": False}


@pytest.mark.parametrize("username", ["chen", "he", "xu"])
def test_nurses_the_emergency_department_and_the_duty_manager_answer(
    person: Callable[[str], Person], bell: Bell, clock: SetClock, username: str
) -> None:
    alarm, one = ring(bell, clock, phone="13900001111"), person(username)
    page = one.client.get("/desk/alarms").text
    assert "我来接警" in page
    assert "13900001111" in page
    assert work(one, "acknowledge", alarm).status_code == 303
    assert bell.live()[0].acknowledged_by == username


@pytest.mark.parametrize("username", ["wang", "gu"])
def test_others_look_on(person: Callable[[str], Person], bell: Bell, clock: SetClock, username: str) -> None:
    alarm, one = ring(bell, clock, phone="13900001111"), person(username)
    page = one.client.get("/desk/alarms").text
    assert "我来接警" not in page
    assert "139****1111" in page
    assert "13900001111" not in page + sheet(one, alarm)
    assert work(one, "acknowledge", alarm).status_code == 403
    assert bell.live()[0].state.calls_for_help
