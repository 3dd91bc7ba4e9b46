"""Whoever has the code and the digits reads each step; whoever guesses learns nothing and waits."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi import FastAPI

from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    Outcome,
    accept_ticket,
    close_ticket,
    hand_over_ticket,
    merge_tickets,
    tell_delay,
)
from tests.telephony.making import Hotline
from tests.telephony.progress_page.conftest import CONVERSATION, SUMMARY, Case, Visitor


def test_code_and_digits_show_who_answers_for_it_and_by_when(visitor: Visitor, case: Case) -> None:
    page = visitor.prove(case.code)
    assert page.status_code == 200
    for words in (
        "已经登记，等护士接手",
        case.number,
        "护士长陈（值班护士，有人接手前先负责）",
        "明天11月24日 09:30 前会联系您",
    ):
        assert words in page.text
    assert SUMMARY not in page.text
    assert "林阿水" not in page.text
    assert "心血管" not in page.text
    assert "8000" not in page.text


def test_numbers_as_an_old_phone_types_them_are_taken(visitor: Visitor, case: Case) -> None:
    wide = case.code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert case.number in visitor.prove(f"{wide[:3]} {wide[3:]}", "８０００").text


def test_each_step_is_told_with_its_time(visitor: Visitor, case: Case, hotline: Hotline) -> None:
    case.accept()
    case.clock.move(minutes=20)
    case.call(AttemptOutcome.NO_ANSWER)
    with hotline.database.transaction() as session:
        hand_over_ticket(session, number=case.number, to="wu", by="chen", reason="专科", clock=case.clock)
    case.clock.move(minutes=10)
    with hotline.database.transaction() as session:
        accept_ticket(session, number=case.number, staff="wu", clock=case.clock)
    page = visitor.prove(case.code).text
    for words in (
        "有人在办了",
        "护士chen（首接负责人，一直跟到办完）",
        "护士chen 接手",
        "今天11月23日 09:50",
        "联系过您，没有联系上",
        "转给 护士wu 办理",
        "今天11月23日 10:00",
    ):
        assert words in page
    assert "专科" not in page
    assert "问了头晕的事" not in page


def test_a_delay_is_told_with_its_reason_and_the_new_time(
    visitor: Visitor, case: Case, hotline: Hotline
) -> None:
    case.accept()
    with hotline.database.transaction() as session:
        tell_delay(
            session,
            number=case.number,
            by="chen",
            how=FeedbackMeans.CALL,
            reason="专家明天才上班",
            new_due_at=case.ticket().feedback_due_at + timedelta(hours=3),
            clock=case.clock,
        )
    page = visitor.prove(case.code).text
    for words in ("要晚一些，新的时间已经告诉您", "原因：专家明天才上班", "明天11月24日 12:30 前会联系您"):
        assert words in page


def test_a_broken_promise_is_owned_up_to(visitor: Visitor, case: Case) -> None:
    case.clock.move(hours=25)
    assert "超过了答应您的时间，很抱歉" in visitor.prove(case.code).text


def test_the_code_of_a_merged_ticket_leads_to_the_one_that_goes_on(
    visitor: Visitor, case: Case, open_case: Callable[..., Case], hotline: Hotline
) -> None:
    other = open_case()
    with hotline.database.transaction() as session:
        merge_tickets(session, number=case.number, into=other.number, by="chen", clock=case.clock)
    page = visitor.prove(case.code).text
    assert f"您问的工单 {case.number} 和工单 {other.number} 是同一件事" in page
    assert f"<dd>{other.number}</dd>" in page


@pytest.mark.parametrize(("days", "shown"), [(89, True), (90, False)])
def test_what_was_closed_long_ago_is_shown_no_longer(
    visitor: Visitor, case: Case, hotline: Hotline, days: int, *, shown: bool
) -> None:
    case.finish()
    with hotline.database.transaction() as session:
        close_ticket(session, number=case.number, by="chen", outcome=Outcome.SOLVED, clock=case.clock)
    case.clock.move(days=days)
    assert (case.number in visitor.prove(case.code).text) is shown


def test_a_wrong_code_and_wrong_digits_get_the_same_answer(visitor: Visitor, case: Case) -> None:
    wrong = f"{(int(case.code) + 1) % 1_000_000:06}"
    digits, code = visitor.prove(case.code, "8001"), visitor.prove(wrong)
    assert (digits.status_code, code.status_code) == (404, 404)
    assert digits.text.replace(case.code, "").replace("8001", "8000") == code.text.replace(wrong, "")
    assert "没有找到" in code.text


@pytest.mark.parametrize("proof", [("12345", "8000"), ("abcdef", "8000"), ("123456", "800"), ("123456", "")])
def test_what_is_no_code_is_said_to_be_none(visitor: Visitor, proof: tuple[str, str]) -> None:
    answer = visitor.prove(*proof)
    assert answer.status_code == 422
    assert "进度码是六位数字" in answer.text


def test_after_five_wrong_digits_the_code_waits_for_everybody(
    app: FastAPI, case: Case, hotline: Hotline
) -> None:
    for place in range(5):
        assert Visitor(app, address=f"203.0.113.{place}").prove(case.code, f"000{place}").status_code == 404
    late = Visitor(app, address="203.0.113.9")
    for digits in ("8000", "0009"):
        answer = late.prove(case.code, digits)
        assert answer.status_code == 429
        assert "请在 今天11月23日 09:45 以后再试" in answer.text
    hotline.clock.move(minutes=15)
    assert late.prove(case.code).status_code == 200


def test_after_five_wrong_codes_the_address_waits(app: FastAPI, case: Case, visitor: Visitor) -> None:
    for place in range(5):
        visitor.prove(f"{(int(case.code) + 1 + place) % 1_000_000:06}")
    assert visitor.prove(case.code).status_code == 429
    assert Visitor(app, address="203.0.113.8").prove(case.code).status_code == 200


def test_right_digits_are_no_guess_however_often(visitor: Visitor, case: Case) -> None:
    for _ in range(8):
        assert visitor.prove(case.code).status_code == 200
        visitor.client.cookies.clear()


def test_the_own_conversation_is_a_proof_and_is_never_made_to_wait(visitor: Visitor, case: Case) -> None:
    for place in range(6):
        visitor.prove(case.code, f"000{place}")
    assert case.number in visitor.prove(case.code, "", conversation=CONVERSATION).text


def test_another_conversation_tried_by_the_script_is_no_wrong_try(visitor: Visitor, case: Case) -> None:
    for _ in range(6):
        answer = visitor.prove(case.code, "", conversation="somebody-elses-talk", by_itself="1")
        assert answer.status_code == 200
        assert "没有找到" not in answer.text
        assert "data-by-itself" not in answer.text
        assert case.number not in answer.text
    assert case.number in visitor.prove(case.code).text


def test_the_page_closes_by_itself_and_on_request(visitor: Visitor, case: Case) -> None:
    visitor.prove(case.code)
    assert case.number in visitor.look().text
    visitor.send("/progress/leave")
    assert case.number not in visitor.look().text
    visitor.prove(case.code)
    case.clock.move(minutes=30)
    assert case.number not in visitor.look().text


def test_a_link_with_another_code_asks_again(visitor: Visitor, case: Case) -> None:
    visitor.prove(case.code)
    other = f"{(int(case.code) + 1) % 1_000_000:06}"
    page = visitor.look(f"/progress?code={other}").text
    assert case.number not in page
    assert f'value="{other}"' in page
    assert case.number in visitor.look(f"/progress?code={case.code}").text


def test_what_a_link_holds_is_never_part_of_the_page(visitor: Visitor) -> None:
    assert "<b>" not in visitor.look("/progress?code=%22%3E%3Cb%3E").text


def test_a_form_of_another_site_is_refused(visitor: Visitor, case: Case) -> None:
    visitor.look()
    stranger = visitor.client.post(
        "/progress",
        data={"code": case.code, "last_four": "8000"},
        headers={"origin": "https://elsewhere.example"},
    )
    nameless = visitor.client.post("/progress", data={"code": case.code, "last_four": "8000"})
    assert (stranger.status_code, nameless.status_code) == (403, 403)
    assert case.number not in stranger.text + nameless.text


def test_the_page_may_load_nothing_from_elsewhere_and_is_kept_nowhere(visitor: Visitor, case: Case) -> None:
    for page in (visitor.look(), visitor.prove(case.code), visitor.prove(case.code, "0000")):
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert page.headers["cache-control"] == "no-store"
        assert "style=" not in page.text


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visitor: Visitor, case: Case) -> None:
    cookie = visitor.look().headers["set-cookie"]
    for mark in ("HttpOnly", "SameSite=strict", "Path=/progress"):
        assert mark in cookie


def test_an_oversized_form_is_refused_in_words(visitor: Visitor) -> None:
    answer = visitor.send("/progress", code="1" * 20_000)
    assert answer.status_code == 413
    assert "写得太长了" in answer.text
