"""What the hotline says when Rasa cannot: answers from search, a few own rules, always a person."""

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hotline.clock import Clock
from hotline.conversations import Missed
from hotline.ledger import Ledger
from hotline.phone import find_phone_number, last_four
from hotline.safety import TriageGrade
from hotline.tickets import TicketKind, TicketRequest
from knowledge_base import Entry, Hospital
from knowledge_base.departments import asks_department
from knowledge_base.search.searching import KnowledgeSearch, Reason, SearchResult, SearchUnavailable, Told
from telephony.bot_client import BotAnswer
from telephony.messages import Bubble, Citation, InboundMessage, Speaker, TicketNote
from telephony.notes import ticket_note
from telephony.nurses import Nurses
from telephony.own_clinics import OwnClinics
from telephony.own_guidance import OwnGuidance
from telephony.recent import Recent
from telephony.words import Words

log = logging.getLogger(__name__)

_WANTS_PERSON = re.compile(r"人工|真人|转.{0,2}护士|找.{0,3}(护士|医生|人)|(护士|医生).{0,6}(电话|回电|联系)")
# A wish, not a question: how to cancel is known to the search.
_ABOUT_BOOKING = re.compile(
    r"^(?!.*(怎么|如何|吗|[？?]))"
    r".*((取消|退|撤|改|换).{0,8}(预约|约的|挂号|的号)|预约.{0,6}(取消|退|改|换)|退号|改期|改约)"
)
_GREETS = re.compile(
    r"^(你好|您好|喂|hello|hi|在吗|有人吗)[，,。.!！？?\s]*(在吗)?[。.!！？?\s]*$", re.IGNORECASE
)


