"""Rasa answers, or we know at once that it does not."""

import json
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import pytest

from hotline.conversations import Missed
from telephony.bot_client import BotAnswer, BotUnavailable, RasaBot, read_answer
from telephony.messages import Bubble, Choice, TicketNote
from tests.telephony.stand_in_rasa import StandInRasa, standing_in

PATIENT = timedelta(seconds=30)
IMPATIENT = timedelta(seconds=0.2)
LONG_REST = timedelta(hours=1)

ENTRY = {
    "kind": "entry",
    "entry": "gout.beer",
    "version": "0123456789ab",
    "topic": "痛风",
    "spoken": "最好不喝。",
    "sources": ["《指南》学会，2024年"],
    "review": "待临床审核",
}
TICKET = {"kind": "ticket", "number": "261123-0001", "code": "123456", "due": "2026-11-24T09:30:00+08:00"}


@pytest.fixture
def rasa() -> Iterator[StandInRasa]:
    with standing_in() as server:
        yield server


@pytest.fixture
async def bot(rasa: StandInRasa) -> AsyncIterator[RasaBot]:
    bot = RasaBot(f"{rasa.url}/", time_limit=PATIENT, rest=LONG_REST)
    yield bot
    await bot.aclose()


@pytest.fixture
async def hasty(rasa: StandInRasa) -> AsyncIterator[RasaBot]:
    bot = RasaBot(rasa.url, time_limit=IMPATIENT, rest=LONG_REST)
    yield bot
    await bot.aclose()


async def ask(bot: RasaBot, text: str = "能喝啤酒吗") -> BotAnswer:
    return await bot.ask("c-1", text=text, metadata={"grade": "routine"})


def test_what_is_known_of_the_message_is_gathered_from_all_that_was_said() -> None:
    bubble = {"text": "换个说法再问"}
    known = {"kind": "known", "missed": "abstained", "guided_to": ["骨科"]}
    more = {"kind": "known", "missed": None, "guided_to": ["骨科", "儿科"]}
    answer = read_answer([{"custom": known}, bubble, {"custom": more}])
    assert answer.bubbles == (Bubble("换个说法再问"),)
    assert (answer.missed, answer.guided_to) == (Missed.ABSTAINED, ("骨科", "儿科"))


def test_a_miss_we_do_not_know_costs_nobody_his_answer(caplog: pytest.LogCaptureFixture) -> None:
    known = {"kind": "known", "missed": "overslept", "guided_to": ["骨科"]}
    answer = read_answer([{"text": "换个说法再问"}, {"custom": known}])
    assert (answer.bubbles, answer.missed, answer.guided_to) == ((Bubble("换个说法再问"),), None, ("骨科",))
    assert [one.levelname for one in caplog.records] == ["WARNING"]


async def test_rasa_hears_the_caller_and_is_heard(rasa: StandInRasa, bot: RasaBot) -> None:
    rasa.body = json.dumps(
        [
            {"recipient_id": "c-1", "text": "最好不喝 🍺。"},
            {"text": "还想问哪个？", "buttons": [{"title": "能吃虾吗", "payload": "痛风能吃虾吗"}]},
            {"custom": ENTRY},
            {"custom": TICKET | {"nurse": "王护士", "journalled": True}},
        ],
        ensure_ascii=False,
    ).encode()
    answer = await ask(bot, "痛风能喝啤酒吗🍺")
    assert answer.bubbles == (Bubble("最好不喝 🍺。"), Bubble("还想问哪个？"))
    assert answer.choices == (Choice("能吃虾吗", "痛风能吃虾吗"),)
    assert [citation.sources for citation in answer.citations] == [("《指南》学会，2024年",)]
    assert answer.ticket == TicketNote(
        number="261123-0001",
        code="123456",
        due="2026-11-24T09:30:00+08:00",
        nurse="王护士",
        journalled=True,
    )
    assert json.loads(rasa.asked[0]) == {
        "sender": "c-1",
        "message": "痛风能喝啤酒吗🍺",
        "metadata": {"grade": "routine"},
    }


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"[]"),
        (500, b"Sorry"),
        (500, b'[{"text": "no"}]'),
        (302, b""),
        (200, b""),
        (200, b"<html>"),
        (200, b"\xff\xfe"),
        (200, b'{"text": "no list"}'),
        (200, b"null"),
        (200, b'["words"]'),
        (200, b'[{"text": "   "}]'),
        (200, b'[{"text": "which?", "buttons": [{"title": "no payload"}]}]'),
        (200, b'[{"text": "which?", "buttons": 7}]'),
        (200, b'[{"text": "so", "custom": "words"}]'),
        (200, b'[{"text": "so", "custom": {"kind": "entry"}}]'),
        (200, b'[{"text": "so", "custom": {"kind": "ticket", "number": "1"}}]'),
    ],
)
async def test_what_is_no_answer_is_called_unavailable(
    rasa: StandInRasa, bot: RasaBot, status: int, body: bytes
) -> None:
    rasa.status, rasa.body = status, body
    with pytest.raises(BotUnavailable):
        await ask(bot)
    rasa.status, rasa.body = 200, b'[{"text": "back"}]'
    assert (await ask(bot)).bubbles == (Bubble("back"),)


