"""Deeds by form: what they do, and what is said when they cannot be done."""

from collections.abc import Callable

import pytest

from hotline.database import Database
from hotline.staff import disable_staff
from hotline.tickets import Outcome, Ticket, TicketState, get_ticket
from tests.desk.person import SIGNED_IN_FOR, Person
from tests.hotline.making import SetClock


@pytest.fixture
def kept(database: Database, number: str) -> Callable[[], Ticket]:
    """The ticket as it is kept."""

    def read() -> Ticket:
        with database.reading() as session:
            return get_ticket(session, number=number)

    return read


Kept = Callable[[], Ticket]


def fed_back(person: Person, number: str) -> None:
    person.do("accept", number)
    person.do("record_feedback", number, how="call", attempt="reached", text="已告知")


def test_accepting_makes_me_the_first_contact(chen: Person, number: str, kept: Kept) -> None:
    answer = chen.do("accept", number)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/desk/tickets/{number}"
    assert (kept().first_contact, kept().assignee) == ("chen", "chen")


def test_what_was_done_is_said_once_and_only_on_this_ticket(
    chen: Person, number: str, open_one: Callable[..., str]
) -> None:
    chen.do("accept", number)
    assert "接好了" not in chen.ticket(open_one())
    assert "接好了" in chen.ticket(number)
    assert "接好了" not in chen.ticket(number)


def test_the_second_nurse_to_accept_is_told_who_has_it(
    chen: Person, lin: Person, number: str, kept: Kept
) -> None:
    chen.do("accept", number)
    answer = lin.do("accept", number)
    assert answer.status_code == 409
    assert "陈护士已经接了这张工单" in answer.text
    assert kept().first_contact == "chen"


def test_accepting_twice_is_told_kindly(chen: Person, number: str) -> None:
    chen.do("accept", number)
    assert "您已经接了这张工单" in chen.do("accept", number).text


def test_a_handover_waits_for_its_receiver(chen: Person, lin: Person, number: str, kept: Kept) -> None:
    chen.do("accept", number)
    assert chen.do("hand_over", number, to="lin", reason="下班了").status_code == 303
    assert (kept().assignee, kept().handover_to) == ("chen", "lin")
    assert "接受转办" in lin.ticket(number)
    lin.do("accept", number)
    assert (kept().assignee, kept().first_contact, kept().handover_to) == ("lin", "chen", None)


def test_a_handover_can_be_returned_with_a_reason(chen: Person, lin: Person, number: str, kept: Kept) -> None:
    chen.do("accept", number)
    chen.do("hand_over", number, to="lin", reason="下班了")
    assert lin.do("return_handover", number, reason="not_our_department").status_code == 303
    assert (kept().assignee, kept().handover_to, kept().returns) == ("chen", None, 1)


def test_a_note_is_kept(chen: Person, number: str) -> None:
    chen.do("accept", number)
    chen.do("add_note", number, text="第一行\r\n第二行\x00")
    assert "第一行\n第二行</blockquote>" in chen.ticket(number)


def test_only_reaching_the_patient_is_feedback(chen: Person, number: str, kept: Kept) -> None:
    chen.do("accept", number)
    chen.do("record_feedback", number, how="call", attempt="no_answer", text="没人接")
    assert kept().fed_back_at is None
    chen.do("record_feedback", number, how="in_person", attempt="reached", text="当面说了")
    assert kept().fed_back_at is not None
    assert kept().state is TicketState.FED_BACK


def test_a_ticket_is_resolved_and_closed(chen: Person, number: str, kept: Kept) -> None:
    fed_back(chen, number)
    assert chen.do("resolve", number).status_code == 303
    assert kept().state is TicketState.RESOLVED
    assert chen.do("close", number, outcome="solved").status_code == 303
    assert (kept().state, kept().outcome) == (TicketState.CLOSED, Outcome.SOLVED)


@pytest.mark.parametrize(
    ("deed", "fields"),
    [
        ("hand_over", {"to": "lin", "reason": "下班了"}),
        ("add_note", {"text": "记一笔"}),
        ("record_feedback", {"how": "call", "attempt": "reached", "text": "已告知"}),
        ("resolve", {}),
        ("close", {"outcome": "mistaken"}),
    ],
)
def test_nothing_is_done_to_a_ticket_nobody_accepted(
    chen: Person, number: str, kept: Kept, deed: str, fields: dict[str, str]
) -> None:
    answer = chen.do(deed, number, **fields)
    assert answer.status_code == 409
    assert "还没有人接这张工单" in answer.text
    assert kept().state is TicketState.OPENED


@pytest.mark.parametrize(
    ("deed", "fields", "sentence"),
    [
        ("resolve", {}, "还没有联系上患者"),
        ("close", {"outcome": "solved"}, "还没有联系上患者"),
        ("close", {"outcome": "unreachable"}, "还没有试过联系患者"),
        ("hand_over", {"to": "chen", "reason": "试试"}, "本来就在您手上"),
        ("hand_over", {"to": "gu", "reason": "试试"}, "顾编辑的岗位不办理工单"),
        ("hand_over", {"to": "nobody", "reason": "试试"}, "账号已经停用"),
        ("return_handover", {"reason": "duplicate"}, "没有等着接受的转办"),
    ],
)
def test_an_illegal_deed_is_refused_with_its_reason(
    chen: Person, kept: Kept, deed: str, fields: dict[str, str], sentence: str
) -> None:
    number = kept().number
    chen.do("accept", number)
    answer = chen.do(deed, number, **fields)
    assert answer.status_code == 409
    assert sentence in answer.text
    assert (kept().assignee, kept().handover_to) == ("chen", None)
    assert kept().state is TicketState.ACCEPTED


