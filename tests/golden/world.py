"""Everything behind one conversation: real intake, ledger and actions, and switches of what may stop."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import select

from actions.tools import Tools
from actions.webhook import router
from console.paths import KNOWLEDGE
from console.sheets import BotSheets
from console.timetable import hospital_week
from hotline.appointments import Bookings
from hotline.conversations import Direction, Message
from hotline.database import Database
from hotline.green_channel import Bell, NoRinger
from hotline.handoff import Carrier, Talks
from hotline.ledger import Ledger
from hotline.notifications.writing import WECHAT
from hotline.reminders import ReminderBook, tell_one_due_reminder
from hotline.staff import StaffMember
from hotline.tickets import Ticket
from hotline.timetable import KeptTimetable
from knowledge_base import Hospital
from knowledge_base.asker import AskerReader
from knowledge_base.journeys import load_journeys
from knowledge_base.live import LiveSearch
from knowledge_base.local_texts import LocalTexts
from knowledge_base.profile import PROFILE
from knowledge_base.townships import load_townships
from telephony import phone
from telephony.askers import Askers
from telephony.binding import Binding
from telephony.channels.web_chat import CHANNEL, Doorbell
from telephony.gate import Gate
from telephony.intake import Intake
from telephony.ladder import ladder_of
from telephony.nurses import Nurses
from telephony.own_answers import OwnAnswers
from telephony.own_clinics import OwnClinics
from telephony.own_guidance import OwnGuidance
from telephony.reminder_replies import ReminderReplies
from telephony.simulator.clock import VirtualClock
from telephony.simulator.slow_bot import SlowBot
from telephony.wechat_outbox import WechatCarrier
from telephony.words import Words
from tests.golden.conversation import Given, RasaState, Turn
from tests.golden.doors import Door, Saying, WebDoor
from tests.golden.heard import Heard
from tests.golden.stage import ChangingBot, ChangingSearch, Stage
from tests.golden.store import Store
from tests.hotline.making import add_member
from tests.timetables import Away, clinics_of

MONDAY_MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""Half past nine at the hospital."""
BUSY_TIMEOUT = timedelta(seconds=1)
BETWEEN_TURNS = timedelta(seconds=20)
NURSE = "chen"


