"""Asks Rasa, within a time limit, and says so plainly when Rasa cannot answer."""

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

import httpx

from hotline.conversations import Missed
from telephony.messages import Bubble, Choice, Citation, TicketNote

log = logging.getLogger(__name__)


class BotUnavailable(Exception):  # noqa: N818 - a noun of the trade
    """Rasa did not answer in time, not at all, or with nothing to say."""


@dataclass(frozen=True, slots=True)
class BotAnswer:
    """What Rasa wants said: never without a bubble."""

    bubbles: tuple[Bubble, ...]
    choices: tuple[Choice, ...] = ()
    citations: tuple[Citation, ...] = ()
    ticket: TicketNote | None = None
    progress: str | None = None
    """The code of a ticket that was asked after."""
    sheet: str | None = None
    """The code of a whole-journey sheet that was given."""
    missed: Missed | None = None
    """Why a question in the message got no answer."""
    guided_to: tuple[str, ...] = ()
    """The hospital's departments that were told, or asked for, each once."""


class Bot(Protocol):
    """Whoever leads the dialogue."""

    async def ask(self, conversation_id: str, *, text: str, metadata: Mapping[str, Any]) -> BotAnswer:
        """Raise BotUnavailable instead of keeping a caller waiting."""
        ...


class RasaBot:
    """Rasa's REST channel. After a time-out it is left alone for `rest`: only who is waiting then waits."""

    def __init__(self, url: str, *, time_limit: timedelta, rest: timedelta) -> None:
        self._url = f"{url.rstrip('/')}/webhooks/rest/webhook"
        self._time_limit = time_limit.total_seconds()
        self._http = httpx.AsyncClient(
            timeout=self._time_limit,
            limits=httpx.Limits(max_keepalive_connections=32),
            trust_env=False,
        )
        self._rest = rest.total_seconds()
        self._resting_until = 0.0

    async def ask(self, conversation_id: str, *, text: str, metadata: Mapping[str, Any]) -> BotAnswer:
        if time.monotonic() < self._resting_until:
            raise BotUnavailable("resting after a time-out")
        asked = {"sender": conversation_id, "message": text, "metadata": dict(metadata)}
        try:
            # Of the whole exchange: httpx limits each wait by itself, and an answer may come in drops.
            async with asyncio.timeout(self._time_limit):
                response = await self._http.post(self._url, json=asked)
            response.raise_for_status()
            messages = response.json()
        except (httpx.TimeoutException, TimeoutError) as fault:
            self._resting_until = time.monotonic() + self._rest
            raise BotUnavailable("time-out") from fault
        except (httpx.HTTPError, ValueError) as fault:
            raise BotUnavailable(type(fault).__name__) from fault
        return read_answer(messages)

    async def aclose(self) -> None:
        await self._http.aclose()


def read_answer(messages: object) -> BotAnswer:
    """Gather Rasa's list of messages into one answer. Raises BotUnavailable where there is nothing to say."""
    if not isinstance(messages, list):
        raise BotUnavailable("not a list of messages")
    try:
        answer = _gather(messages)
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise BotUnavailable(f"not as agreed: {type(fault).__name__} {fault}") from fault
    if not answer.bubbles:
        raise BotUnavailable("nothing to say")
    return answer


def _gather(messages: Iterable[Any]) -> BotAnswer:
    bubbles: list[Bubble] = []
    choices: list[Choice] = []
    citations: list[Citation] = []
    ticket: TicketNote | None = None
    progress: str | None = None
    sheet: str | None = None
    missed: Missed | None = None
    guided_to: list[str] = []
    for message in messages:
        if text := str(message.get("text") or "").strip():
            bubbles.append(Bubble(text))
        choices += [Choice(str(b["title"]), str(b["payload"])) for b in message.get("buttons") or ()]
        custom = message.get("custom") or {}
        if custom.get("kind") == "entry":
            citations.append(_citation(custom))
        elif custom.get("kind") == "ticket":
            ticket = _ticket(custom)
        elif custom.get("kind") == "progress":
            progress = str(custom["code"])
        elif custom.get("kind") == "sheet":
            sheet = str(custom["code"])
        elif custom.get("kind") == "known":
            missed = missed or _missed(custom["missed"])
            guided_to += map(str, custom["guided_to"])
    return BotAnswer(
        bubbles=tuple(bubbles),
        choices=tuple(choices),
        citations=tuple(citations),
        ticket=ticket,
        progress=progress,
        sheet=sheet,
        missed=missed,
        guided_to=tuple(dict.fromkeys(guided_to)),
    )


def _missed(told: object) -> Missed | None:
    """Of the newer actions of a rolling update we may not know it: that costs nobody his answer."""
    try:
        return Missed(str(told)) if told else None
    except ValueError:
        log.warning("the bot says why it missed a question, and we do not know that reason")
        return None


def _citation(custom: Mapping[str, Any]) -> Citation:
    return Citation(
        entry=str(custom["entry"]),
        version=str(custom["version"]),
        topic=str(custom["topic"]),
        spoken=str(custom["spoken"]),
        sources=tuple(map(str, custom["sources"])),
        review=str(custom["review"]),
    )


def _ticket(custom: Mapping[str, Any]) -> TicketNote:
    return TicketNote(
        number=str(custom["number"]),
        code=str(custom["code"]),
        due=str(custom["due"]),
        nurse=custom.get("nurse"),
        journalled=bool(custom.get("journalled")),
    )