def test_while_a_handover_waits_others_are_told_for_whom(chen: Person, lin: Person, number: str) -> None:
    chen.do("accept", number)
    chen.do("hand_over", number, to="wang", reason="请心内科答复")
    assert "这张工单是转给王医生的" in lin.do("accept", number).text
    assert "这张工单是转给王医生的" in lin.do("return_handover", number, reason="duplicate").text
    assert "正在等王医生接受转办" in chen.do("close", number, outcome="mistaken").text


def test_a_closed_ticket_stays_as_it_is(chen: Person, number: str, kept: Kept) -> None:
    fed_back(chen, number)
    chen.do("resolve", number)
    assert "已经办结过了" in chen.do("resolve", number).text
    chen.do("close", number, outcome="solved")
    answer = chen.do("add_note", number, text="关闭以后才想起来的一句")
    assert answer.status_code == 409
    assert "这张工单已经关闭" in answer.text
    assert "关闭以后才想起来的一句" in answer.text


def test_a_colleague_disabled_meanwhile_cannot_receive(chen: Person, number: str, database: Database) -> None:
    chen.do("accept", number)
    with database.transaction() as session:
        disable_staff(session, username="lin")
    assert 'value="lin"' not in chen.ticket(number)
    assert "账号已经停用" in chen.do("hand_over", number, to="lin", reason="下班了").text


@pytest.mark.parametrize(
    ("deed", "fields", "sentence"),
    [
        ("add_note", {"text": "  \n "}, "必填的内容"),
        ("add_note", {}, "必填的内容"),
        ("add_note", {"text": "长" * 2001}, "2000个字以内"),
        ("hand_over", {"to": "lin", "reason": ""}, "必填的内容"),
        ("hand_over", {"to": "lin", "reason": "长" * 201}, "200个字以内"),
        ("record_feedback", {"how": "call", "text": "没选联系上没有"}, "必填的内容"),
        ("record_feedback", {"how": "pigeon", "attempt": "reached", "text": "试"}, "重新选择"),
        ("close", {"outcome": "forgotten"}, "重新选择"),
    ],
)
def test_a_faulty_form_is_refused_in_words(
    chen: Person, kept: Kept, deed: str, fields: dict[str, str], sentence: str
) -> None:
    number = kept().number
    chen.do("accept", number)
    answer = chen.do(deed, number, **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert kept().state is TicketState.ACCEPTED


def test_what_was_typed_is_not_lost_on_a_refusal(chen: Person, number: str) -> None:
    chen.do("accept", number)
    page = chen.do("record_feedback", number, how="message", text="写了很久的话<br>").text
    assert "写了很久的话&lt;br&gt;</textarea>" in page
    assert 'name="how" value="message" required checked' in page
    assert page.count(" checked") == 1
    page = chen.do("hand_over", number, to="gu", reason="请看一下").text
    assert "请看一下</textarea>" in page
    page = chen.do("hand_over", number, to="wang", reason="").text
    assert 'value="wang" selected' in page


def test_an_unknown_deed_is_no_page(chen: Person, number: str) -> None:
    assert chen.do("delete", number).status_code == 404


def test_a_deed_on_an_unknown_ticket_says_so(chen: Person) -> None:
    answer = chen.do("accept", "261123-9999")
    assert answer.status_code == 404
    assert "没有找到这张工单" in answer.text


def test_a_role_that_only_reads_does_no_deed(
    person: Callable[[str], Person], number: str, kept: Kept
) -> None:
    answer = person("gu").do("accept", number)
    assert answer.status_code == 403
    assert "您的岗位不办理工单" in answer.text
    assert kept().state is TicketState.OPENED


def test_a_deed_after_the_sign_in_ran_out_gives_back_what_was_typed(
    chen: Person, number: str, clock: SetClock
) -> None:
    clock.at += SIGNED_IN_FOR
    address = f"/desk/tickets/{number}"
    answer = chen.client.post(f"{address}/accept", data={})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/desk/sign-in?next=%2Fdesk%2Ftickets%2F{number}"
    answer = chen.client.post(f"{address}/add_note", data={"text": "写了一半"})
    assert answer.status_code == 403
    assert "写了一半" in answer.text


def test_more_than_any_form_holds_is_not_read(chen: Person, number: str) -> None:
    answer = chen.do("add_note", number, text="x" * 70_000)
    assert answer.status_code == 413
    assert "提交的内容太长" in answer.text


def test_after_two_returns_only_the_manager_hands_over(
    person: Callable[[str], Person], chen: Person, lin: Person, number: str, kept: Kept
) -> None:
    chen.do("accept", number)
    for reason in ("not_our_department", "lacks_information"):
        chen.do("hand_over", number, to="lin", reason="下班了")
        assert lin.do("return_handover", number, reason=reason).status_code == 303
    assert f"/desk/tickets/{number}/hand_over" not in chen.ticket(number)
    answer = chen.do("hand_over", number, to="lin", reason="再试")
    assert answer.status_code == 409
    assert "由谁办理要请值班主任决定" in answer.text
    assert person("xu").do("hand_over", number, to="lin", reason="请林护士办").status_code == 303
    assert f"/desk/tickets/{number}/return_handover" not in lin.ticket(number)
    assert lin.do("return_handover", number, reason="duplicate").status_code == 409
    lin.do("accept", number)
    assert kept().assignee == "lin"


def test_an_outcome_that_does_not_fit_is_refused_in_words(chen: Person, number: str, kept: Kept) -> None:
    chen.do("accept", number)
    answer = chen.do("record_feedback", number, how="call", attempt="message_delivered", text="发了")
    assert answer.status_code == 409
    assert "联系方式和结果对不上" in answer.text
    assert kept().fed_back_at is None
