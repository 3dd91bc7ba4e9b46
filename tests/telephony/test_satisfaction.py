"""What a patient writes of a settled matter: heard where it judges, left alone where it does not."""

import pytest

from hotline.database import StorageUnavailable
from hotline.ledger import TicketReceipt
from hotline.safety import TriageGrade
from hotline.tickets import (
    AttemptOutcome,
    FeedbackMeans,
    Rating,
    RatingLed,
    TicketKind,
    TicketRequest,
    TicketState,
    accept_ticket,
    get_ticket,
    record_attempt,
    resolve_ticket,
)
from telephony.channels.web_chat.protocol import Saying
from telephony.satisfaction import Judgement, Satisfaction, judgement
from tests.hotline.making import add_member
from tests.telephony.making import Hotline, a_message
from tests.telephony.nursing import TALK


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("解决了", Judgement(solved=True)),
        ("解决了。", Judgement(solved=True)),
        ("没解决", Judgement(solved=False)),
        ("还没有解决！", Judgement(solved=False)),
        ("解决了，5分", Judgement(solved=True, score=5)),
        ("没解决 2分 等得太久", Judgement(solved=False, score=2, text="等得太久")),
        ("5", Judgement(score=5)),
        ("四分", Judgement(score=4)),
        ("很不满意", Judgement(score=1)),
        ("4，等得有点久", Judgement(score=4, text="等得有点久")),
        ("没解决，还是头晕", Judgement(solved=False, text="还是头晕")),
    ],
)
def test_what_judges(said: str, meant: Judgement) -> None:
    assert judgement(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "解决了吗", "解决不了", "怎么解决", "5.6", "5分钟", "15", "6", "2片药一起吃行吗", "2 片药",
        "三分之一", "一般血压多少算高", "满意度怎么算", "血压150", "", "谢谢", "3个月的孩子咳嗽", "1-2天",
    ],
)  # fmt: skip
def test_what_does_not(said: str) -> None:
    assert judgement(said) is None


@pytest.fixture
def settled(hotline: Hotline) -> TicketReceipt:
    """A matter of this conversation that was settled, with a nurse's feedback."""
    return open_settled(hotline, conversation_id=TALK, channel="web_chat")


def open_settled(hotline: Hotline, *, conversation_id: str, channel: str) -> TicketReceipt:
    request = TicketRequest(
        kind=TicketKind.QUESTION,
        conversation_id=conversation_id,
        channel=channel,
        grade=TriageGrade.ROUTINE,
        summary="自己把降压药减了一半",
    )
    receipt = hotline.ledger.open_ticket(request)
    with hotline.database.transaction() as session:
        add_member(session, "chen").display_name = "陈护士"
    settle(hotline, receipt.number, accept=True)
    return receipt


def settle(hotline: Hotline, number: str, *, accept: bool = False) -> None:
    with hotline.database.transaction() as session:
        if accept:
            accept_ticket(session, number=number, staff="chen", clock=hotline.clock)
        record_attempt(
            session,
            number=number,
            by="chen",
            how=FeedbackMeans.CALL,
            outcome=AttemptOutcome.REACHED,
            text="问了头晕的事",
            clock=hotline.clock,
        )
        resolve_ticket(session, number=number, by="chen", clock=hotline.clock)


def ratings(hotline: Hotline, receipt: TicketReceipt) -> tuple[Rating, ...]:
    with hotline.database.reading() as session:
        return get_ticket(session, number=receipt.number).ratings


def words_of(hotline: Hotline, receipt: TicketReceipt) -> list[str]:
    with hotline.database.reading() as session:
        events = get_ticket(session, number=receipt.number).events
        return [event.private["text"] for event in events if event.kind.value == "rated" and event.private]


async def say(hotline: Hotline, text: str, number: str) -> dict[str, object]:
    hotline.clock.move(seconds=1)
    return await hotline.chat.hear(TALK, Saying(id=number, text=text))


