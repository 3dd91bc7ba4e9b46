"""The telephone in the world of golden conversations: the real dialogue of calls, carried two ways."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import httpx
from fastapi import FastAPI

from knowledge_base import Hospital
from telephony.channels import twilio_phone
from telephony.channels.twilio_phone import Addresses
from telephony.phone import open_calls
from telephony.phone.errand_keeping import ErrandKeeping
from telephony.phone.errand_line import ErrandLine
from telephony.phone.errand_words import ErrandWords
from telephony.phone.pace import call_pace
from telephony.signed_forms import SignedForms, SigningKeys
from telephony.simulator.acting import Party
from telephony.simulator.clock import VirtualClock
from telephony.simulator.given import know_number, take_waiting
from telephony.simulator.in_process import InProcessCall
from telephony.simulator.kept import faults_of_kept
from telephony.simulator.lines import line_names
from telephony.simulator.playing import Placed, ScriptPlayer
from telephony.simulator.script import Given, Script, Turn
from telephony.simulator.tape import Tape
from telephony.simulator.twilio_call import TwilioCall
from telephony.simulator.webhooks import Account, Webhooks
from telephony.words import Words
from tests.golden import conversation
from tests.golden.ours import OurCalls
from tests.golden.player import NotAsWritten
from tests.golden.receipts import Receipts
from tests.golden.stage import Stage
from tests.golden.store import Store
from tests.golden.world import World
from tests.telephony.making import patient_pace

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
ADDRESSES = Addresses(SITE)
PATIENCE = timedelta(minutes=1)
"""A slow machine is no store that is away."""


class PhoneWorld(World):
    """A `Ground` that can be broken; `way` is how its calls are carried."""

    def __init__(
        self, stage: Stage, *, store: Store, journal: Path, hospital: Hospital, words: Words, at: datetime
    ) -> None:
        self._time = VirtualClock(at)
        super().__init__(
            stage, store=store, journal=journal, hospital=hospital, words=words, clock=self._time
        )
        self.way: Way = "twilio"
        self._leads = stage
        self._receipts = Receipts(self.ledger)
        self.calls = open_calls(
            intake=self.intake,
            nurses=self.nurses,
            talks=self.talks,
            ledger=self.ledger,
            bell=self.bell,
            database=self.database,
            hospital=hospital,
            words=words,
            clock=self._time,
            pace=patient_pace(answer_wait=call_pace().answer_wait, step_wait=call_pace().step_wait),
        )
        self._ours = OurCalls(self.database, clock=self._time)
        said = ErrandWords(words, hospital=hospital)
        self._errands = ErrandKeeping(self.database, clock=self._time)
        self.line = ErrandLine(
            self.calls, keeping=self._errands, words=said, clock=self._time, patience=PATIENCE
        )
        self.line_names = line_names(hospital)
        self._http = httpx.AsyncClient(transport=httpx.ASGITransport(self._door()))

    async def begin(self, script: Script) -> None:
        self._become(script.given)
        if script.owed and script.number:
            self._ours.owe(script.owed, number=script.number)
        if script.given.profile and script.number:
            with self.database.transaction() as session:
                know_number(session, number=script.number, counted=script.given.profile, at=self._time.now())

    async def stage(self, turn: Turn, given: Given) -> None:
        self._become(given)
        if turn.bot or turn.found:
            self._leads.follow(turn)
        if turn.nurse == "takes":
            await self.settle()
            with self.database.transaction() as session:
                assert take_waiting(session, clock=self._time), "nobody waits for a nurse"

    def place(self, script: Script, party: Party, tape: Tape) -> Placed:
        mishaps = script.wrong.mishaps
        if self.way == "in_process":
            call = InProcessCall(self.line, party, script.number, self._time, tape, mishaps)
            call.errand = self._ours.ring(call.call) if script.owed else None
            return call
        carried = TwilioCall(Webhooks(self._http, ACCOUNT, self._time, tape, mishaps), party, script.number)
        if script.owed:
            errand = self._ours.ring(carried.sid)
            carried.asks = ADDRESSES.errand(errand)
            told_at = ADDRESSES.errand_status(errand)
            carried.webhooks.account = replace(ACCOUNT, status_url=told_at)
        return carried

    def facts(self) -> Mapping[str, str]:
        """The database may be gone when the caller is told his code: the receipts are not."""
        nurse = {"nurse": self.hospital.duty_nurse(self._time.now())}
        return {**self.hospital.placeholders, **nurse, **self._receipts.facts()}

    async def settle(self) -> None:
        await self.calls.settle()
        await asyncio.to_thread(self._errands.settle)
        await super().settle()

    def faults_of_kept(self, script: Script) -> Iterator[str]:
        """With the database back, and what was journalled in it."""
        self.recover()
        if script.owed:
            yield from self._ours.faults_of_ringing_again(script.afterwards.rung_again)
        with self.database.reading() as session:
            yield from faults_of_kept(session, script.afterwards, number=script.number)

    async def close(self) -> None:
        await self._http.aclose()
        self._errands.close()
        await super().close()

    def _become(self, given: Given) -> None:
        facts = given.model_dump(include={"rasa", "search", "database", "nurse"})
        self.become(conversation.Given(**facts))

    def _door(self) -> FastAPI:
        forms = SignedForms(public_url=SITE, keys=SigningKeys(TOKEN))
        phone = twilio_phone.open_phone(self.line, forms=forms, number=ACCOUNT.number, clock=self._time)
        application = FastAPI()
        application.include_router(twilio_phone.router(phone))
        return application


async def play_as_written(script: Script, world: PhoneWorld, *, way: Way) -> None:
    """Raises NotAsWritten, with the call as it was heard."""
    world.way = way
    player = ScriptPlayer(script, world)
    await player.play()
    if player.faults:
        raise NotAsWritten(
            "\n".join([script.name, *player.transcript(), *(f"✗ {one}" for one in player.faults)])
        )
