"""One alarm: the sheet, and every deed and refusal on it."""

from datetime import timedelta
from uuid import uuid4

from hotline.conversations import record_exchanges
from hotline.database import Database
from hotline.green_channel import AcknowledgedBy, AlarmOutcome, AlarmState, Bell
from tests.desk.alarming import ring, sheet, work
from tests.desk.person import Person
from tests.hotline.making import SetClock, an_exchange

SAID = "我爸七十二岁，胸口压得慌，一个小时了，有高血压"


def test_the_sheet_tells_the_four_parts(
    chen: Person, bell: Bell, clock: SetClock, database: Database
) -> None:
    earlier = "他平时吃阿司匹林"
    with database.transaction() as session:
        record_exchanges(session, [an_exchange(said=earlier)])
    page = sheet(chen, ring(bell, clock, said=SAID, place="小桥镇老街3号", phone="13900001111"))
    for words in (
        "今天 09:30:00",
        SAID,
        "一个小时了",
        "我爸，七十二岁",
        "高血压",
        "阿司匹林",
        "疑似急性冠脉综合征的危险信号",
        "系统",
        "立即拨打120",
        "小桥镇老街3号",
        "13900001111",
        "不是诊断",
    ):
        assert words in page
    assert earlier not in page


def test_what_nobody_told_is_not_guessed(chen: Person, bell: Bell, clock: SetClock) -> None:
    page = sheet(chen, ring(bell, clock, said="快来人"))
    assert page.count("没有说") >= 3
    assert "还没有留电话" in page
    assert "请回拨问清" in page


def test_what_is_too_long_for_one_printed_page_says_that_there_is_more(
    chen: Person, bell: Bell, clock: SetClock
) -> None:
    assert "后面还有" not in sheet(chen, ring(bell, clock))
    page = sheet(chen, ring(bell, clock, kind="other", said="喘" * 2000))
    assert "喘" * 2000 in page
    assert "后面还有" in page


def test_an_alarm_is_found_by_its_tickets_number(
    chen: Person, bell: Bell, clock: SetClock, number: str
) -> None:
    ring(bell, clock, ticket_number=number, ticket_id=uuid4())
    assert "我爸胸口压得慌" in sheet(chen, number)
    assert f'href="/desk/tickets/{number}"' in sheet(chen, number)


def test_an_unknown_alarm_is_a_page_not_a_code(chen: Person) -> None:
    for name in (uuid4(), "nowhere", "20261122-0001"):
        answer = chen.client.get(f"/desk/alarms/{name}")
        assert answer.status_code == 404
        assert "没有找到这次报警" in answer.text


def test_from_answering_to_the_outcome(chen: Person, bell: Bell, clock: SetClock) -> None:
    alarm = ring(bell, clock)
    clock.move(seconds=20)
    assert work(chen, "acknowledge", alarm).headers["location"] == f"/desk/alarms/{alarm}"
    page = sheet(chen, alarm)
    assert "接好了" in page
    assert "陈护士 09:30:20（在护士台接的，等了20秒）" in page
    assert "接好了" not in sheet(chen, alarm)
    clock.move(minutes=30)
    assert work(chen, "arrive", alarm).status_code == 303
    assert "解除报警</summary>" not in sheet(chen, alarm)
    assert (
        work(chen, "record_outcome", alarm, outcome="other_emergency", text="主动脉夹层").status_code == 303
    )
    page = sheet(chen, alarm)
    for words in ("是急症，但不是所报的那种", "主动脉夹层", "不用再处理了", "第1次呼叫：急诊科一线（示例）"):
        assert words in page
    assert bell.live() == ()


def test_the_second_to_answer_is_told_who_was_first(
    chen: Person, lin: Person, bell: Bell, clock: SetClock
) -> None:
    alarm = ring(bell, clock)
    work(chen, "acknowledge", alarm)
    answer = work(lin, "acknowledge", alarm)
    assert answer.status_code == 409
    assert "陈护士已经接警了" in answer.text
    assert bell.live()[0].acknowledged_by == "chen"


def test_a_key_pressed_twice_is_one_answer(chen: Person, bell: Bell, clock: SetClock) -> None:
    alarm = ring(bell, clock)
    assert [work(chen, "acknowledge", alarm).status_code for _ in range(2)] == [303, 303]
    assert sheet(chen, alarm).count("接警，在护士台接的") == 1


def test_who_answered_by_telephone_is_named(chen: Person, bell: Bell, clock: SetClock) -> None:
    alarm = ring(bell, clock)
    bell.acknowledge(alarm, by="急诊科一线（示例）", how=AcknowledgedBy.PHONE)
    answer = work(chen, "acknowledge", alarm)
    assert "急诊科一线（示例）已经接警了" in answer.text
    assert "在电话里按1接的" in answer.text


def test_calling_off_needs_a_reason(chen: Person, bell: Bell, clock: SetClock) -> None:
    alarm = ring(bell, clock)
    answer = work(chen, "call_off", alarm, reason="  ")
    assert answer.status_code == 422
    assert "要写明原因" in answer.text
    assert bell.live()[0].state is AlarmState.RINGING
    assert work(chen, "call_off", alarm, reason="在问前年的事").status_code == 303
    page = sheet(chen, alarm)
    assert "陈护士 09:30:00：在问前年的事" in page
    assert bell.live() == ()
    work(chen, "record_outcome", alarm, outcome=AlarmOutcome.FALSE_ALARM)
    assert "虚惊一场" in sheet(chen, alarm)


def test_refusals_are_told_in_words(chen: Person, bell: Bell, clock: SetClock) -> None:
    alarm = ring(bell, clock)
    told = work(chen, "record_outcome", alarm, outcome="confirmed", text="写了很久")
    assert (told.status_code, "还没有人接警。请先接警" in told.text) == (409, True)
    assert "写了很久</textarea>" in told.text
    assert work(chen, "record_outcome", alarm, outcome="fine").status_code == 422
    work(chen, "arrive", alarm)
    assert "病人已经到达，不能再解除" in work(chen, "call_off", alarm, reason="弄错了").text
    work(chen, "record_outcome", alarm, outcome="confirmed")
    assert "已经结束" in work(chen, "record_outcome", alarm, outcome="urgent").text
    assert "已经结束" in work(chen, "acknowledge", alarm).text
    assert work(chen, "dance", alarm).status_code == 404


def test_a_form_of_another_sign_in_does_nothing(chen: Person, bell: Bell, clock: SetClock) -> None:
    alarm = ring(bell, clock)
    address = f"/desk/alarms/{alarm}/acknowledge"
    assert chen.client.post(address, data={"form_token": "0" * 64}).status_code == 403
    foreign = {"Origin": "https://elsewhere.example"}
    assert chen.client.post(address, data={}, headers=foreign).status_code == 403
    assert bell.live()[0].state.calls_for_help


def test_more_words_and_a_place_reach_the_sheet(chen: Person, bell: Bell, clock: SetClock) -> None:
    alarm = ring(bell, clock)
    bell.add_contact(alarm, place="小桥镇卫生院门口")
    bell.flush()
    clock.move(seconds=timedelta(seconds=5).total_seconds())
    assert "小桥镇卫生院门口" in sheet(chen, alarm)
