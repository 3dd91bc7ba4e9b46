"""The telephone in the world of golden conversations: the real dialogue of calls, carried two ways."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

import httpx
from fastapi import FastAPI

from hotline.ledger import TicketReceipt
from hotline.tickets import TicketRequest
from knowledge_base import Hospital
from telephony.channels import twilio_phone
from telephony.phone import open_calls
from telephony.signed_forms import SignedForms, SigningKeys
from telephony.simulator.acting import Party
from telephony.simulator.clock import VirtualClock
from telephony.simulator.given import know_number, take_waiting
from telephony.simulator.in_process import InProcessCall
from telephony.simulator.mishaps import Mishaps
from telephony.simulator.script import Counted, Given, Turn
from telephony.simulator.tape import Tape
from telephony.simulator.twilio_call import TwilioCall
from telephony.simulator.webhooks import Account, Webhooks
from telephony.words import Words
from tests.golden import conversation
from tests.golden.stage import Stage
from tests.golden.store import Store
from tests.golden.world import World

Way = Literal["twilio", "in_process"]
SITE = "https://hotline.example"
TOKEN = "token-of-a-test"
ACCOUNT = Account(
    sid="AC" + "0" * 32,
    token=TOKEN,
    number="+8608810120",
    voice_url=f"{SITE}{twilio_phone.PREFIX}",
    fallback_url=f"{SITE}{twilio_phone.PREFIX}/fallback",
    status_url=f"{SITE}{twilio_phone.PREFIX}/status",
)


class Placed(Protocol):
    """A call that was placed, whichever way it is carried."""

    we_ended: bool

    @property
    def run(self) -> Callable[[], Awaitable[None]]: ...


class PhoneWorld(World):
    """`place` makes a call; what was kept of it is in `database`."""

    def __init__(
        self, stage: Stage, *, store: Store, journal: Path, hospital: Hospital, words: Words, at: datetime
    ) -> None:
        self.time = VirtualClock(at)
        super().__init__(stage, store=store, journal=journal, hospital=hospital, words=words, clock=self.time)
        self.stage = stage
        self.receipts: list[TicketReceipt] = []
        self._remember_receipts()
        self.line = open_calls(
            intake=self.intake,
            nurses=self.nurses,
            talks=self.talks,
            ledger=self.ledger,
            bell=self.bell,
            database=self.database,
            hospital=hospital,
            words=words,
            clock=self.time,
        )
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(self._door()))

    def become_given(self, given: Given) -> None:
        facts = given.model_dump(include={"rasa", "search", "database", "nurse"})
        self.become(conversation.Given(**facts))

    def place(self, way: Way, party: Party, *, number: str | None, tape: Tape, mishaps: Mishaps) -> Placed:
        if way == "in_process":
            return InProcessCall(self.line, party, number, self.time, tape, mishaps)
        hooks = Webhooks(self.http, ACCOUNT, self.time, tape, mishaps)
        return TwilioCall(hooks, party, number)

    async def follow(self, turn: Turn, world: Given) -> None:
        """What must be so before the caller acts."""
        self.become_given(world)
        if turn.bot or turn.found:
            self.stage.follow(turn)
        if turn.nurse == "takes":
            await self.settle()
            self._take_talk()

    def told(self) -> Mapping[str, str]:
        """What a script's `{…}` stand for."""
        facts = dict(self.hospital.placeholders) | {"nurse": self.hospital.duty_nurse(self.time.now())}
        if self.receipts:
            facts |= {"number": self.receipts[-1].number, "code": self.receipts[-1].progress_code}
        return facts

    def know(self, number: str, *, counted: Counted) -> None:
        """Earlier calls of this number."""
        with self.database.transaction() as session:
            know_number(session, number=number, counted=counted, at=self.time.now())

    async def close(self) -> None:
        await self.http.aclose()
        await super().close()

    def _take_talk(self) -> None:
        with self.database.transaction() as session:
            assert take_waiting(session, clock=self.time), "nobody waits for a nurse"

    def _door(self) -> FastAPI:
        forms = SignedForms(public_url=SITE, keys=SigningKeys(TOKEN))
        phone = twilio_phone.open_phone(self.line, forms=forms, number=ACCOUNT.number, clock=self.time)
        application = FastAPI()
        application.include_router(twilio_phone.router(phone))
        return application

    def _remember_receipts(self) -> None:
        """The database may be gone when the caller is told his code."""
        open_ticket = self.ledger.open_ticket

        def remembering(request: TicketRequest) -> TicketReceipt:
            receipt = open_ticket(request)
            self.receipts.append(receipt)
            return receipt

        self.ledger.open_ticket = remembering  # type: ignore[method-assign]  # it is watched, not replaced
