"""What one ticket's page tells."""

import re
from collections.abc import Callable
from datetime import timedelta

from hotline.conversations import record_exchanges
from hotline.database import Database
from hotline.safety import TriageGrade
from hotline.staff import disable_staff
from hotline.tickets import (
    CALLER,
    AttemptOutcome,
    EscalationLevel,
    EscalationReason,
    FeedbackMeans,
    accept_ticket,
    add_assisting,
    add_contact,
    escalate,
    link_tickets,
    merge_tickets,
    raise_grade,
    rate_ticket,
    record_attempt,
    record_breach,
    resolve_ticket,
    tell_delay,
)
from tests.desk.person import Person, unveil
from tests.hotline.making import MORNING, SetClock, an_exchange


def test_the_facts(chen: Person, number: str) -> None:
    page = chen.ticket(number)
    for words in (
        number,
        "绿 一般",
        "待接单",
        "健康咨询",
        "高血压",
        "心血管内科",
        "林阿水",
        "护士长陈",
        "还没有人接单",
    ):
        assert words in page
    assert "明天 09:30 以前" in page
    assert "今天 09:30" in page


def test_the_phone_is_masked_until_it_is_asked_for(chen: Person, number: str) -> None:
    page = chen.ticket(number)
    assert "138****8000" in page
    assert "13800008000" not in page
    shown = unveil(chen, number)
    assert '<a class="call" href="tel:13800008000">拨打 13800008000</a>' in shown.text
    assert f'href="/desk/tickets/{number}"' in shown.text
    assert "13800008000" not in chen.ticket(number)


def test_a_ticket_without_a_phone_says_so(chen: Person, open_one: Callable[..., str]) -> None:
    assert "没有留电话" in chen.ticket(open_one(phone=None))


def test_the_conversation_tells_who_said_what_and_which_entry_answered(
    chen: Person, number: str, database: Database
) -> None:
    with database.transaction() as session:
        record_exchanges(
            session, [an_exchange(said="药能停吗，电话 13900001111", answered="请不要<自己>停药")]
        )
    page = chen.ticket(number)
    talk = page.partition('class="card talk"')[2]
    assert talk.index("药能停吗") < talk.index("请不要&lt;自己&gt;停药")
    for words in ("来电人", "热线", "智能助手", "hypertension.stop", "139****1111"):
        assert words in talk
    assert "13900001111" not in talk
    assert "13900001111" not in page
    assert 'href="tel:13900001111"' in unveil(chen, number).text


def test_only_this_conversation_is_shown(chen: Person, number: str, database: Database) -> None:
    with database.transaction() as session:
        record_exchanges(session, [an_exchange(conversation_id="web-2", said="别人的话")])
    page = chen.ticket(number)
    assert "别人的话" not in page
    assert "没有留下对话" in page


def test_the_timeline_tells_every_event_in_words(
    chen: Person, lin: Person, number: str, database: Database, clock: SetClock
) -> None:
    chen.do("accept", number)
    chen.do("hand_over", number, to="lin", reason="我下班了")
    lin.do("return_handover", number, reason="not_our_department", text="我也下班了")
    chen.do("hand_over", number, to="lin", reason="再请一次")
    lin.do("accept", number)
    lin.do("add_note", number, text="问过药房")
    lin.do("record_feedback", number, how="call", attempt="no_answer", text="没人接")
    lin.do("record_feedback", number, how="message", attempt="message_delivered", text="已告知")
    lin.do("resolve", number)
    with database.transaction() as session:
        add_contact(session, number=number, phone="13700002222", caller_name=None, by="lin", clock=clock)
    lin.do("close", number, outcome="solved")
    past = chen.ticket(number).partition("<h2>经过</h2>")[2].partition("</section>")[0]
    told = [
        "<b>林护士</b> 关闭工单：问题解决了",
        "<b>林护士</b> 补充了联系方式",
        "137****2222",
        "<b>林护士</b> 办结",
        "<b>林护士</b> 发消息，已向患者反馈",
        "<b>林护士</b> 打电话，没有联系上患者",
        "没人接",
        "<b>林护士</b> 备注",
        "<b>林护士</b> 接受了 陈护士 的转办",
        "<b>陈护士</b> 转办给 林护士",
        "<b>林护士</b> 退回了转办",
        "我也下班了",
        "<b>陈护士</b> 接单",
        "<b>系统</b> 开了工单",
    ]
    places = [past.find(words) for words in told]
    assert -1 not in places
    assert places == sorted(places)


