"""What a caller answers to a reminder: done, later, or no more of them; every other message is left alone."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from hotline.clock import Clock
from hotline.database import Database, StorageUnavailable
from hotline.hospital_time import HOSPITAL_TIME
from hotline.identity import bound_phone
from hotline.reminders import (
    Answered,
    CallerReminder,
    MomentPassed,
    ReminderReply,
    done,
    has_spoken_since,
    later,
    open_reminders,
    read_when,
    reply_said,
    rules,
    stop,
    told_just_now,
)
from hotline.tickets import CALLER
from knowledge_base import Hospital
from telephony.messages import Bubble, InboundMessage, Reply, Speaker
from telephony.words import Words

log = logging.getLogger(__name__)

_A_MOMENT = timedelta(seconds=2)


@dataclass(frozen=True, kw_only=True)
class ReminderReplies:
    """After the gate and before the bot: 好了 is an answer only where a reminder was the last thing said."""

    database: Database
    hospital: Hospital
    words: Words
    clock: Clock

    async def answer(self, message: InboundMessage) -> Reply | None:
        """None where it answers no reminder, and where the store is away: then the bot hears it."""
        said = reply_said(message.text)
        if said is None:
            return None
        try:
            heard = asyncio.to_thread(self._hear, message, said)
            text = await asyncio.wait_for(heard, _A_MOMENT.total_seconds())
        except (StorageUnavailable, TimeoutError):
            log.warning("the store is away: whether a reminder was answered is not known")
            return None
        if text is None:
            return None
        return Reply(message_id=message.message_id, bubbles=(Bubble(text),), answered_by=Speaker.WORDS)

    def _hear(self, message: InboundMessage, said: Answered) -> str | None:
        conversation = message.conversation_id
        with self.database.transaction() as session:
            phone = message.phone or bound_phone(session, conversation_id=conversation)
            told = self._answered(session, message, said, phone=phone)
            if said.reply is ReminderReply.STOP and (
                told or _is_anything_open(session, message, said, phone)
            ):
                stop(session, conversation_id=conversation, phone=phone, by=CALLER, clock=self.clock)
                return self.words.fill("utter_reminders_stopped")
            if told is None:
                return None
            if said.reply is ReminderReply.DONE:
                done(session, reminder_id=told.id, by=CALLER, clock=self.clock)
                return self.words.fill("utter_reminder_done")
            return self._later(session, told, message.text)

    def _answered(
        self, session: Session, message: InboundMessage, said: Answered, *, phone: str | None
    ) -> CallerReminder | None:
        conversation, now = message.conversation_id, self.clock.now()
        told = told_just_now(session, conversation_id=conversation, phone=phone, now=now)
        if told is None or told.told_at is None or said.is_clear:
            return told
        spoken = has_spoken_since(session, conversation_id=conversation, at=told.told_at)
        return None if spoken else told

    def _later(self, session: Session, told: CallerReminder, text: str) -> str:
        when = read_when(text, now=self.clock.now())
        usual = told.due_at.astimezone(HOSPITAL_TIME).time()
        try:
            moved = later(
                session, reminder_id=told.id, at=when.moment(usual) if when else None, clock=self.clock
            )
        except MomentPassed:
            line = self.hospital.placeholders["hotline"]
            return self.words.fill("utter_reminder_too_late", line=line)
        return self.words.fill("utter_reminder_later", when=rules().said_moment(moved.due_at))


def _is_anything_open(session: Session, message: InboundMessage, said: Answered, phone: str | None) -> bool:
    """Who says it in so many words need not have been reminded just now."""
    return said.is_clear and bool(
        open_reminders(session, conversation_id=message.conversation_id, phone=phone)
    )
