"""One way in for every message: screen it, and then the bot, the search or a person answers."""

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hotline.clock import Clock
from hotline.conversations import Asker, is_small_talk
from hotline.green_channel import SAME_MATTER, Bell
from hotline.ledger import Exchange, JournalUnavailable, Ledger, TicketReceipt, ToldEntry
from hotline.safety import Screening, TriageGrade
from hotline.tickets import TicketKind, TicketRequest
from knowledge_base import Hospital
from telephony.alarms import Alarms
from telephony.askers import Askers
from telephony.binding import Binding
from telephony.bot_client import Bot, BotAnswer, BotUnavailable
from telephony.calling import Calling
from telephony.consents import Consents
from telephony.gate import Gate
from telephony.messages import Bubble, BubbleKind, InboundMessage, Reply, Speaker
from telephony.notes import ticket_note
from telephony.notice import notice
from telephony.nurses import Held, Nurses
from telephony.own_answers import OwnAnswers
from telephony.recent import Recent
from telephony.reminder_replies import ReminderReplies
from telephony.whereabouts import MAP_PLACE
from telephony.words import Words

log = logging.getLogger(__name__)

OPINION_WITHIN = timedelta(seconds=1)
_RESTART = "/restart"
"""Rasa's own command; what a caller writes never begins with a slash when it gets there."""


@dataclass(frozen=True, slots=True)
class _Promise:
    given_at: datetime
    receipt: "asyncio.Future[TicketReceipt]"


