"""Managers keep the holidays; a ticket says how its department's time was counted."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import yaml
from fastapi import FastAPI
from httpx2 import Response

from console.working_time import departments_time, working_target
from desk import Desk
from desk.calendar_refusals import CALENDAR_REFUSALS
from desk.words import WORDS
from hotline.calendar_days import CalendarRefused, days_of_year
from hotline.safety import TriageGrade
from hotline.tickets import open_ticket
from hotline.working_time import DayKind, Reason
from tests.desk.person import Person, token_in
from tests.hotline.making import SetClock, a_request

ZONE = ZoneInfo("Asia/Shanghai")
NEW_YEAR = {"first": "2027-01-01", "last": "2027-01-03", "kind": "holiday", "name": "元旦"}


@pytest.fixture
def xu(person: Callable[[str], Person]) -> Person:
    return person("xu")


def send(person: Person, work: str, **fields: str) -> Response:
    token = token_in(person.client.get("/desk").text)
    return person.client.post(f"/desk/calendar/{work}", data={"form_token": token, **fields})


def page(person: Person, year: int = 2027) -> str:
    return person.client.get(f"/desk/calendar?year={year}").text


def entered(desk: Desk, year: int = 2027) -> list[date]:
    with desk.database.reading() as session:
        return [one.day.on for one in days_of_year(session, year=year) if one.by]


@pytest.mark.parametrize("username", ["chen", "wang", "gu", "he"])
def test_other_roles_are_refused_and_offered_nothing(
    person: Callable[[str], Person], desk: Desk, username: str
) -> None:
    somebody = person(username)
    assert somebody.client.get("/desk/calendar").status_code == 403
    assert 'href="/desk/calendar"' not in somebody.queue()
    assert send(somebody, "add", **NEW_YEAR).status_code == 403
    assert entered(desk) == []


@pytest.mark.parametrize("username", ["xu", "fang"])
def test_managers_and_administrators_are_shown_the_way(
    person: Callable[[str], Person], username: str
) -> None:
    somebody = person(username)
    assert 'href="/desk/calendar"' in somebody.queue()
    assert "国庆节" in page(somebody, 2026)


def test_strangers_sign_in_first_and_come_back(xu: Person) -> None:
    xu.client.cookies.clear()
    wanted = xu.client.get("/desk/calendar").headers["location"]
    assert 'value="/desk/calendar"' in xu.client.get(wanted).text


def test_a_year_without_its_table_is_a_warning_until_it_is_entered(xu: Person) -> None:
    assert "明年（2027年）的节假日安排还没有录入" in page(xu)
    assert "今年" not in page(xu)
    answer = send(xu, "add", **NEW_YEAR)
    assert answer.headers["location"] == "/desk/calendar?year=2027&done=add"
    assert "明年（2027年）的节假日只录入了3天" in page(xu)
    send(xu, "add", **NEW_YEAR | {"first": "2027-02-05", "last": "2027-02-14", "name": "春节"})
    assert "明年（2027年）" not in page(xu)


def test_a_day_is_added_changed_and_removed(xu: Person, desk: Desk) -> None:
    send(xu, "add", first="2027-01-09", last="", kind="workday", name="元旦")
    assert entered(desk) == [date(2027, 1, 9)]
    assert "许主任" in page(xu)
    send(xu, "change", on="2027-01-09", kind="workday", name="元旦调休")
    assert "元旦调休" in page(xu)
    assert send(xu, "remove", on="2027-01-09").headers["location"].endswith("done=remove")
    assert entered(desk) == []


def test_a_shipped_day_is_replaced_and_comes_back(xu: Person) -> None:
    assert "系统自带" in page(xu, 2026)
    send(xu, "change", on="2026-10-10", kind="holiday", name="院庆")
    assert "原为：调休上班（国庆节）" in page(xu, 2026)
    send(xu, "remove", on="2026-10-10")
    assert "院庆" not in page(xu, 2026)


@pytest.mark.parametrize(
    ("work", "changed", "why"),
    [
        ("add", {"first": "2026-10-01", "last": ""}, "2026年10月1日已经有安排了"),
        ("add", {"last": "2026-12-31"}, "最后一天比第一天还早"),
        ("add", {"last": "2027-02-01"}, "一次最多加15天"),
        ("add", {"first": "2099-01-01", "last": ""}, "离现在太远"),
        ("add", {"first": "2027-01-04", "last": "", "kind": "workday"}, "2027年1月4日是周一，本来就上班"),
        ("add", {"first": "元旦"}, "日期看不懂"),
        ("add", {"name": ""}, "必填"),
        ("add", {"name": "长" * 41}, "40个字以内"),
        ("add", {"kind": "party"}, "没有这一项"),
        ("change", {"on": "2027-01-01"}, "2027年1月1日没有录入过"),
        ("remove", {"on": "2026-10-01"}, "2026年10月1日没有录入过"),
    ],
)
def test_what_cannot_be_is_said_plainly_and_keeps_nothing(
    xu: Person, desk: Desk, work: str, changed: dict[str, str], why: str
) -> None:
    answer = send(xu, work, **(NEW_YEAR | changed))
    assert answer.status_code in {409, 422}
    assert why in answer.text
    assert entered(desk) == entered(desk, 2026) == []


def test_what_was_typed_is_given_back(xu: Person) -> None:
    answer = send(xu, "add", **NEW_YEAR | {"last": "2026-12-31"}).text
    assert 'value="2027-01-01"' in answer
    assert 'value="元旦"' in answer


def test_a_form_of_elsewhere_enters_nothing(xu: Person, desk: Desk) -> None:
    assert xu.client.post("/desk/calendar/add", data=NEW_YEAR).status_code == 403
    foreign = xu.client.post("/desk/calendar/add", data=NEW_YEAR, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert send(xu, "fly", **NEW_YEAR).status_code == 403
    assert entered(desk) == []


def test_every_kind_reason_and_refusal_has_its_words() -> None:
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    assert set(words["day_kinds"]) == {kind.value for kind in DayKind}
    assert set(words["work_reasons"]) == {reason.value for reason in Reason}
    assert set(words["weekdays"]) == set(range(1, 8))
    assert set(words["calendar_refusals"]) == set(CALENDAR_REFUSALS.values())
    assert set(CalendarRefused.__subclasses__()) <= set(CALENDAR_REFUSALS)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    return Desk(**vars(desk) | {"departments_time": departments_time(desk.hospital)})


@pytest.fixture
def friday_ticket(desk: Desk, clock: SetClock) -> str:
    clock.at = datetime(2026, 11, 20, 17, tzinfo=ZONE)
    target = working_target(desk.departments_time, database=desk.database)
    request = a_request(grade=TriageGrade.URGENT)
    with desk.database.transaction() as session:
        return open_ticket(session, request=request, clock=clock, working_target=target).number


def test_a_ticket_says_which_hours_counted_and_why_the_others_did_not(
    chen: Person, friday_ticket: str
) -> None:
    told = chen.ticket(friday_ticket)
    for line in (
        "11月23日 11:30 以前",
        "按心血管内科的工作时间算，从开单起共4小时",
        "11月20日 周五</b> 算30分",
        "17:00–17:30 上班<",
        "17:30–24:00 下班，不算",
        "11月21日 周六",
        "00:00–24:00 休息日，不算",
        "08:00–11:30 上班<",
    ):
        assert line in told
    assert "现在数出来的和当时不一样" not in told


def test_a_later_holiday_moves_no_target_but_is_said(xu: Person, chen: Person, friday_ticket: str) -> None:
    send(xu, "add", first="2026-11-23", last="", kind="holiday", name="停电")
    told = chen.ticket(friday_ticket)
    assert "11月23日 11:30 以前" in told
    assert "现在数出来的和当时不一样" in told
    assert "节假日（停电），不算" in told


def test_what_is_done_again_is_counted_from_the_reopening(
    chen: Person, friday_ticket: str, desk: Desk, clock: SetClock
) -> None:
    chen.do("accept", friday_ticket)
    chen.do("record_feedback", friday_ticket, how="call", attempt="reached", text="说好了")
    clock.at = datetime(2026, 11, 24, 9, tzinfo=ZONE)
    chen.do("reopen", friday_ticket, reason="还是头晕")
    told = chen.ticket(friday_ticket)
    assert "今天 15:30 以前" in told
    assert "按心血管内科的工作时间算，从患者要求重新办理起共4小时" in told


def test_a_ticket_without_such_a_target_says_nothing(chen: Person, app: FastAPI, number: str) -> None:
    assert "科室办理时限" not in chen.ticket(number)