class OwnAnswers:
    """The second voice: knows search and tickets, no dialogue."""

    def __init__(
        self,
        *,
        search: KnowledgeSearch,
        ledger: Ledger,
        nurses: Nurses,
        hospital: Hospital,
        words: Words,
        clock: Clock,
        guidance: OwnGuidance,
        clinics: OwnClinics,
    ) -> None:
        self._search = search
        self._ledger = ledger
        self._nurses = nurses
        self._hospital = hospital
        self._words = words
        self._clock = clock
        self._guidance = guidance
        self._clinics = clinics
        self._promised: Recent[str, str] = Recent(4096)
        self._topics: Recent[str, str] = Recent(4096)
        self._questions: Recent[str, str] = Recent(4096)

    def follow(self, message: InboundMessage, answer: BotAnswer) -> None:
        """Hear what Rasa told the caller, to go on from there should Rasa stop."""
        if not _WANTS_PERSON.search(message.text):
            self._questions.put(message.conversation_id, message.text)
        if answer.ticket:
            self._promised.put(message.conversation_id, answer.ticket.number)
        if answer.citations:
            self._topics.put(message.conversation_id, answer.citations[-1].topic)

    async def answer(self, message: InboundMessage, *, note: TicketNote | None) -> tuple[Speaker, BotAnswer]:
        """Answer without Rasa; `note` is the ticket already open for this message, if any."""
        if phone := find_phone_number(message.text):
            return Speaker.WORDS, await self._take_number(message, phone=phone, note=note)
        if _GREETS.match(message.text):
            return Speaker.WORDS, self._say("utter_greet")
        if _WANTS_PERSON.search(message.text):
            return Speaker.WORDS, await self._hand_off(message, note=note)
        if _ABOUT_BOOKING.search(message.text):
            # Nothing is given up by a guess: it is a person's, in the caller's own words.
            self._questions.put(message.conversation_id, message.text)
            return Speaker.WORDS, await self._hand_off(message, note=note)
        try:
            return await self._look_up(message, note=note)
        except SearchUnavailable:
            log.exception("search unavailable; a nurse will answer")
            missed = None if note else Missed.UNAVAILABLE
            note = note or await self._promise(message, kind=TicketKind.QUESTION)
            sorry = replace(self._say("utter_plain_search_broken"), missed=missed)
            return Speaker.WORDS, self._with_note(sorry, note, message=message)

    async def _hand_off(self, message: InboundMessage, *, note: TicketNote | None) -> BotAnswer:
        """A nurse who is at the desk, with the place in the line; where none is, a call."""
        question = self._questions.get(message.conversation_id)
        about = replace(message, text=question) if question else message
        wait, note = await self._nurses.ask(
            about, note=note, promise=lambda: self._promise(about, kind=TicketKind.HANDOFF)
        )
        if wait is None:
            nobody = self._say(
                "utter_handoff_nobody" if self._nurses.carry(message) else "utter_request_person"
            )
            return self._with_note(nobody, note, message=message)
        self._promised.put(message.conversation_id, note.number)
        facts = {"ahead": wait.ahead, "minutes": wait.minutes, "number": note.number, "code": note.code}
        told = self._words.fill(
            "utter_handoff_waiting" if wait.ahead else "utter_handoff_next", due=self._due(note), **facts
        )
        return BotAnswer((Bubble(told), Bubble(self._words.fill("utter_plain_ask_phone"))), ticket=note)

    async def _look_up(
        self, message: InboundMessage, *, note: TicketNote | None
    ) -> tuple[Speaker, BotAnswer]:
        if values := self._search.read(message.text):
            return Speaker.SEARCH, self._with_note(self._say_values(values), note, message=message)
        self._questions.put(message.conversation_id, message.text)
        if where := await asyncio.to_thread(self._where, message):
            return Speaker.SEARCH, self._with_note(where, note, message=message)
        topic = self._topics.get(message.conversation_id)
        found = await asyncio.to_thread(self._search.find, message.text, topic=topic, limit=1)
        if found.refusal:
            return Speaker.SEARCH, self._with_note(self._cite(found.refusal), note, message=message)
        if found.abstained:
            told = await asyncio.to_thread(self._guidance.find_for_complaint, message.text)
            if told is None:
                return Speaker.WORDS, self._with_note(self._miss(found, note=note), note, message=message)
            return Speaker.SEARCH, self._with_note(told, note, message=message)
        entry = found.answers[0].entry
        self._topics.put(message.conversation_id, entry.topic_id)
        return Speaker.SEARCH, self._with_note(self._cite(entry), note, message=message)

    def _miss(self, found: SearchResult, *, note: TicketNote | None) -> BotAnswer:
        """With a ticket the message was urgent: the instruction was its answer, and a nurse rings."""
        why = Missed.UNCOVERED if found.reason == Reason.UNCOVERED else Missed.ABSTAINED
        return replace(self._say("utter_plain_abstain"), missed=None if note else why)

    def _where(self, message: InboundMessage) -> BotAnswer | None:
        """The department asked for, else the clinic asked for."""
        department = self._guidance.find(message.text) if asks_department(message.text) else None
        return department or self._clinics.find(message)

    async def _take_number(
        self, message: InboundMessage, *, phone: str, note: TicketNote | None
    ) -> BotAnswer:
        """A number belongs to the ticket last told; told none, whoever leaves his number wants to be rung."""
        number = note.number if note else self._promised.get(message.conversation_id)
        if number is None:
            note = await self._promise(message, kind=TicketKind.HANDOFF)
            number = note.number
        self._promised.put(message.conversation_id, number)
        await asyncio.to_thread(self._ledger.add_contact, number, phone=phone, caller_name=None)
        added = Bubble(self._words.fill("utter_plain_contact_added", phone_end=last_four(phone)))
        return BotAnswer((*self._told(note), added), ticket=note)

    def _cite(self, entry: Entry) -> BotAnswer:
        bubble, citation = self._cited(entry, answer=entry.answer, spoken=entry.spoken)
        return BotAnswer((bubble,), citations=(citation,))

    def _say_values(self, values: Sequence[Told]) -> BotAnswer:
        said = [self._cited(one.entry, answer=one.reading.say, spoken=one.reading.say) for one in values]
        return BotAnswer(tuple(bubble for bubble, _ in said), citations=tuple(cited for _, cited in said))

    def _cited(self, entry: Entry, *, answer: str, spoken: str) -> tuple[Bubble, Citation]:
        sources = tuple(source.citation for source in entry.sources)
        facts = {"answer": answer, "seek_care": entry.seek_care, "review": entry.review_status}
        text = self._words.fill("utter_entry", sources="；".join(sources), **facts)
        citation = Citation(
            entry=entry.id,
            version=entry.version,
            topic=entry.topic_name,
            spoken=spoken,
            sources=sources,
            review=entry.review_status,
        )
        return Bubble(text), citation

    async def _promise(self, message: InboundMessage, *, kind: TicketKind) -> TicketNote:
        request = TicketRequest(
            kind=kind,
            conversation_id=message.conversation_id,
            channel=message.channel,
            grade=TriageGrade.ROUTINE,
            summary=message.text,
            phone=message.phone,
            duty_nurse=self._hospital.duty_nurse(self._clock.now()),
        )
        receipt = await asyncio.to_thread(self._ledger.open_ticket, request)
        return ticket_note(receipt)

    def _with_note(self, answer: BotAnswer, note: TicketNote | None, *, message: InboundMessage) -> BotAnswer:
        if note is None:
            return answer
        self._promised.put(message.conversation_id, note.number)
        ask = Bubble(self._words.fill("utter_plain_ask_phone"))
        return replace(answer, bubbles=(*answer.bubbles, *self._told(note), ask), ticket=note)

    def _told(self, note: TicketNote | None) -> tuple[Bubble, ...]:
        if note is None:
            return ()
        facts = {"number": note.number, "code": note.code, "due": self._due(note), "nurse": note.nurse}
        return (Bubble(self._words.fill("utter_plain_ticket", **facts)),)

    def _due(self, note: TicketNote) -> str:
        local = datetime.fromisoformat(note.due).astimezone(self._hospital.zone)
        clock = f"{local:%H:%M}"
        return self._words.fill("utter_plain_due", month=local.month, day=local.day, clock=clock)

    def _say(self, name: str) -> BotAnswer:
        return BotAnswer((Bubble(self._words.fill(name)),), self._words.choices(name))
