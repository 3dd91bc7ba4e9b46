"""A whole house that rings one patient: a database, a ticket, a dialler, and the line the call is led on."""

import asyncio
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from hotline.database import Database
from hotline.outgoing_calls import Dialled, Dialler, Errand, OutgoingCall, ask_for_call, ring_one_call
from hotline.tickets import EventKind, accept_ticket, get_ticket, open_ticket
from knowledge_base import Hospital
from telephony.phone.errand_keeping import ErrandKeeping
from telephony.phone.errand_line import ErrandLine
from telephony.phone.errand_words import ErrandWords
from telephony.phone.events import CallEvent
from telephony.phone.steps import HangUp, Listen, Spoken, Step
from telephony.words import Words
from tests.hotline.making import SetClock, a_request, add_member
from tests.telephony.phone.errand_making import MESSAGE

PHONE = "13800008000"
PATIENCE = timedelta(minutes=1)
"""A slow machine is no store that is away."""


class InnerLine:
    """Notes what it was told, and says who it is."""

    def __init__(self) -> None:
        self.taken: list[CallEvent] = []
        self.ended: list[CallEvent] = []

    async def take(self, event: CallEvent) -> Step:
        self.taken.append(event)
        return Listen(prompt=(Spoken("请讲，我听着。"),))

    def end(self, event: CallEvent) -> None:
        self.ended.append(event)

    async def whisper(self, call: str, name: str) -> tuple[Spoken, ...]:
        return (Spoken(f"{call}{name}"),)

    def without_us(self) -> Listen | HangUp:
        return HangUp(prompt=(Spoken("对不起，再见。"),))


class Silently:
    """Rings, and gives the call a name."""

    is_on = True

    def dial(self, dialled: Dialled) -> str:
        assert dialled.number == PHONE
        return "CA1"


class Phone:
    """One database with a ticket, a call that rings, and the line it is taken on."""

    def __init__(self, database: Database, *, words: Words, hospital: Hospital) -> None:
        self.database, self.clock, self.inner = database, SetClock(), InnerLine()
        self.keeping = ErrandKeeping(database, clock=self.clock)
        said = ErrandWords(words, hospital=hospital)
        self.line = ErrandLine(
            self.inner, keeping=self.keeping, words=said, clock=self.clock, patience=PATIENCE
        )
        with database.transaction() as session:
            add_member(session, "chen")
            ticket = open_ticket(session, request=a_request(), clock=self.clock)
            accept_ticket(session, number=ticket.number, staff="chen", clock=self.clock)
            self.number = ticket.number

    def rings(self, errand: Errand = Errand.FEEDBACK, *, dialler: Dialler | None = None) -> UUID:
        with self.database.transaction() as session:
            ticket = get_ticket(session, number=self.number)
            facts = {"number": PHONE, "asked_by": "chen", "message": MESSAGE, "clock": self.clock}
            call = ask_for_call(session, errand=errand, ticket=ticket, **facts)  # type: ignore[arg-type]
        assert ring_one_call(self.database, dialler=dialler or Silently(), clock=self.clock)
        return call.id

    def does(self, *events: CallEvent) -> list[Step]:
        async def all_of_them() -> list[Step]:
            return [await self.line.take(event) for event in events]

        return asyncio.run(all_of_them())

    def kept(self, call_id: UUID) -> OutgoingCall:
        """After everything that was told."""
        self.keeping.close()
        with self.database.reading() as session:
            return session.scalars(select(OutgoingCall).where(OutgoingCall.id == call_id)).one()

    def attempts(self) -> list[str]:
        with self.database.reading() as session:
            events = get_ticket(session, number=self.number).events
            tried = {EventKind.FED_BACK, EventKind.NOT_REACHED}
            return [event.data["attempt"] for event in events if event.kind in tried]
