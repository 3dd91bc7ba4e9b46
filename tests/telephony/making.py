"""A hotline to test doors on: real intake, ledger and database; a bot and a search that do as told."""

import asyncio
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from hotline.conversations import Direction, Message
from hotline.database import Database
from hotline.green_channel import Bell
from hotline.handoff import Talks
from hotline.ledger import Ledger
from hotline.safety.opinion import Opinion
from hotline.tickets import Ticket
from knowledge_base import Entry, Hospital
from knowledge_base.asker import AskerReader
from knowledge_base.entries import AWAITING_REVIEW, Source
from knowledge_base.search.searching import Hit, SearchResult, SearchUnavailable, Told
from knowledge_base.townships import Townships
from telephony import phone
from telephony.askers import Askers
from telephony.binding import Binding
from telephony.bot_client import BotAnswer, BotUnavailable
from telephony.channels.web_chat import CHANNEL, Doorbell, WebChat
from telephony.gate import Gate
from telephony.intake import Intake
from telephony.ladder import ladder_of
from telephony.messages import Bubble, InboundMessage
from telephony.nurses import Nurses
from telephony.own_answers import OwnAnswers
from telephony.own_clinics import OwnClinics
from telephony.own_guidance import OwnGuidance
from telephony.phone.pace import CallPace, call_pace
from telephony.reminder_replies import ReminderReplies
from telephony.satisfaction import Satisfaction
from telephony.words import Words
from tests.guide import ScriptedGuide
from tests.hotline.making import MORNING, SetClock, ToldRinger
from tests.timetables import clinics_of

GUIDE = Source(id="guide", title="高血压防治指南", publisher="学会", year=2024)
ENTRY = Entry(
    id="hypertension.diet",
    topic_id="hypertension",
    topic_name="高血压",
    aspect="diet",
    questions=("高血压能吃柚子吗",),
    answer="每天盐不超过五克。",
    spoken="每天盐不超过五克。",
    seek_care="头痛得厉害请打一二零。",
    follow_up=False,
    sources=(GUIDE,),
    review_status=AWAITING_REVIEW,
    version="0123456789ab",
    department="心血管内科",
)


def patient_pace(**changed: float) -> CallPace:
    """What a call waits for in real time comes in its own, on any machine; but for what a test is about."""
    waits = ("answer_wait", "step_wait", "store_wait", "standing_wait", "ticket_wait")
    patient: dict[str, Any] = dict.fromkeys(waits, 120.0) | changed
    return replace(call_pace(), **patient)


