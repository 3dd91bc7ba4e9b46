"""No call ends in a dead line: a number, a ticket, a promise, and what was of it is written down once."""

import pytest
from sqlalchemy import select

from hotline.calls import CallOutcome, PhoneCall
from hotline.database import StorageUnavailable
from hotline.tickets import Ticket, TicketSource
from telephony.bot_client import BotAnswer
from telephony.messages import Bubble
from telephony.phone.events import DialOutcome
from telephony.phone.steps import HangUp, Listen
from tests.telephony.making import Hotline
from tests.telephony.phone.caller import NUMBER, Caller


async def a_caller(hotline: Hotline, number: str | None = f"+86{NUMBER}") -> Caller:
    caller = Caller(hotline.calls, number=number)
    await caller.rings()
    return caller


def ticket(hotline: Hotline) -> Ticket:
    with hotline.database.reading() as session:
        return session.scalars(select(Ticket)).one()


def kept(hotline: Hotline) -> PhoneCall:
    with hotline.database.reading() as session:
        return session.scalars(select(PhoneCall)).one()


async def until_the_end(caller: Caller) -> str:
    begun = len(caller.heard) - 1
    while not isinstance(caller.step, HangUp):
        await caller.is_silent()
    return "".join(caller.heard[begun:])


async def test_three_silences_end_in_a_promise_to_the_number_rung_from(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    for _ in range(3):
        await caller.is_silent()
    told = await until_the_end(caller)
    made = ticket(hotline)
    assert (made.source, made.phone) == (TicketSource.MISSED_CALL, NUMBER)
    assert "一三八，零零零零，八零零零" in told
    assert "十一月二十四日九点三十分前" in told
    assert told.count("工单号") == 2
    await caller.hangs_up()
    assert (kept(hotline).outcome, kept(hotline).ticket_number) == (CallOutcome.CALL_BACK, made.number)


async def test_noise_is_silence(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    for _ in range(3):
        await caller.says(" ", confidence=0.1)
    assert "护士会打电话给您" in caller.heard[-1]


async def test_a_withheld_number_is_asked_for_by_keys_and_read_back(hotline: Hotline) -> None:
    caller = await a_caller(hotline, number=None)
    for _ in range(3):
        await caller.is_silent()
    assert isinstance(caller.step, Listen)
    assert caller.step.keys > 11
    assert "请接着按" in await caller.presses("139")
    assert "不完整" in await caller.is_silent()
    assert "一三九，零零零零，零零零一" in await caller.presses("13900000001")
    await caller.presses("1")
    await until_the_end(caller)
    assert (ticket(hotline).phone, ticket(hotline).source) == ("13900000001", TicketSource.MISSED_CALL)


async def test_nobody_at_all_is_told_where_to_ask(hotline: Hotline) -> None:
    caller = await a_caller(hotline, number=None)
    for _ in range(6):
        await caller.is_silent()
    assert "没有留号码" in await until_the_end(caller)
    assert ticket(hotline).phone is None


async def test_who_speaks_while_the_promise_is_told_is_answered(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    for _ in range(3):
        await caller.is_silent()
    assert "高血压能吃柚子吗" in await caller.says("高血压能吃柚子吗")


async def test_who_is_served_and_silent_is_asked_and_thanked(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says("高血压能吃柚子吗")
    told = await until_the_end(caller)
    assert "解决了吗" in told
    assert hotline.tickets() == 0


@pytest.mark.parametrize(("key", "solved"), [("1", True), ("2", False)])
async def test_whether_it_is_solved_is_kept(hotline: Hotline, key: str, solved: bool) -> None:  # noqa: FBT001
    caller = await a_caller(hotline)
    await caller.says("高血压能吃柚子吗")
    await caller.presses("#")
    await caller.presses(key)
    await until_the_end(caller)
    await caller.hangs_up()
    assert (kept(hotline).outcome, kept(hotline).solved) == (CallOutcome.FINISHED, solved)


async def test_who_is_not_helped_may_have_a_call_back(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says("高血压能吃柚子吗")
    await caller.says("再见")
    await caller.says("没有")
    assert "护士会打电话给您" in await caller.presses("1")
    await until_the_end(caller)
    assert ticket(hotline).summary == "高血压能吃柚子吗"


async def test_a_question_instead_of_a_verdict_is_answered(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says("高血压能吃柚子吗")
    await caller.presses("#")
    await caller.says("那橘子能不能吃")
    assert hotline.bot.asked[-1] == "那橘子能不能吃"


async def test_a_ticket_of_this_call_is_told_twice_at_the_end(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says("我大便发黑发亮两天了")
    await caller.presses("#")
    told = await until_the_end(caller)
    number = ticket(hotline).number.replace("-", "")
    said = told.translate(str.maketrans("零一二三四五六七八九", "0123456789")).replace("，", "")
    assert said.count(number) == 2
    assert said.count(ticket(hotline).progress_code) == 2


async def test_the_number_rung_from_completes_a_ticket_without_one(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    hotline.bot.stop()
    await caller.says("我大便发黑发亮两天了")
    await caller.hangs_up()
    assert ticket(hotline).phone == NUMBER


async def test_who_is_cut_off_before_an_answer_is_rung_back_once(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says("搞雪鸭能不能吃又子", confidence=0.2)
    await caller.hangs_up()
    await caller.hangs_up()
    made = ticket(hotline)
    assert (made.source, made.phone) == (TicketSource.MISSED_CALL, NUMBER)
    assert kept(hotline).outcome is CallOutcome.MISSED


async def test_a_call_nobody_answered_is_rung_back(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.hangs_up(answered=False)
    assert ticket(hotline).source is TicketSource.MISSED_CALL


async def test_who_hangs_up_after_the_answer_is_owed_nothing(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.says("高血压能吃柚子吗")
    await caller.presses("1")
    await caller.hangs_up()
    assert hotline.tickets() == 0
    assert (kept(hotline).outcome, kept(hotline).repeats) == (CallOutcome.HUNG_UP, 1)


async def test_an_emergency_is_the_outcome_whatever_came_after(hotline: Hotline) -> None:
    caller = await a_caller(hotline)
    await caller.presses("0")
    await caller.line(DialOutcome.ANSWERED)
    await caller.presses("#")
    await caller.hangs_up()
    assert (kept(hotline).outcome, kept(hotline).emergency) == (CallOutcome.EMERGENCY, True)


async def test_a_record_waits_for_the_store(hotline: Hotline, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise StorageUnavailable("gone")

    with monkeypatch.context() as patched:
        patched.setattr(hotline.database, "transaction", away)
        first = await a_caller(hotline)
        await first.presses("#")
        await first.hangs_up()
    second = await a_caller(hotline)
    await second.presses("#")
    await second.hangs_up()
    with hotline.database.reading() as session:
        names = set(session.scalars(select(PhoneCall.call)))
    assert names == {first.name, second.name}


async def test_who_falls_silent_in_a_form_is_rung_back(hotline: Hotline) -> None:
    hotline.bot.answers["我想请护士回电"] = BotAnswer((Bubble("请留一个方便接听的电话。"),))
    caller = await a_caller(hotline)
    await caller.says("我想请护士回电")
    assert "护士会打电话给您" in await until_the_end(caller)
    assert ticket(hotline).phone == NUMBER