class Intake:
    """The hotline's ear. `receive` is all that a channel needs."""

    def __init__(
        self,
        *,
        gate: Gate,
        bot: Bot,
        own_answers: OwnAnswers,
        nurses: Nurses,
        ledger: Ledger,
        bell: Bell,
        hospital: Hospital,
        words: Words,
        clock: Clock,
        binding: Binding | None = None,
        reminder_replies: ReminderReplies | None = None,
        askers: Askers | None = None,
    ) -> None:
        self._gate = gate
        self._bot = bot
        self._own_answers = own_answers
        self._nurses = nurses
        self._ledger = ledger
        self._hospital = hospital
        self._words = words
        self._clock = clock
        self._binding = binding
        self._reminder_replies = reminder_replies
        self._askers = askers
        self._replies: Recent[tuple[str, str], asyncio.Future[Reply]] = Recent(4096)
        self._calling = Calling(bell)
        self._consents = Consents(ledger=ledger, words=words, line=hospital.placeholders["hotline"])
        self._alarms = Alarms(ledger=ledger, calling=self._calling, words=words)
        self._tickets: Recent[tuple[str, TriageGrade], _Promise] = Recent(4096)

    async def receive(self, message: InboundMessage) -> Reply:
        """Answer a message once: a copy of it, even one that comes meanwhile, gets the same reply."""
        key = (message.conversation_id, message.message_id)
        reply = self._replies.get(key)
        if reply is None:
            reply = asyncio.ensure_future(self._answer(message))
            self._replies.put(key, reply)
        # Shielded: one impatient copy hanging up must not cancel the answer for the others.
        return await asyncio.shield(reply)

    def is_in_alarm(self, conversation_id: str, *, at: datetime) -> bool:
        """Whether where somebody is, told now, belongs to an emergency."""
        return self._alarms.is_on(conversation_id, at=at)

    async def _answer(self, message: InboundMessage) -> Reply:
        try:
            return await self._screen_and_answer(message)
        except Exception:
            # The conversation's edge: whatever broke, the caller hears a sentence and may say it again.
            log.exception("answering failed")
            self._replies.drop((message.conversation_id, message.message_id))
            line = self._hospital.placeholders["hotline"]
            sorry = Bubble(self._words.fill("utter_trouble", line=line))
            return Reply(message_id=message.message_id, bubbles=(sorry,), answered_by=Speaker.WORDS)

    async def _screen_and_answer(self, message: InboundMessage) -> Reply:
        began = time.perf_counter()
        heard = self._gate.screen(message.text)
        screening = await self._reconsidered(heard, message)
        screened = time.perf_counter()
        tells_place = False
        if screening.grade is TriageGrade.EMERGENCY:
            known = await self._binding.known(message) if self._binding else message
            reply = self._send_for_help(known, screening)
        elif decided := self._consents.answer(message):
            reply = decided
        else:
            # Where somebody is, told after an alarm, is taken down whatever an opinion makes of it.
            taken = await self._alarms.take_down(message) if heard.grade is TriageGrade.ROUTINE else ()
            ours = await self._answer_ourselves(message, screening) if not taken else None
            reply = ours or (_noted(message, taken) if taken else await self._converse(message, screening))
            tells_place = bool(taken)
        ended = time.perf_counter()
        timings = {"screening": (screened - began) * 1e3, "answering": (ended - screened) * 1e3}
        reply = replace(reply, timings=timings)
        asker = self._askers.read(message.text, tells_place=tells_place) if self._askers else Asker()
        self._ledger.record(_exchange(message, screening, reply, asker=asker))
        await self._consents.settle(message)
        return reply

    async def _answer_ourselves(self, message: InboundMessage, screening: Screening) -> Reply | None:
        """What no dialogue is needed for: an answer to a reminder, and whatever is about binding a number.

        Rasa never hears number or code.
        """
        if screening.grade is not TriageGrade.ROUTINE:
            return None
        reply = await self._reminder_replies.answer(message) if self._reminder_replies else None
        if reply is None and self._binding is not None:
            reply = await self._binding.answer(message)
        warnings = self._warnings(message, screening)
        return replace(reply, bubbles=(*warnings, *reply.bubbles)) if reply else None

    async def _reconsidered(self, screening: Screening, message: InboundMessage) -> Screening:
        """The second opinion, if it comes in time: the rules' verdict never waits longer for it."""
        # A point on the map is figures: an opinion of them would raise a second alarm.
        if screening.grade is TriageGrade.EMERGENCY or MAP_PLACE.search(message.text):
            return screening
        opinion = asyncio.to_thread(self._gate.reconsider, screening, message.text)
        try:
            return await asyncio.wait_for(opinion, OPINION_WITHIN.total_seconds())
        except TimeoutError:
            log.warning("no second opinion in time")
            return screening

    def _send_for_help(self, message: InboundMessage, screening: Screening) -> Reply:
        alarm_id = self._calling.raise_(message, screening)
        promise = self._promise(message, screening)  # not awaited: help waits for nothing
        self._alarms.note(message, promise, alarm_id=alarm_id)
        told = Bubble(screening.say or "", BubbleKind.INSTRUCTION)
        line = Bubble(
            self._words.fill(
                "utter_emergency_line", emergency_line=self._hospital.placeholders["emergency_line"]
            )
        )
        return Reply(
            message_id=message.message_id,
            bubbles=(told, line, *self._alarms.told_at_once(alarm_id)),
            answered_by=Speaker.SAFETY,
            grade=screening.grade,
            spoken=screening.spoken,
        )

    async def _converse(self, message: InboundMessage, screening: Screening) -> Reply:
        held = await self._nurses.holding(message.conversation_id)
        receipt = await self._receipt(message, screening) if screening.grade is TriageGrade.URGENT else None
        if held is not None:
            return self._leave_to_nurse(message, screening, held)
        if self._nurses.gave_back(message.conversation_id):
            await self._begin_anew(message.conversation_id)
        speaker, answer = await self._ask(message, screening, receipt)
        return Reply(
            message_id=message.message_id,
            bubbles=(*self._warnings(message, screening), *answer.bubbles),
            answered_by=speaker,
            grade=screening.grade,
            choices=answer.choices,
            citations=answer.citations,
            ticket=answer.ticket or (ticket_note(receipt) if receipt else None),
            progress=answer.progress,
            sheet=answer.sheet,
            missed=answer.missed,
            guided_to=answer.guided_to,
            spoken=screening.spoken,
        )

    def _leave_to_nurse(self, message: InboundMessage, screening: Screening, held: Held) -> Reply:
        """The bot is silent; a danger is answered at once all the same, and the nurse reads it too."""
        warnings = self._warnings(message, screening)
        line = self._hospital.placeholders["hotline"]
        sorry = () if held.reads else (Bubble(self._words.fill("utter_nurse_unreachable", line=line)),)
        return Reply(
            message_id=message.message_id,
            bubbles=(*warnings, *sorry),
            answered_by=Speaker.SAFETY if warnings else Speaker.NURSE,
            grade=screening.grade,
            spoken=screening.spoken,
        )

    async def _begin_anew(self, conversation_id: str) -> None:
        """Rasa heard nothing of the talk: a form it left open would take the next words for an answer."""
        with suppress(BotUnavailable):  # it has nothing to say to this
            await self._bot.ask(conversation_id, text=_RESTART, metadata={})

    async def _receipt(self, message: InboundMessage, screening: Screening) -> TicketReceipt | None:
        try:
            return await self._promise(message, screening)
        except JournalUnavailable:
            return None  # said by _settle; the caller is told what to do all the same

    def _promise(self, message: InboundMessage, screening: Screening) -> "asyncio.Future[TicketReceipt]":
        key = (message.conversation_id, screening.grade)
        promise = self._tickets.get(key)
        if promise is None or message.received_at - promise.given_at > SAME_MATTER:
            request = self._request(message, screening)
            receipt = asyncio.ensure_future(asyncio.to_thread(self._ledger.open_ticket, request))
            receipt.add_done_callback(lambda done: self._settle(key, done))
            promise = _Promise(message.received_at, receipt)
            self._tickets.put(key, promise)
        return promise.receipt

    def _settle(self, key: tuple[str, TriageGrade], done: "asyncio.Future[TicketReceipt]") -> None:
        """A promise that could not be kept anywhere is said aloud, and made anew with the next message."""
        if not done.cancelled() and done.exception() is not None:
            log.critical("no ticket for a dangerous message: %s", done.exception())
            self._tickets.drop(key)

    async def _ask(
        self, message: InboundMessage, screening: Screening, receipt: TicketReceipt | None
    ) -> tuple[Speaker, BotAnswer]:
        note = ticket_note(receipt) if receipt else None
        metadata = {
            "message_id": message.message_id,
            "channel": message.channel,
            "grade": screening.grade.value,
            "ticket": note
            and {"number": note.number, "code": note.code, "due": note.due, "nurse": note.nurse},
        }
        if await self._consents.is_withdrawn(message):
            # The dialogue remembers what it hears; the search does not.
            return await self._own_answers.answer(message, note=note)
        try:
            # Rasa takes a leading slash for a command of its own; a caller's message is never one.
            said = message.text.lstrip("/／ ")
            answer = await self._bot.ask(message.conversation_id, text=said, metadata=metadata)
        except BotUnavailable as why:
            log.warning("rasa unavailable (%s); answering from search", why)
            return await self._own_answers.answer(message, note=note)
        self._own_answers.follow(message, answer)
        return Speaker.BOT, answer

    def _warnings(self, message: InboundMessage, screening: Screening) -> tuple[Bubble, ...]:
        if screening.say:
            return (Bubble(screening.say, BubbleKind.INSTRUCTION),)
        if screening.asks:
            return (Bubble(self._words.fill("utter_danger_question"), BubbleKind.INSTRUCTION),)
        return self._alarms.reminder(message)

    def _request(self, message: InboundMessage, screening: Screening) -> TicketRequest:
        emergency = screening.grade is TriageGrade.EMERGENCY
        return TicketRequest(
            kind=TicketKind.EMERGENCY if emergency else TicketKind.QUESTION,
            conversation_id=message.conversation_id,
            channel=message.channel,
            grade=screening.grade,
            summary=message.text,
            phone=message.phone,
            topic=screening.title,
            department=self._hospital.lines["emergency_department"].name if emergency else None,
            duty_nurse=self._hospital.duty_nurse(self._clock.now()),
            rules=screening.rules,
        )


def _noted(message: InboundMessage, taken: tuple[Bubble, ...]) -> Reply:
    return Reply(message_id=message.message_id, bubbles=taken, answered_by=Speaker.SAFETY)


def _exchange(message: InboundMessage, screening: Screening, reply: Reply, *, asker: Asker) -> Exchange:
    return Exchange(
        message_id=message.message_id,
        conversation_id=message.conversation_id,
        channel=message.channel,
        received_at=message.received_at,
        said=message.text if reply.kept is None else reply.kept,
        answered=reply.text or None,
        answered_by=reply.answered_by.value,
        grade=screening.grade,
        rules=screening.rules,
        rules_version=screening.version,
        told=tuple(ToldEntry(entry=one.entry, version=one.version) for one in reply.citations),
        timings=reply.timings,
        notice=message.notice,
        consent=notice().word_of(message.text),
        missed=reply.missed if reply.missed and not is_small_talk(message.text) else None,
        guided_to=reply.guided_to,
        asker=asker,
    )
