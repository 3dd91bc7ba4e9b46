"""What a patient says of a settled matter in writing: solved or not, one to five, and in his own words."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import yaml

from hotline.clock import Clock
from hotline.conversations import Exchange
from hotline.database import Database
from hotline.ledger import Ledger
from hotline.safety import Screening, TriageGrade, screen
from hotline.tickets import (
    CALLER,
    AlreadyRated,
    DeedRefused,
    NoSuchTicket,
    Rating,
    find_by_progress,
    rate_ticket,
)
from hotline.working_time import DepartmentsTime
from telephony.messages import Bubble, Choice, InboundMessage, Reply, Speaker
from telephony.recent import Recent
from telephony.words import Words

_FILE = Path(__file__).with_name("satisfaction.yml")
_BETWEEN = r"[\s，,。.！!、；;：:]*"
_BREAK = r"[，,。！!；;]"
_LONGEST = 300
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was said of it so far; None where it was not."""

    solved: bool | None = None
    score: int | None = None
    text: str = ""


@lru_cache(maxsize=1)
def _form() -> tuple[re.Pattern[str], Mapping[str, bool], Mapping[str, int]]:
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    solved = {word: word in data["solved"] for word in (*data["solved"], *data["unsolved"])}
    scores = {str(word): score for score, words in data["scores"].items() for word in words}
    either = "|".join(sorted(solved, key=len, reverse=True))
    digits = "|".join(word for word in scores if len(word) == 1)
    phrases = "|".join(sorted((word for word in scores if len(word) > 1), key=len, reverse=True))
    # Where a word goes on, it is another one: 「解决了吗」 asks, 「一般血压多少」 is about something else.
    ended, points = rf"(?=$|{_BREAK})", rf"[分星](?=$|\s|{_BREAK})"
    score = rf"(?:(?P<digit>{digits})(?:{points}|{ended})|(?P<phrase>{phrases}){ended})"
    given = rf"(?P<solved>{either})(?=(?:{digits}){points}|$|[\s，,。.！!、；;：:])"
    form = re.compile(rf"(?:{given})?(?:{_BETWEEN}{score})?{_BETWEEN}(?P<text>.*)", re.DOTALL)
    return form, solved, scores


def judgement(said: str) -> Judgement | None:
    """None where the message begins with neither."""
    form, solved, scores = _form()
    found = form.fullmatch(said.strip())
    if found is None or not (found["solved"] or found["digit"] or found["phrase"]):
        return None
    word = found["digit"] or found["phrase"]
    return Judgement(
        solved=solved[found["solved"]] if found["solved"] else None,
        score=scores[word] if word else None,
        text=found["text"].strip(),
    )


class Satisfaction:
    """Takes a message that judges a settled matter of its conversation; leaves every other to the intake.

    What was said in parts is remembered by this process; the buttons carry all of it, and need no memory.
    """

    def __init__(
        self,
        *,
        database: Database,
        ledger: Ledger,
        words: Words,
        clock: Clock,
        departments_time: DepartmentsTime | None = None,
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._words = words
        self._clock = clock
        self._departments_time = departments_time
        self._asked: Recent[str, Judgement] = Recent(_REMEMBERED)
        self._replies: Recent[tuple[str, str], Reply] = Recent(_REMEMBERED)

    def asked(self, conversation_id: str) -> None:
        """Somebody was just asked whether it is solved: a bare number is now an answer."""
        if self._asked.get(conversation_id) is None:
            self._asked.put(conversation_id, Judgement())

    async def take(self, message: InboundMessage) -> Reply | None:
        """None where it judges nothing. Raises StorageUnavailable."""
        key = (message.conversation_id, message.message_id)
        if before := self._replies.get(key):
            return before
        asked = self._asked.get(message.conversation_id)
        said = judgement(message.text)
        if said is None or not _is_clear(said, asked=asked):
            # Something else is spoken of: a number that comes later belongs to that.
            self._asked.drop(message.conversation_id)
            return None
        screening = screen(message.text)
        if screening.grade is not TriageGrade.ROUTINE:
            return None
        reply = await self._answer(message, _joined(asked or Judgement(), said))
        if reply is not None:
            self._replies.put(key, reply)
            self._ledger.record(_exchange(message, screening, reply))
        return reply

    async def _answer(self, message: InboundMessage, said: Judgement) -> Reply | None:
        code = await asyncio.to_thread(self._ledger.rateable_code, message.conversation_id)
        if code is None:
            return None
        if said.solved is None or said.score is None:
            self._asked.put(message.conversation_id, said)
            return self._ask(message, said)
        self._asked.drop(message.conversation_id)
        try:
            rating = await asyncio.to_thread(self._rate, code, message=message, said=said)
            led_to = rating.led_to.value
        except AlreadyRated:
            led_to = "before"
        except DeedRefused:
            return None
        return self._reply(message, f"utter_rated_{led_to}")

    def _rate(self, code: str, *, message: InboundMessage, said: Judgement) -> Rating:
        with self._database.transaction() as session:
            ticket = find_by_progress(session, code=code, conversation_id=message.conversation_id)
            if ticket is None or said.solved is None or said.score is None:
                raise NoSuchTicket(code)
            return rate_ticket(
                session,
                number=ticket.number,
                solved=said.solved,
                score=said.score,
                by=CALLER,
                text=said.text[:_LONGEST],
                clock=self._clock,
                departments_time=self._departments_time,
            )

    def _ask(self, message: InboundMessage, said: Judgement) -> Reply:
        if said.solved is None:
            return self._reply(message, "utter_rate_solved", score=said.score)
        word = self._words.choices("utter_rate_please")[0 if said.solved else 1].says
        return self._reply(message, "utter_rate_score", solved=word)

    def _reply(self, message: InboundMessage, name: str, **facts: object) -> Reply:
        choices = tuple(
            Choice(choice.title, choice.says.format_map(facts)) for choice in self._words.choices(name)
        )
        return Reply(
            message_id=message.message_id,
            bubbles=(Bubble(self._words.fill(name, **facts)),),
            answered_by=Speaker.WORDS,
            choices=choices,
        )


def _is_clear(said: Judgement, *, asked: Judgement | None) -> bool:
    """Where nobody asked, only the plain words judge: 「没解决，还是头晕」 is for the dialogue."""
    if asked is not None:
        return True
    return said.solved is not None and (said.score is not None or not said.text)


def _joined(before: Judgement, now: Judgement) -> Judgement:
    return replace(
        before,
        solved=before.solved if now.solved is None else now.solved,
        score=before.score if now.score is None else now.score,
        text=" ".join(part for part in (before.text, now.text) if part),
    )


def _exchange(message: InboundMessage, screening: Screening, reply: Reply) -> Exchange:
    return Exchange(
        message_id=message.message_id,
        conversation_id=message.conversation_id,
        channel=message.channel,
        received_at=message.received_at,
        said=message.text,
        answered=reply.text,
        answered_by=reply.answered_by.value,
        grade=screening.grade,
        rules=screening.rules,
        rules_version=screening.version,
        notice=message.notice,
    )
