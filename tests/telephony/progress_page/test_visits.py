"""A patient reads when and where he is expected, cancels it in two steps, or asks for another day."""

from datetime import timedelta

import pytest

from hotline.appointments import Appointment, AppointmentState, find_appointment, mark_missed
from hotline.tickets import CALLER
from tests.telephony.progress_page.conftest import Case, Visitor

BEFORE_THE_HOUR = timedelta(days=3, hours=22)
"""From Monday half past nine to Friday half past seven."""


def visit_of(case: Case) -> Appointment:
    with case.database.reading() as session:
        visit = find_appointment(session, number=case.number)
        assert visit is not None
        return visit


def test_a_settled_visit_says_when_where_and_by_whom(visitor: Visitor, booked: Case) -> None:
    page = visitor.prove(booked.code).text
    for told in ("约好了", "11月27日，星期五 08:00", "乔仁分院", "心血管内科，张医生", "请带身份证"):
        assert told in page
    assert "这周五上午" not in page


def test_what_is_not_settled_yet_says_so_and_can_be_cancelled(visitor: Visitor, asked: Case) -> None:
    page = visitor.prove(asked.code).text
    assert "预约还没有定下来" in page
    assert "预约已经取消" in visitor.send("/progress/cancel-visit").text
    assert visit_of(asked).state is AppointmentState.CANCELLED


def test_other_tickets_say_nothing_of_a_visit(visitor: Visitor, case: Case) -> None:
    assert "取消预约" not in visitor.prove(case.code).text
    assert visitor.look("/progress/cancel-visit").status_code == 409


def test_cancelling_takes_two_steps_and_the_first_changes_nothing(visitor: Visitor, booked: Case) -> None:
    visitor.prove(booked.code)
    first = visitor.look("/progress/cancel-visit")
    assert "要取消这个预约吗" in first.text
    assert "11月27日，星期五 08:00" in first.text
    assert visit_of(booked).state is AppointmentState.CONFIRMED
    page = visitor.send("/progress/cancel-visit").text
    assert "预约已经取消" in page
    assert "不来了，取消预约" not in page
    kept = visit_of(booked)
    assert (kept.state, kept.cancelled_by) == (AppointmentState.CANCELLED, CALLER)
    again = visitor.send("/progress/cancel-visit")
    assert again.status_code == 409
    assert "已经取消或者结束了" in again.text


def test_another_day_is_asked_for_and_what_stands_stands(visitor: Visitor, booked: Case) -> None:
    visitor.prove(booked.code)
    assert "想换到什么时间" in visitor.look("/progress/other-day").text
    page = visitor.send("/progress/other-day", wish="下周一上午").text
    assert "您想换时间，我们正在安排" in page
    assert "11月27日，星期五 08:00" in page
    assert "下周一上午" not in page
    kept = visit_of(booked)
    assert (kept.state, kept.wish) == (AppointmentState.CONFIRMED, "下周一上午")


def test_no_day_at_all_is_asked_for_again(visitor: Visitor, booked: Case) -> None:
    visitor.prove(booked.code)
    answer = visitor.send("/progress/other-day", wish="  ")
    assert answer.status_code == 422
    assert "请写一下您方便的日子" in answer.text
    assert not visit_of(booked).is_wished_otherwise


@pytest.mark.parametrize("path", ["/progress/cancel-visit", "/progress/other-day"])
def test_once_the_hour_has_come_it_is_refused(visitor: Visitor, booked: Case, path: str) -> None:
    booked.clock.move(seconds=BEFORE_THE_HOUR.total_seconds())
    visitor.prove(booked.code)
    assert visitor.look(path).status_code == 200
    booked.clock.move(minutes=29)
    assert "不来了，取消预约" in visitor.look().text
    booked.clock.move(hours=1)
    page = visitor.prove(booked.code).text
    assert "约的时间到了" in page
    assert "不来了，取消预约" not in page
    refused = visitor.send(path, wish="下周一上午")
    assert refused.status_code == 409
    assert "在这里不能再改" in refused.text
    assert visitor.look(path).status_code == 409
    assert visit_of(booked).state is AppointmentState.CONFIRMED


def test_who_did_not_come_reads_so(visitor: Visitor, booked: Case) -> None:
    booked.clock.move(days=4)
    with booked.database.transaction() as session:
        mark_missed(session, number=booked.number, by="chen", clock=booked.clock)
    assert "那天没有等到您" in visitor.prove(booked.code).text


@pytest.mark.parametrize("path", ["/progress/cancel-visit", "/progress/other-day"])
def test_without_the_code_and_the_last_four_nothing_is_shown_or_done(
    visitor: Visitor, booked: Case, path: str
) -> None:
    shown = visitor.look(path).text
    assert "查办理进度" in shown
    assert "乔仁分院" not in shown
    assert visitor.send(path, wish="下周一").status_code == 404
    assert visit_of(booked).state is AppointmentState.CONFIRMED


def test_another_sites_form_cancels_nothing(visitor: Visitor, booked: Case) -> None:
    visitor.prove(booked.code)
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert visitor.client.post("/progress/cancel-visit", data={}, headers=foreign).status_code == 403
    assert visitor.client.post("/progress/cancel-visit", data={"form_token": "0"}).status_code == 403
    assert visit_of(booked).state is AppointmentState.CONFIRMED