async def test_by_buttons_from_the_question_to_the_end(hotline: Hotline, settled: TicketReceipt) -> None:
    await say(hotline, "在吗", "m-0")
    hotline.ledger.flush()
    asked = (await hotline.chat.welcome(TALK))["settled"]
    assert asked["code"] == settled.progress_code
    first = await say(hotline, asked["choices"][0]["says"], "m-1")
    assert [choice["title"][0] for choice in first["choices"]] == ["5", "4", "3", "2", "1"]  # type: ignore[attr-defined]
    last = await say(hotline, first["choices"][1]["says"], "m-2")  # type: ignore[index]
    assert "谢谢您" in str(last["bubbles"])
    assert [(one.solved, one.score, one.led_to) for one in ratings(hotline, settled)] == [
        (True, 4, RatingLed.CLOSED)
    ]
    assert hotline.bot.asked == ["在吗"]
    assert hotline.said() == ["在吗", "解决了", "解决了，4分"]


async def test_by_typing_with_words(hotline: Hotline, settled: TicketReceipt) -> None:
    await say(hotline, "没解决", "m-1")
    told = await say(hotline, "2，等得太久", "m-2")
    assert "接着办" in str(told["bubbles"])
    assert [(one.solved, one.score) for one in ratings(hotline, settled)] == [(False, 2)]
    assert words_of(hotline, settled) == ["等得太久"]
    with hotline.database.reading() as session:
        assert get_ticket(session, number=settled.number).state is TicketState.IN_PROGRESS


async def test_twice_unsolved_goes_to_the_duty_manager(hotline: Hotline, settled: TicketReceipt) -> None:
    await say(hotline, "没解决，1分", "m-1")
    settle(hotline, settled.number)
    told = await say(hotline, "没解决，1分", "m-2")
    assert "值班负责人" in str(told["bubbles"])


async def test_sent_again_it_counts_once_and_gets_the_same_reply(
    hotline: Hotline, settled: TicketReceipt
) -> None:
    first = await say(hotline, "解决了，5分", "m-1")
    assert await say(hotline, "解决了，5分", "m-1") == first
    assert len(ratings(hotline, settled)) == 1


async def test_a_number_alone_is_asked_what_it_means_where_we_asked(
    hotline: Hotline, settled: TicketReceipt
) -> None:
    await say(hotline, "5", "m-1")
    assert hotline.bot.asked == ["5"], "nobody had asked"
    hotline.chat.asks_for_judgement(TALK)
    asked = await say(hotline, "5", "m-2")
    assert [one["says"] for one in asked["choices"]] == ["解决了，5分", "没解决，5分"]  # type: ignore[attr-defined]
    await say(hotline, "解决了", "m-3")
    assert [one.score for one in ratings(hotline, settled)] == [5]


async def test_a_number_after_something_else_belongs_to_that(
    hotline: Hotline, settled: TicketReceipt
) -> None:
    await say(hotline, "解决了", "m-1")
    await say(hotline, "高血压能吃柚子吗", "m-2")
    await say(hotline, "3", "m-3")
    assert hotline.bot.asked == ["高血压能吃柚子吗", "3"]
    assert ratings(hotline, settled) == ()


async def test_where_nothing_is_settled_the_dialogue_hears_it(hotline: Hotline) -> None:
    await say(hotline, "解决了", "m-1")
    assert hotline.bot.asked == ["解决了"]


@pytest.mark.usefixtures("settled")
async def test_a_danger_beside_it_is_a_danger(hotline: Hotline) -> None:
    reply = await say(hotline, "没解决，1分，胸口疼得厉害，喘不上气，出冷汗", "m-1")
    assert reply["grade"] == "emergency"


@pytest.mark.usefixtures("settled")
async def test_a_database_that_is_away_is_told_so(hotline: Hotline, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise StorageUnavailable("away")

    monkeypatch.setattr(hotline.database, "transaction", away)
    refused = await say(hotline, "解决了，5分", "m-1")
    assert (refused["type"], refused["why"]) == ("refused", "trouble")


async def test_another_conversation_judges_nothing(hotline: Hotline, settled: TicketReceipt) -> None:
    satisfaction = Satisfaction(
        database=hotline.database, ledger=hotline.ledger, words=hotline.words, clock=hotline.clock
    )
    message = a_message("解决了，5分", conversation_id="somebody-elses-talk")
    assert await satisfaction.take(message) is None
    assert ratings(hotline, settled) == ()