def test_somebody_who_left_keeps_the_name(chen: Person, lin: Person, number: str, database: Database) -> None:
    lin.do("accept", number)
    with database.transaction() as session:
        disable_staff(session, username="lin")
    assert "林护士" in chen.ticket(number)


def test_braces_in_what_was_written_stay_what_they_are(chen: Person, number: str) -> None:
    chen.do("accept", number)
    chen.do("add_note", number, text="{who} {{ 7*7 }} {by}")
    assert "{who} {{ 7*7 }} {by}" in chen.ticket(number)


def test_an_unknown_ticket_is_a_page_not_a_code(chen: Person) -> None:
    answer = chen.client.get("/desk/tickets/261123-9999")
    assert answer.status_code == 404
    assert "没有找到这张工单" in answer.text


def test_other_days_are_written_out(chen: Person, number: str, clock: SetClock) -> None:
    clock.at = MORNING + timedelta(days=3)
    assert "11月23日 09:30" in chen.ticket(number)
    clock.at = MORNING + timedelta(days=60)
    assert "2026年11月23日 09:30" in chen.ticket(number)


def test_whose_role_only_reads_sees_no_forms(
    person: Callable[[str], Person], chen: Person, number: str
) -> None:
    for username, forms in (("gu", []), ("he", ["alarm"])):  # whoever works with patients may call for help
        page = person(username).ticket(number)
        assert "只查看工单" in page
        assert [
            found for found in re.findall(rf"/desk/tickets/{number}/(\w+)", page) if found != "unveil"
        ] == forms
    for username in ("chen", "wang", "xu", "fang"):
        assert f"/desk/tickets/{number}/accept" in person(username).ticket(number)


def test_every_kind_of_event_has_a_readable_line(
    chen: Person, number: str, open_one: Callable[..., str], database: Database, clock: SetClock
) -> None:
    duplicate, other = open_one(conversation_id="web-9"), open_one()
    it = {"number": number, "clock": clock}
    with database.transaction() as session:
        record_exchanges(session, [an_exchange(conversation_id="web-9", said="第二次打来")])
        accept_ticket(session, staff="chen", **it)  # type: ignore[arg-type]
        add_assisting(session, department="药剂科", by="chen", **it)  # type: ignore[arg-type]
        raise_grade(session, grade=TriageGrade.URGENT, by="hotline", **it)  # type: ignore[arg-type]
        due = clock.at + timedelta(hours=30)
        facts = {"how": FeedbackMeans.CALL, "reason": "化验没出", "new_due_at": due, "by": "chen"}
        tell_delay(session, **facts, **it)  # type: ignore[arg-type]
        link_tickets(session, other=other, by="chen", **it)  # type: ignore[arg-type]
        merge_tickets(session, number=duplicate, into=number, by="chen", clock=clock)
        clock.move(hours=31)
        record_breach(session, **it)  # type: ignore[arg-type]
        level, reason = EscalationLevel.DUTY_MANAGER, EscalationReason.BREACHED
        escalate(session, level=level, to=None, reason=reason, **it)  # type: ignore[arg-type]
        how, outcome = FeedbackMeans.CALL, AttemptOutcome.REACHED
        record_attempt(session, by="chen", how=how, outcome=outcome, text="说了", **it)  # type: ignore[arg-type]
        resolve_ticket(session, by="chen", **it)  # type: ignore[arg-type]
        rate_ticket(session, solved=False, score=1, by=CALLER, text="还是晕", **it)  # type: ignore[arg-type]
    page = chen.ticket(number)
    for words in (
        "请药剂科协办",
        "分级由“绿 一般”调高为“黄 紧急”",
        "已提前告诉患者要晚一些",
        f"和工单 {other} 关联",
        f"并入了工单 {duplicate}",
        "超过了答应患者的时间",
        "督办，已上报值班主任：已超时",
        "<b>来电人</b> 患者评价：1分",
        "<b>来电人</b> 患者要求重新办理",
        "还是晕",
        "第二次打来",
    ):
        assert words in page
    assert f"重复，已并入工单 {number}" in chen.ticket(duplicate)
