"""The day's emergencies, and what is said of every rule."""

import pytest

from desk.alarm_review import likely_share
from hotline.green_channel import AlarmOutcome, Bell
from tests.desk.alarming import ring
from tests.desk.person import Person
from tests.hotline.making import SetClock


def test_today_lists_every_emergency_with_its_times(chen: Person, bell: Bell, clock: SetClock) -> None:
    first = ring(bell, clock, title="胸口压着疼")
    clock.move(seconds=75)
    bell.acknowledge(first, by="chen")
    bell.mark_arrived(first, by="lin")
    clock.move(seconds=1)
    ring(bell, clock, kind="stroke", title="嘴歪了")
    clock.move(seconds=1)
    off = ring(bell, clock, kind="fall", title="摔了一跤")
    bell.call_off(off, by="lin", reason="说的是前年")
    page = chen.client.get("/desk/alarms/today").text
    for words in (
        "今天的急症",
        "<b>3</b>起报警",
        "<b>1</b>起没有人接警",
        "<b>1分15秒</b>最长的等候",
        "<b>3</b>起没有记录结果",
        "陈护士，等了1分15秒",
        "林护士解除：说的是前年",
    ):
        assert words in page
    listed = page.partition("<tbody>")[2]
    assert listed.index("胸口压着疼") < listed.index("嘴歪了") < listed.index("摔了一跤")


def test_another_day_is_asked_for_by_its_date(chen: Person, bell: Bell, clock: SetClock) -> None:
    ring(bell, clock, title="昨天的事")
    clock.move(days=1)
    assert "这一天没有急救报警" in chen.client.get("/desk/alarms/today").text
    page = chen.client.get("/desk/alarms/today", params={"day": "2026-11-23"}).text
    assert "11月23日的急症" in page
    assert "昨天的事" in page
    for odd in ("2027-01-01", "yesterday", "0001-01-01", ""):
        assert "今天的急症" in chen.client.get("/desk/alarms/today", params={"day": odd}).text


def test_a_day_is_the_hospitals_day(chen: Person, bell: Bell, clock: SetClock) -> None:
    clock.move(hours=14.4)  # 23:54 in the hospital
    ring(bell, clock, title="半夜前")
    clock.move(minutes=10)
    ring(bell, clock, kind="stroke", title="半夜后")
    page = chen.client.get("/desk/alarms/today").text.partition('id="main"')[2]
    assert "半夜后" in page
    assert "半夜前" not in page


def finish(bell: Bell, clock: SetClock, *outcomes: AlarmOutcome) -> None:
    for outcome in outcomes:
        clock.move(hours=1)
        alarm = ring(bell, clock)
        bell.acknowledge(alarm, by="chen")
        bell.record_outcome(alarm, by="chen", outcome=outcome)


def rules(chen: Person, days: str = "90") -> str:
    return chen.client.get("/desk/alarms/rules", params={"days": days}).text


def test_no_rule_fired(chen: Person) -> None:
    assert "没有规则报过警" in rules(chen)


def test_small_numbers_are_not_made_a_share(chen: Person, bell: Bell, clock: SetClock) -> None:
    finish(bell, clock, AlarmOutcome.CONFIRMED, AlarmOutcome.FALSE_ALARM, AlarmOutcome.NOT_REACHED)
    ring(bell, clock, conversation_id="web-2")
    page = rules(chen)
    assert "疑似急性冠脉综合征的危险信号" in page
    assert "报警 <b>4</b> 次，知道结果的 <b>2</b> 次，其中 <b>1</b> 次确是急症" in page
    assert "看不出准不准" in page
    assert "没有记录结果 1" in page
    assert "大致在" not in page


def test_nothing_known_is_said(chen: Person, bell: Bell, clock: SetClock) -> None:
    finish(bell, clock, AlarmOutcome.NOT_REACHED)
    assert "还没有记录过结果" in rules(chen)


def test_enough_numbers_are_a_share_with_its_reach(chen: Person, bell: Bell, clock: SetClock) -> None:
    finish(bell, clock, *[AlarmOutcome.CONFIRMED] * 8, AlarmOutcome.URGENT, AlarmOutcome.FALSE_ALARM)
    assert "约80%确是急症。按现在的次数，真实水平大致在49%到95%之间" in rules(chen)
    clock.move(days=31)
    assert "没有规则报过警" in rules(chen, "30")
    assert "约80%" in rules(chen, "odd")


@pytest.mark.parametrize(
    ("right", "of", "reach"), [(8, 10, (49, 95)), (10, 10, (72, 100)), (0, 10, (0, 28)), (50, 100, (40, 60))]
)
def test_the_reach_of_a_share(right: int, of: int, reach: tuple[int, int]) -> None:
    assert likely_share(right, of=of) == reach