class World:
    """Speak through `say`; look at what was kept through `tickets` and `recorded`."""

    def __init__(
        self,
        stage: Stage,
        *,
        store: Store,
        journal: Path,
        hospital: Hospital,
        words: Words,
        clock: VirtualClock | None = None,
        door: Callable[["World"], Door] = WebDoor,
    ) -> None:
        self.hospital = hospital
        self.words = words
        self.clock = clock or VirtualClock(MONDAY_MORNING)
        self._stage = stage
        self._rasa: RasaState | None = None
        self._store = store
        self.database = Database(store.url, busy_timeout=BUSY_TIMEOUT)
        self.ledger = Ledger(
            database=self.database, journal_folder=journal, clock=self.clock, replay_every=None
        )
        self.bell = Bell(
            keeper=self.ledger,
            database=self.database,
            ladder=ladder_of(hospital),
            ringer=NoRinger(),
            clock=self.clock,
        )
        self.doorbell = Doorbell()
        self.talks = Talks(
            database=self.database,
            keeper=self.ledger,
            carriers=self._carriers(),
            clock=self.clock,
        )
        self._search = ChangingSearch()
        self._told = LiveSearch(self._search, texts=LocalTexts(hospital=hospital, today=self._today))
        self._bot = ChangingBot()
        self.bot = SlowBot(self._bot)
        self._timetable = Away(KeptTimetable(self.database, hospital=hospital_week(hospital)))
        self._clinics = clinics_of(hospital, self._timetable)
        stage.set_up(self._open_actions())
        self.nurses = Nurses(self.talks)
        self.intake = self._open_intake()
        self.door = door(self)

    def become(self, world: Given) -> None:
        """Only what changes is touched: a late process stays the one that was late before."""
        if world.rasa != self._rasa:
            self._bot.now = self._stage.bot(world.rasa)
            self._rasa = world.rasa
        self._search.now = self._stage.search(world.search)
        self._timetable.away = world.away
        self._store.become(world.database)
        if world.nurse:
            self.be_nursed()

    def be_nursed(self) -> None:
        """A nurse has a page of the desk open."""
        with self.database.transaction() as session:
            if session.get(StaffMember, NURSE) is None:
                add_member(session, NURSE)
        self.talks.be_present(NURSE)

    def recover(self) -> None:
        """The database is there again, and what was journalled is written into it."""
        self._store.become("up")
        self.ledger.replay()

    async def say(self, turn: Turn, *, text: str, conversation_id: str, message_id: str) -> Heard:
        """The reply as the channel renders it; where the message is sent twice, both copies get the same."""
        self._stage.follow(turn)
        self.clock.at += BETWEEN_TURNS + timedelta(minutes=turn.minutes_later)
        if turn.minutes_later:
            self.remind()
        saying = Saying(caller=conversation_id, id=message_id, text=text)
        heard = await self.door.say(saying, copies=2 if turn.twice else 1)
        await self.settle()
        return heard

    def remind(self) -> None:
        """What fell due in the silence is told."""
        with self.database.transaction() as session:
            while tell_one_due_reminder(session, clock=self.clock):
                pass

    def tickets(self) -> list[Ticket]:
        """In the order they were opened."""
        with self.database.reading() as session:
            return list(session.scalars(select(Ticket).order_by(Ticket.opened_at)))

    def asked(self, text: str) -> Message | None:
        """What was kept of the last message in these words."""
        with self.database.reading() as session:
            said = select(Message).where(Message.direction == Direction.IN).order_by(Message.at.desc())
            return next((one for one in session.scalars(said) if one.text == text), None)

    def recorded(self) -> int:
        """Exchanges kept: each has the caller's message and our reply."""
        with self.database.reading() as session:
            kept = session.scalars(select(Message.direction)).all()
        said, answered = kept.count(Direction.IN), kept.count(Direction.OUT)
        assert said == answered, f"{said} messages but {answered} replies were kept"
        return said

    async def close(self) -> None:
        await self.door.close()
        await self._stage.close()
        self._store.become("up")
        self.bell.stop()
        self.ledger.close()
        self.database.close()

    def _carriers(self) -> dict[str, Carrier]:
        wechat = WechatCarrier(self.database, clock=self.clock)
        return {CHANNEL: self.doorbell, phone.CHANNEL: phone.PhoneCarrier(), WECHAT: wechat}

    def _today(self) -> date:
        return self.clock.now().astimezone(self.hospital.zone).date()

    def _open_actions(self) -> FastAPI:
        tools = Tools(
            search=self._told,
            guide=self._stage.guide(),
            clinics=self._clinics,
            ledger=self.ledger,
            bookings=Bookings(database=self.database, clock=self.clock),
            talks=self.talks,
            hospital=self.hospital,
            clock=self.clock,
            journeys=load_journeys(KNOWLEDGE, hospital=self.hospital),
            sheets=BotSheets(self.database, clock=self.clock),
            reminders=ReminderBook(database=self.database, clock=self.clock),
        )
        actions = FastAPI()
        actions.include_router(router(tools))
        return actions

    def _open_intake(self) -> Intake:
        own_answers = OwnAnswers(
            search=self._told,
            ledger=self.ledger,
            nurses=self.nurses,
            hospital=self.hospital,
            words=self.words,
            clock=self.clock,
            guidance=OwnGuidance(self._stage.guide(), hospital=self.hospital, words=self.words),
            clinics=OwnClinics(self._clinics, words=self.words, clock=self.clock),
        )
        self.binding = Binding(
            database=self.database,
            hospital=self.hospital,
            words=self.words,
            clock=self.clock,
            sends_sms=True,
        )
        return Intake(
            gate=Gate(self._search),
            bot=self.bot,
            own_answers=own_answers,
            nurses=self.nurses,
            ledger=self.ledger,
            bell=self.bell,
            hospital=self.hospital,
            words=self.words,
            binding=self.binding,
            reminder_replies=ReminderReplies(
                database=self.database, hospital=self.hospital, words=self.words, clock=self.clock
            ),
            clock=self.clock,
            askers=Askers(AskerReader(load_townships(KNOWLEDGE / PROFILE, hospital=self.hospital))),
        )

    async def settle(self) -> None:
        """Let what the reply did not wait for be done: the ticket of an emergency, the record."""
        current = asyncio.current_task()
        await asyncio.gather(*(task for task in asyncio.all_tasks() if task is not current))
        await asyncio.to_thread(self.bell.flush)
        await asyncio.to_thread(self.ledger.flush)
