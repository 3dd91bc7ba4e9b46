"""With a ticket everything is said that comes with it, number and time in the phone's own sentence."""

from collections.abc import Callable

import pytest

from telephony.bot_client import BotAnswer
from telephony.messages import Bubble, TicketNote
from telephony.words import Words
from tests.telephony.making import Hotline
from tests.telephony.phone.caller import Caller

NOTE = TicketNote(number="261123-0042", code="004217", due="2026-11-24T01:30:00+00:00", nurse="陈护士")
FACTS = {
    "number": NOTE.number,
    "code": NOTE.code,
    "due": "11月24日09:30",
    "nurse": NOTE.nurse,
    "phone_end": "1234",
}
NUMBER, DUE = "工单号二六一一二三，零零四二，进度码零零四二一七", "十一月二十四日九点三十分"

Tell = Callable[..., None]


@pytest.fixture
def tell(hotline: Hotline, words: Words) -> Tell:
    def told(asked: str, *names: str) -> None:
        bubbles = tuple(Bubble(words.fill(name, **FACTS)) for name in names)
        hotline.bot.answers[asked] = BotAnswer(bubbles, ticket=NOTE)

    return told


@pytest.fixture
async def caller(hotline: Hotline) -> Caller:
    caller = Caller(hotline.calls)
    await caller.rings()
    return caller


async def whole(caller: Caller, said: str) -> str:
    """All that is said to it, until he would have to speak."""
    told = [await caller.says(said)]
    call = caller.calls._calls.get(caller.name)
    while call is not None and call.rest:
        told.append(await caller.is_silent())
    return "".join(told).replace("听下面的请按二。", "")


_NURSE = "现在由值班护士陈护士负责，谁接了单，谁跟到办完。"
_WITHOUT = f"登记好了，{NUMBER}。没有留电话，{DUE}后请打来查。"
_WITH = f"登记好了，{NUMBER}，{DUE}前护士联系您。"
TOLD = {
    "utter_contact_added": f"电话记下了，尾号一二三四。{_WITH}",
    "utter_contact_missing": f"没关系。{_WITHOUT}若症状加重，请马上拨打一二零。",
    "utter_ticket_opened": f"{_WITH}{_NURSE}",
    "utter_ticket_opened_without_phone": f"{_WITHOUT}{_NURSE}",
    "utter_booking_opened": f"{_WITH}号源由护士确认。{_NURSE}来的时候请带身份证或医保码。",
}


@pytest.mark.parametrize("name", TOLD)
async def test_what_comes_with_a_ticket_is_said(name: str, tell: Tell, caller: Caller) -> None:
    tell("问", name)
    assert await whole(caller, "问") == f"{TOLD[name]}还要问什么，请接着说。"


async def test_that_nothing_was_found_comes_before_the_number_that_is_asked_for(
    tell: Tell, caller: Caller
) -> None:
    tell("问", "utter_search_unavailable", "utter_ask_phone")
    assert (await caller.says("问")).startswith(
        "抱歉，我这会儿查不到资料，不能随便答您。请留一个方便接听的电话。"
    )


async def test_what_is_urgent_is_reminded_of_120_before_the_number(tell: Tell, caller: Caller) -> None:
    tell("问", "utter_urgent_ticket", "utter_ask_phone")
    said = await whole(caller, "问")
    assert said.startswith("您的情况需要尽快有人跟进。")
    assert said.index("马上拨打一二零") < said.index("请留一个方便接听的电话")
    assert "工单号" not in said


async def test_who_heard_the_number_hears_the_time_again_and_what_is_new(tell: Tell, caller: Caller) -> None:
    tell("问", "utter_ticket_opened")
    tell("留号码", "utter_contact_added")
    tell("不方便", "utter_contact_missing")
    await whole(caller, "问")
    added, missing = await whole(caller, "留号码"), await whole(caller, "不方便")
    assert added.startswith(f"电话记下了，尾号一二三四。{DUE}前护士打给您，请保持电话畅通。")
    assert missing.startswith(
        f"没关系。您没有留电话，{DUE}后请打来，凭进度码查。若症状加重，请马上拨打一二零。"
    )
    assert "工单号" not in added + missing
