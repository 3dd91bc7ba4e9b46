"""A person: the place told as it is, a call back instead of waiting, a line that rings, a message left."""

from typing import Any

import pytest
from sqlalchemy import select

from hotline.database import StorageUnavailable
from hotline.handoff import LiveTalk, TalkState
from hotline.tickets import Ticket, TicketSource
from telephony import phone
from telephony.bot_client import BotAnswer
from telephony.messages import Bubble, TicketNote
from telephony.phone.call import Call
from telephony.phone.events import DialOutcome
from telephony.phone.steps import Dial, HangUp, Hold, Listen, Record
from tests.telephony.making import Hotline, patient_pace
from tests.telephony.nursing import nurse_at_the_desk, take
from tests.telephony.phone.caller import NUMBER, Caller, text_of


def conversation(caller: Caller) -> str:
    return Call(name=caller.name, began_at=caller.calls._trade.clock.now()).conversation_id


def tickets(hotline: Hotline) -> list[Ticket]:
    with hotline.database.reading() as session:
        return list(session.scalars(select(Ticket).order_by(Ticket.number)))


def talk(hotline: Hotline) -> LiveTalk:
    with hotline.database.reading() as session:
        return session.scalars(select(LiveTalk)).one()


async def waiting(hotline: Hotline) -> Caller:
    nurse_at_the_desk(hotline)
    caller = Caller(hotline.calls)
    await caller.rings()
    await caller.says("我的降压药吃完了怎么办")
    await caller.says("转人工")
    return caller


async def test_the_place_and_the_time_are_told_once_and_a_call_back_is_offered(hotline: Hotline) -> None:
    caller = await waiting(hotline)
    assert isinstance(caller.step, Hold)
    assert "您是下一位，大约一分钟" in caller.heard[-1]
    assert "不想等请按一" in caller.heard[-1]
    assert "分钟" not in await caller.waits()
    assert isinstance(caller.step, Hold)


async def test_the_next_caller_is_told_who_is_ahead(hotline: Hotline) -> None:
    await waiting(hotline)
    hotline.clock.move(seconds=1)
    second = Caller(hotline.calls, number="13900000001")
    await second.rings()
    assert "前面还有一位" in await second.presses("9")


async def test_the_ticket_stands_with_the_question_and_the_number(hotline: Hotline) -> None:
    await waiting(hotline)
    (ticket,) = tickets(hotline)
    assert (ticket.summary, ticket.phone) == ("我的降压药吃完了怎么办", NUMBER)


async def test_a_nurse_who_takes_the_talk_is_rung_and_told_what_it_is_about(hotline: Hotline) -> None:
    caller = await waiting(hotline)
    take(hotline, conversation(caller))
    await caller.waits()
    assert isinstance(caller.step, Dial)
    assert caller.step.line == hotline.hospital.lines["nurses"].number
    (whisper,) = await hotline.calls.whisper(caller.name, caller.step.whisper)
    assert "降压药吃完了" in whisper.text
    assert "护士说完了" in await caller.line(DialOutcome.ANSWERED)


async def test_a_line_not_answered_is_tried_again_and_then_a_call_back_is_promised(hotline: Hotline) -> None:
    caller = await waiting(hotline)
    take(hotline, conversation(caller))
    await caller.waits()
    assert "没接上" in await caller.line(DialOutcome.NO_ANSWER)
    await caller.waits()
    assert isinstance(caller.step, Dial)
    assert "护士会打电话给您" in await caller.line(DialOutcome.BUSY)
    assert len(tickets(hotline)) == 1


async def test_without_a_line_of_their_own_nurses_ring_back(hotline: Hotline) -> None:
    caller = await waiting(hotline)
    take(hotline, conversation(caller))
    line = dict(hotline.hospital.lines)
    object.__setattr__(hotline.hospital, "lines", {key: one for key, one in line.items() if key != "nurses"})
    try:
        assert "护士已经接手" in await caller.waits()
    finally:
        object.__setattr__(hotline.hospital, "lines", line)


async def test_one_takes_the_call_back_instead_of_waiting(hotline: Hotline) -> None:
    caller = await waiting(hotline)
    assert "不用等了" in await caller.presses("1")
    await hotline.calls.settle()
    assert talk(hotline).state is TalkState.TIMED_OUT
    heard = [caller.heard[-1]]
    while not isinstance(caller.step, HangUp):
        heard.append(await caller.is_silent())
    told = "".join(heard)
    assert "一三八，零零零零，八零零零" in told
    assert told.count("工单号") == 2
    assert len(tickets(hotline)) == 1