async def test_an_answer_in_drops_is_not_waited_for_and_rasa_rests(rasa: StandInRasa, hasty: RasaBot) -> None:
    rasa.drops, rasa.body = True, b" " * 1_000_000
    with pytest.raises(BotUnavailable, match="time-out"):
        await ask(hasty)
    with pytest.raises(BotUnavailable, match="resting"):
        await ask(hasty)
    assert len(rasa.asked) == 1


async def test_a_process_that_never_answers_is_left_alone_for_a_while() -> None:
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        url = f"http://127.0.0.1:{hanging.getsockname()[1]}"
        bot = RasaBot(url, time_limit=IMPATIENT, rest=LONG_REST)
        with pytest.raises(BotUnavailable, match="time-out"):
            await ask(bot)
        with pytest.raises(BotUnavailable, match="resting"):
            await ask(bot)
        await bot.aclose()


async def test_after_its_rest_rasa_is_asked_again(rasa: StandInRasa) -> None:
    bot = RasaBot(rasa.url, time_limit=IMPATIENT, rest=timedelta(0))
    rasa.drops, rasa.body = True, b" " * 1_000_000
    with pytest.raises(BotUnavailable, match="time-out"):
        await ask(bot)
    with pytest.raises(BotUnavailable, match="time-out"):
        await ask(bot)
    assert len(rasa.asked) == 2
    await bot.aclose()


async def test_a_refused_connection_needs_no_rest() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    bot = RasaBot(f"http://127.0.0.1:{port}", time_limit=PATIENT, rest=LONG_REST)
    with pytest.raises(BotUnavailable, match="ConnectError"):
        await ask(bot)
    with pytest.raises(BotUnavailable, match="ConnectError"):
        await ask(bot)
    await bot.aclose()


def test_every_entry_told_is_cited_and_the_last_ticket_counts() -> None:
    messages: list[dict[str, Any]] = [
        {"text": "一", "custom": ENTRY},
        {"text": "二"},
        {"custom": ENTRY | {"entry": "gout.shrimp"}},
        {"custom": TICKET},
        {"custom": TICKET | {"number": "261123-0002"}},
        {"custom": {"kind": "tune"}},
    ]
    answer = read_answer(messages)
    assert [citation.entry for citation in answer.citations] == ["gout.beer", "gout.shrimp"]
    assert answer.ticket is not None
    assert answer.ticket.number == "261123-0002"
    assert answer.choices == ()


def test_an_answer_of_no_entry_cites_none() -> None:
    assert read_answer([{"text": "一"}]).citations == ()


def test_a_sheet_that_was_given_is_handed_on_by_its_code() -> None:
    said = [{"text": "清单。", "custom": {"kind": "sheet", "code": "abcdefgh2345"}}]
    assert read_answer(said).sheet == "abcdefgh2345"