class ToldBot:
    """Leads the dialogue as `answers` say, else repeats; holds its answer back while the question is held."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, BotAnswer] = {}
        self.held: set[str] = set()
        self.fault: Exception | None = None

    async def ask(self, conversation_id: str, *, text: str, metadata: Mapping[str, Any]) -> BotAnswer:
        self.asked.append(text)
        while text in self.held:  # noqa: ASYNC110 - let go by a test in another thread
            await asyncio.sleep(0.01)
        if self.fault:
            raise self.fault
        return self.answers.get(text) or BotAnswer((Bubble(f"您问的是：{text}"),))

    def stop(self) -> None:
        self.fault = BotUnavailable("stopped")


@dataclass
class ToldSearch:
    """Finds `entry` for whatever is asked; None is silence, as is whatever gets the `refusal`."""

    entry: Entry | None = ENTRY
    refusal: Entry | None = None
    broken: bool = False
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    values: tuple[Told, ...] = ()

    def find(self, question: str, *, topic: str | None = None, limit: int = 3) -> SearchResult:
        self.asked.append((question, topic))
        if self.broken:
            raise SearchUnavailable("broken")
        hits = (Hit(self.entry, 1.0),) if self.entry and not self.refusal else ()
        return SearchResult(
            answers=hits,
            nearest=hits,
            abstained=not hits,
            reason=None if hits else "dose" if self.refusal else "outside",
            confident=bool(hits),
            refusal=self.refusal,
        )

    def read(self, _message: str) -> tuple[Told, ...]:
        return self.values


class Hotline:
    """Everything behind the doors. A second one on the same file is what a restart makes."""

    def __init__(self, file: Path, *, hospital: Hospital, words: Words) -> None:
        self.file = file
        self.bot = ToldBot()
        self.search = ToldSearch()
        self.clock = SetClock()
        self.hospital = hospital
        self.words = words
        self.database = Database(f"sqlite:///{file}")
        self.ledger = Ledger(
            database=self.database,
            journal_folder=file.parent / "journal",
            clock=self.clock,
            replay_every=None,
        )
        self.ringer = ToldRinger()
        self.bell = Bell(
            keeper=self.ledger,
            database=self.database,
            ladder=ladder_of(hospital),
            ringer=self.ringer,
            clock=self.clock,
        )
        self.opinion: Opinion | None = None
        self.opinion_is_free = threading.Event()
        self.opinion_is_free.set()
        self._open_doors()

    def _open_doors(self) -> None:
        hospital, words = self.hospital, self.words
        self.doorbell = Doorbell()
        self.guide = ScriptedGuide()
        self.talks = Talks(
            database=self.database,
            keeper=self.ledger,
            carriers={CHANNEL: self.doorbell, phone.CHANNEL: phone.PhoneCarrier()},
            clock=self.clock,
        )
        self.nurses = Nurses(self.talks)
        self.own_answers = OwnAnswers(
            search=self.search,
            ledger=self.ledger,
            nurses=self.nurses,
            hospital=hospital,
            words=words,
            clock=self.clock,
            guidance=OwnGuidance(self.guide, hospital=hospital, words=words),
            clinics=OwnClinics(clinics_of(hospital), words=words, clock=self.clock),
        )
        self.binding = Binding(
            database=self.database, hospital=hospital, words=words, clock=self.clock, sends_sms=True
        )
        self.intake = Intake(
            gate=Gate(self.search, opinion=self._give_opinion),
            bot=self.bot,
            own_answers=self.own_answers,
            nurses=self.nurses,
            ledger=self.ledger,
            bell=self.bell,
            hospital=hospital,
            words=words,
            clock=self.clock,
            binding=self.binding,
            reminder_replies=ReminderReplies(
                database=self.database, hospital=hospital, words=words, clock=self.clock
            ),
            askers=Askers(AskerReader(Townships(hospital))),
        )
        self.chat = self._open_chat()
        self.calls = self.open_calls()

    def _open_chat(self) -> WebChat:
        return WebChat(
            intake=self.intake,
            ledger=self.ledger,
            talks=self.talks,
            doorbell=self.doorbell,
            hospital=self.hospital,
            words=self.words,
            clock=self.clock,
            satisfaction=Satisfaction(
                database=self.database, ledger=self.ledger, words=self.words, clock=self.clock
            ),
        )

    def open_calls(self, pace: CallPace | None = None) -> phone.Calls:
        """Another process's telephone on the same hotline, or one in a hurry."""
        return phone.open_calls(
            intake=self.intake,
            nurses=self.nurses,
            talks=self.talks,
            ledger=self.ledger,
            bell=self.bell,
            database=self.database,
            hospital=self.hospital,
            words=self.words,
            clock=self.clock,
            pace=pace or patient_pace(),
        )

    def _give_opinion(self, _text: str) -> Opinion | None:
        self.opinion_is_free.wait()
        return self.opinion

    def kept(self) -> Sequence[Message]:
        """Every message in and out, in the order it was kept."""
        self.ledger.flush()
        with self.database.reading() as session:
            return session.scalars(select(Message).order_by(Message.id)).all()

    def said(self) -> list[str]:
        """What callers said, as it was kept."""
        return [message.text for message in self.kept() if message.direction is Direction.IN]

    def tickets(self) -> int:
        with self.database.reading() as session:
            return session.scalars(select(func.count()).select_from(Ticket)).one()

    def close(self) -> None:
        self.bell.stop()
        self.ledger.close()
        self.database.close()


def a_message(text: str, **changed: Any) -> InboundMessage:
    fields: dict[str, Any] = {
        "conversation_id": "conversation-of-a-test",
        "message_id": "m-1",
        "channel": "web_chat",
        "text": text,
        "received_at": MORNING,
    }
    return InboundMessage(**fields | changed)
