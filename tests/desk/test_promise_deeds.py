"""The deeds of the promise by form: delays, second rounds, grades, helpers, merges and links."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from hotline.database import Database
from hotline.safety import TriageGrade
from hotline.staff import list_views
from hotline.tickets import (
    CALLER,
    EscalationLevel,
    EscalationReason,
    Ticket,
    TicketState,
    escalate,
    get_ticket,
    rate_ticket,
)
from tests.desk.person import Person
from tests.hotline.making import MORNING, SetClock

Kept = Callable[[str], Ticket]
Open = Callable[..., str]


@pytest.fixture
def kept(database: Database) -> Kept:
    """A ticket as it is kept."""

    def read(number: str) -> Ticket:
        with database.reading() as session:
            return get_ticket(session, number=number)

    return read


@pytest.fixture
def mine(chen: Person, number: str) -> str:
    chen.do("accept", number)
    return number


def delay(person: Person, number: str, **changed: str) -> str:
    fields = {"how": "call", "reason": "等专家门诊", "due_at": "2026-11-24T20:00", "told": "yes"}
    return person.do("tell_delay", number, **fields | changed).text


def test_a_delay_is_told_with_its_reason_and_new_time(chen: Person, mine: str, kept: Kept) -> None:
    assert "最晚到 11月27日 09:30" in chen.ticket(mine)
    assert chen.do(
        "tell_delay", mine, how="call", reason="等", due_at="2026-11-24 20:00", told="yes"
    ).is_redirect
    assert kept(mine).told_due_at == MORNING + timedelta(hours=34, minutes=30)  # 20:00 in the hospital's zone
    page = chen.ticket(mine)
    assert "改到 明天 20:00 以前" in page
    assert "（已改期）" in page
    assert kept(mine).fed_back_at is None


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"told": ""}, "没有联系上患者，就还没有告诉到"),
        ({"due_at": "2026-11-23T12:00"}, "新的时间要比原来答应的晚"),
        ({"due_at": "2026-12-23T12:00"}, "推得太晚了"),
        ({"due_at": "明天下午"}, "时间没有看懂"),
        ({"due_at": "2026-11-24T20:00+09:00"}, "时间没有看懂"),
        ({"reason": " "}, "还有必填的内容没写"),
        ({"how": ""}, "还有必填的内容没写"),
    ],
)
def test_a_delay_nobody_was_told_of_is_refused_and_kept_as_typed(
    chen: Person, mine: str, kept: Kept, changed: dict[str, str], why: str
) -> None:
    page = delay(chen, mine, **changed)
    assert why in page
    assert kept(mine).told_due_at is None
    assert changed.get("reason") is not None or "等专家门诊</textarea>" in page


def test_no_delay_is_offered_once_the_time_has_passed(chen: Person, mine: str, clock: SetClock) -> None:
    clock.move(hours=24, minutes=1)
    assert "/tell_delay" not in chen.ticket(mine)
    assert "不能再改期" in delay(chen, mine)


def test_a_told_delay_counts_as_due_soon_and_breached_by_its_own_time(
    chen: Person, mine: str, clock: SetClock
) -> None:
    delay(chen, mine)
    clock.move(hours=25)
    assert mine not in chen.queue("breached")
    assert mine not in chen.queue("due_soon")
    clock.move(hours=7)
    assert mine in chen.queue("due_soon")
    clock.move(hours=3)
    assert "改期后又超时" in chen.queue("breached")


def test_grades_are_moved_with_a_reason(chen: Person, number: str, kept: Kept) -> None:
    page = chen.ticket(number)
    assert "/raise_grade" in page
    assert "/lower_grade" not in page
    chen.do("raise_grade", number, grade="urgent", reason="今天胸闷")
    assert kept(number).grade is TriageGrade.URGENT
    assert "选比现在更急的" in chen.do("raise_grade", number, grade="urgent", reason="再高").text
    assert "还有必填" in chen.do("lower_grade", number, grade="routine").text
    chen.do("lower_grade", number, grade="routine", reason="问清楚了")
    assert kept(number).grade is TriageGrade.ROUTINE


def test_a_department_assists_and_sees_the_ticket_as_its_own(
    chen: Person, person: Callable[[str], Person], open_one: Open
) -> None:
    number = open_one(department="骨科")
    chen.do("accept", number)
    wang = person("wang")  # 心血管内科
    assert number not in wang.queue("my_department")
    assert chen.do("add_assisting", number, department="心血管内科").is_redirect
    assert number in wang.queue("my_department")
    assert "心血管内科协办" in wang.queue("my_department")
    assert "已经在办这张工单" in chen.do("add_assisting", number, department="骨科").text
    assert "选项里没有" in chen.do("add_assisting", number, department="魔法科").text
    assert "本科室" not in chen.queue()


def test_a_patient_who_asks_again_begins_a_second_round(chen: Person, mine: str, kept: Kept) -> None:
    assert "/reopen" not in chen.ticket(mine)
    chen.do("record_feedback", mine, how="call", attempt="reached", text="说了")
    assert mine in chen.queue("waiting")
    chen.do("resolve", mine)
    chen.do("close", mine, outcome="solved")
    assert chen.do("reopen", mine, reason="还是头晕").is_redirect
    assert (kept(mine).state, kept(mine).assignee) == (TicketState.IN_PROGRESS, "chen")
    assert mine in chen.queue("reopened")
    assert mine not in chen.queue("waiting")
    chen.do("close", mine, outcome="withdrawn")
    assert "/reopen" not in chen.ticket(mine)
    assert "不能再来一次" in chen.do("reopen", mine, reason="再来").text


def test_a_rating_is_shown(chen: Person, mine: str, database: Database, clock: SetClock) -> None:
    chen.do("record_feedback", mine, how="call", attempt="reached", text="说了")
    chen.do("resolve", mine)
    with database.transaction() as session:
        rate_ticket(session, number=mine, solved=True, score=5, by=CALLER, clock=clock)
    page = chen.ticket(mine)
    assert "<b>5分</b>，问题解决了" in page
    assert "患者评价：5分，问题解决了" in page


def test_merging_shows_both_tickets_before_anything_is_done(
    chen: Person, mine: str, open_one: Open, kept: Kept, database: Database
) -> None:
    twin = open_one(summary="同一件事又问了一次", conversation_id="web-7")
    assert twin in chen.ticket(mine).partition("/merge")[2]  # the same telephone number
    side = chen.do("merge", twin, other=mine)
    assert side.status_code == 200
    assert "合并不能撤销" in side.text
    assert "同一件事又问了一次" in side.text
    assert kept(twin).merged_into is None
    with database.reading() as session:
        assert {mine, twin} <= {view.number for view in list_views(session, by="chen", limit=9)}
    assert chen.do("merge", twin, other=mine, confirmed="yes").is_redirect
    assert kept(twin).merged_into == mine
    page = chen.ticket(twin)
    assert "这张是重复的" in page
    assert f'href="/desk/tickets/{mine}"' in page
    assert "/reopen" not in page


@pytest.mark.parametrize(
    ("into", "why"),
    [("itself", "不能把工单并入它自己"), ("261101-0001", "没有找到这张工单"), ("", "还有必填的内容没写")],
)
def test_a_merge_that_cannot_be_is_refused(chen: Person, mine: str, into: str, why: str) -> None:
    assert why in chen.do("merge", mine, other_number=mine if into == "itself" else into).text


def test_a_number_may_be_typed_as_it_comes(chen: Person, mine: str, open_one: Open, kept: Kept) -> None:
    other = open_one(phone=None, conversation_id="web-8")
    chen.do("link", mine, other_number=f" {other.replace('-', '')} ")
    for one, another in ((mine, other), (other, mine)):
        assert f'href="/desk/tickets/{another}"' in chen.ticket(one)
    assert "已经和" in chen.do("link", mine, other_number=other).text


def test_after_two_returns_the_duty_manager_decides(
    chen: Person, lin: Person, person: Callable[[str], Person], mine: str, kept: Kept
) -> None:
    for _ in range(2):
        chen.do("hand_over", mine, to="lin", reason="请")
        lin.do("return_handover", mine, reason="lacks_information")
    page = chen.ticket(mine)
    assert "由谁办理请值班主任决定" in page
    assert "/hand_over" not in page
    assert "要请值班主任决定" in chen.do("hand_over", mine, to="lin", reason="再请").text
    manager = person("xu")
    assert "决定由谁办理" in manager.ticket(mine)
    manager.do("hand_over", mine, to="lin", reason="由林护士办")
    assert "/return_handover" not in lin.ticket(mine)
    lin.do("accept", mine)
    assert kept(mine).assignee == "lin"


def test_the_first_contact_is_told_what_others_did_until_it_was_seen(
    chen: Person, lin: Person, mine: str, database: Database, clock: SetClock
) -> None:
    assert "有新情况" not in chen.ticket(mine)
    lin.do("add_note", mine, text="药房回话了")
    with database.transaction() as session:
        level, why = EscalationLevel.DUTY_MANAGER, EscalationReason.DUE_VERY_SOON
        escalate(session, number=mine, level=level, to="许主任", reason=why, clock=clock)
    assert "2条新情况" in chen.queue()
    page = chen.ticket(mine)
    assert "您首接的这张工单有新情况" in page
    assert page.index("回到工单列表") < page.index("您首接的这张工单有新情况")  # the way back stands first
    assert "已上报值班主任（许主任）：马上到时限" in page
    assert "有新情况" not in lin.ticket(mine)
    assert "条新情况" not in lin.queue()
    chen.do("mark_seen", mine)
    assert "有新情况" not in chen.ticket(mine)
    assert "条新情况" not in chen.queue()
