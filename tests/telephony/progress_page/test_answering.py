"""A patient rates once a round, has it done again once, and leaves a number where there is none."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hotline.tickets import CALLER, EventKind, Outcome, TicketState
from hotline.working_time import AROUND_THE_CLOCK, DepartmentsTime
from telephony.channels.progress_page import ProgressPage
from telephony.channels.progress_page.showing import Showing
from tests.telephony.making import Hotline
from tests.telephony.progress_page.conftest import CONVERSATION, Case, Visitor


def rate(visitor: Visitor, *, solved: str = "yes", score: str = "5", **more: str) -> str:
    return visitor.send("/progress/rate", solved=solved, score=score, **more).text


def test_nothing_is_asked_before_the_patient_has_heard_from_us(visitor: Visitor, case: Case) -> None:
    case.accept()
    page = visitor.prove(case.code).text
    assert "送出评价" not in page
    assert "请再处理" not in page
    assert "这件事正在办，办好以后再请您评价。" in rate(visitor)
    assert case.ticket().ratings == ()


def test_a_satisfied_patient_closes_it_and_is_asked_nothing_more(visitor: Visitor, case: Case) -> None:
    case.finish()
    assert "送出评价" in visitor.prove(case.code).text
    page = rate(visitor, text="陈护士很耐心")
    assert "谢谢您的评价，我们记下了。祝您和家人安康。" in page
    assert "已经办结" in page
    assert "送出评价" not in page
    assert "陈护士很耐心" not in page
    ticket = case.ticket()
    assert (ticket.state, ticket.outcome) == (TicketState.CLOSED, Outcome.SOLVED)
    assert [(one.solved, one.score, one.by) for one in ticket.ratings] == [(True, 5, CALLER)]
    assert "这次已经评过了" in rate(visitor, score="1")
    assert len(case.ticket().ratings) == 1


@pytest.mark.parametrize(("solved", "score"), [("no", "4"), ("yes", "2")])
def test_an_unsatisfied_patient_is_told_the_new_time(
    visitor: Visitor, case: Case, solved: str, score: str
) -> None:
    case.finish()
    case.clock.move(hours=2)
    visitor.prove(case.code)
    page = visitor.send("/progress/rate", solved=solved, score=score).text
    assert "已经重新办理，明天11月24日 11:30 前会联系您" in page
    assert "正在重新为您办" in page
    assert "送出评价" not in page
    ticket = case.ticket()
    assert (ticket.state, ticket.round, ticket.assignee) == (TicketState.IN_PROGRESS, 2, "chen")


def test_the_second_round_is_rated_for_itself_and_the_manager_hears(visitor: Visitor, case: Case) -> None:
    case.finish()
    visitor.prove(case.code)
    rate(visitor, solved="no", score="1")
    case.call()
    case.resolve()
    page = visitor.look().text
    assert "送出评价" in page
    assert "已经重新办理" not in page
    assert "还没解决，请再处理" not in page
    assert "值班主管会过问这件事" in rate(visitor, solved="no", score="1")


def test_what_was_fed_back_may_be_rated_before_it_is_resolved(visitor: Visitor, case: Case) -> None:
    case.accept()
    case.call()
    visitor.prove(case.code)
    assert "谢谢您的评价" in rate(visitor)
    assert case.ticket().state is TicketState.FED_BACK
    case.resolve()
    assert "送出评价" not in visitor.look().text


def test_it_is_done_again_once_with_a_reason(visitor: Visitor, case: Case) -> None:
    case.finish()
    visitor.prove(case.code)
    refused = visitor.send("/progress/reopen", reason=" ")
    assert refused.status_code == 422
    assert "请写一句还有什么没解决" in refused.text
    page = visitor.send("/progress/reopen", reason="还是头晕").text
    assert "正在重新为您办" in page
    assert "还是头晕" not in page
    reopened = [event for event in case.ticket().events if event.kind is EventKind.REOPENED]
    assert [(event.by, event.private) for event in reopened] == [(CALLER, {"reason": "还是头晕"})]
    case.call()
    case.resolve()
    again = visitor.send("/progress/reopen", reason="还是头晕")
    assert again.status_code == 409
    assert "已经重新办过一次" in again.text


@pytest.mark.parametrize("how", ["rate", "reopen"])
def test_the_department_has_its_time_again_from_then_on(
    open_case: Callable[..., Case], hotline: Hotline, how: str
) -> None:
    case = open_case(department="心血管内科")
    case.finish()
    page = ProgressPage(
        ledger=hotline.ledger,
        database=hotline.database,
        hospital=hotline.hospital,
        clock=hotline.clock,
        departments_time=DepartmentsTime(usual=AROUND_THE_CLOCK, zone=hotline.hospital.zone),
    )
    until = hotline.clock.now() + timedelta(minutes=30)
    showing = Showing(number=case.number, code=case.code, by_conversation=False, until=until)
    if how == "rate":
        page.rate(showing, {"solved": "no", "score": "1"})
    else:
        page.reopen(showing, {"reason": "还是头晕"})
    assert case.ticket().handle_due_at == hotline.clock.now() + timedelta(hours=8)


@pytest.mark.parametrize("answers", [{}, {"solved": "yes"}, {"score": "5"}, {"solved": "yes", "score": "6"}])
def test_half_an_answer_is_asked_for_again_and_nothing_typed_is_lost(
    visitor: Visitor, case: Case, answers: dict[str, str]
) -> None:
    case.finish()
    visitor.prove(case.code)
    page = visitor.send("/progress/rate", text="谢谢陈护士", **answers)
    assert page.status_code == 422
    assert "请先选" in page.text
    assert "谢谢陈护士</textarea>" in page.text
    assert case.ticket().ratings == ()


def test_what_is_too_long_is_refused_and_not_cut(visitor: Visitor, case: Case) -> None:
    case.finish()
    visitor.prove(case.code)
    assert visitor.send("/progress/reopen", reason="长" * 301).status_code == 422
    assert case.ticket().round == 1


def test_without_a_proof_nothing_is_done(visitor: Visitor, case: Case) -> None:
    case.finish()
    answer = visitor.send("/progress/rate", solved="yes", score="5")
    assert answer.status_code == 404
    assert case.ticket().ratings == ()


def test_a_forged_cookie_is_no_proof(visitor: Visitor, case: Case) -> None:
    visitor.look()
    visitor.client.cookies.set("progress", f'{{"number": "{case.number}"}}')
    assert case.number not in visitor.look().text


def test_a_number_is_left_only_from_the_conversation_itself(
    visitor: Visitor, open_case: Callable[..., Case]
) -> None:
    case = open_case(phone=None)
    assert visitor.prove(case.code, "0000").status_code == 404
    page = visitor.prove(case.code, "", conversation=CONVERSATION).text
    assert "您没有留电话，请过后再来这里看" in page
    assert "前会有处理进展" in page
    assert visitor.send("/progress/contact", phone="123").status_code == 422
    page = visitor.send("/progress/contact", phone="138 0000 7777").text
    assert "请保持电话畅通" in page
    assert "留下电话" not in page
    assert case.ticket().phone == "13800007777"
    assert visitor.send("/progress/contact", phone="13900001111").status_code == 422
    assert case.ticket().phone == "13800007777"


def test_digits_are_no_proof_for_a_number(visitor: Visitor, case: Case) -> None:
    page = visitor.prove(case.code).text
    assert "留下电话" not in page
    assert visitor.send("/progress/contact", phone="13900001111").status_code == 422
    assert case.ticket().phone == "13800008000"