async def test_who_hangs_up_in_the_queue_is_rung_back_and_waits_no_longer(hotline: Hotline) -> None:
    caller = await waiting(hotline)
    await caller.hangs_up()
    await caller.hangs_up()
    assert len(tickets(hotline)) == 1
    assert talk(hotline).state is TalkState.TIMED_OUT


async def test_a_talk_a_nurse_holds_stays_hers_when_the_caller_is_gone(hotline: Hotline) -> None:
    caller = await waiting(hotline)
    take(hotline, conversation(caller))
    await caller.hangs_up()
    assert talk(hotline).state is TalkState.TAKEN


async def test_where_nobody_is_there_nobody_waits(hotline: Hotline) -> None:
    caller = Caller(hotline.calls)
    await caller.rings()
    said = await caller.presses("9")
    assert isinstance(caller.step, Listen)
    assert "没有护士在" in said
    await caller.is_silent()
    (ticket,) = tickets(hotline)
    assert ticket.phone == NUMBER


async def test_a_message_is_recorded_after_notice_and_kept(hotline: Hotline) -> None:
    kept: list[phone.Voicemail] = []
    caller = Caller(phone.open_calls(**parts(hotline), pace=patient_pace(), keep_voicemail=kept.append))
    await caller.rings()
    await caller.presses("9")
    await caller.presses("2")
    assert isinstance(caller.step, Record)
    assert "录音" in text_of(caller.step)
    assert "留言收到了" in await caller.records("降压药吃完了")
    await caller.records("降压药吃完了")
    await caller.calls.settle()
    (one,) = kept
    assert (one.recording, one.text, one.lasted.total_seconds()) == ("RE1", "降压药吃完了", 9)
    assert one.ticket == tickets(hotline)[0].number


async def test_a_danger_told_to_the_machine_is_a_danger(hotline: Hotline) -> None:
    caller = Caller(hotline.calls)
    await caller.rings()
    await caller.presses("9")
    await caller.presses("2")
    await caller.records("我妈突然倒下了，叫不醒，没有呼吸")
    assert isinstance(caller.step, Dial)
    await caller.rung_for()
    assert len(hotline.bell.live()) == 1


async def test_a_danger_written_down_after_the_call_raises_the_alarm(hotline: Hotline) -> None:
    caller = Caller(hotline.calls)
    await caller.rings()
    await caller.presses("9")
    await caller.presses("2")
    await caller.hangs_up()
    await caller.records("我妈突然倒下了，叫不醒，没有呼吸")
    await hotline.calls.settle()
    (alarm,) = hotline.bell.live()
    assert alarm.phone == NUMBER


async def test_a_talk_the_dialogue_asked_for_is_waited_for_on_the_line(hotline: Hotline) -> None:
    caller = await waiting(hotline)
    await caller.presses("*")
    await hotline.calls.settle()
    with hotline.database.transaction() as session:
        session.query(LiveTalk).delete()
    (made,) = tickets(hotline)
    due = made.feedback_due_at.isoformat()
    note = TicketNote(number=made.number, code=made.progress_code, due=due, nurse=None)
    hotline.bot.answers["我想跟人说说"] = BotAnswer((Bubble("好的，请不要关掉页面。"),), ticket=note)
    await hotline.nurses.ask(
        hotline.calls._trade.message(hotline.calls._calls.get(caller.name), text="x", token="t"),  # type: ignore[arg-type]
        note=note,
        promise=None,  # type: ignore[arg-type]
    )
    said = await caller.says("我想跟人说说")
    assert isinstance(caller.step, Hold)
    assert "页面" not in said


async def test_while_the_store_is_away_a_call_back_is_journalled(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise StorageUnavailable("gone")

    caller = Caller(hotline.calls)
    await caller.rings()
    monkeypatch.setattr(hotline.database, "transaction", away)
    monkeypatch.setattr(hotline.database, "reading", away)
    await caller.presses("9")
    while not isinstance(caller.step, HangUp):
        await caller.is_silent()
    assert "工单号" in "".join(caller.heard)
    monkeypatch.undo()
    hotline.ledger.replay()
    (ticket,) = tickets(hotline)
    assert (ticket.source, ticket.phone) == (TicketSource.BOT, NUMBER)


def parts(hotline: Hotline) -> dict[str, Any]:
    names = ("intake", "nurses", "talks", "ledger", "bell", "database", "hospital", "words", "clock")
    return {name: getattr(hotline, name) for name in names}
