"""The telephone, where one is set up: its dialogue, and the doors its provider asks."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from fastapi import APIRouter

from console.paths import KNOWLEDGE
from console.speech import open_ears
from hotline.clock import Clock
from hotline.database import Database
from hotline.green_channel import Bell
from hotline.handoff import Talks
from hotline.ledger import Ledger
from knowledge_base import Hospital, KnowledgeFaulty
from knowledge_base.lexicon import LEXICON, Lexicon, load_lexicon
from telephony.intake import Intake
from telephony.nurses import Nurses
from telephony.phone import Calls, open_calls
from telephony.phone.errand_keeping import ErrandKeeping
from telephony.phone.errand_line import ErrandLine
from telephony.phone.errand_words import ErrandWords
from telephony.settings import TelephonySettings
from telephony.voicemails import keep_voicemail
from telephony.words import Words


@dataclass(frozen=True, kw_only=True)
class Telephone:
    """What calls stand on; off, with doors to nothing, where settings.missing_for_ringing names any."""

    intake: Intake
    talks: Talks
    ledger: Ledger
    bell: Bell
    database: Database
    hospital: Hospital
    words: Words
    clock: Clock
    settings: TelephonySettings
    speech_folder: Path
    """Where a recogniser of our own puts its model together."""
    refusals: Counter[str] = field(default_factory=Counter)
    """How often a request was not taken as the provider's word, by reason."""

    @property
    def is_on(self) -> bool:
        return not self.settings.missing_for_ringing

    @cached_property
    def line(self) -> ErrandLine:
        """Calls of ours are led by their errand first."""
        said = ErrandWords(self.words, hospital=self.hospital)
        return ErrandLine(self._calls, keeping=self._errands, words=said, clock=self.clock)

    @cached_property
    def _errands(self) -> ErrandKeeping:
        return ErrandKeeping(self.database, clock=self.clock)

    @cached_property
    def _calls(self) -> Calls:
        return open_calls(
            intake=self.intake,
            nurses=Nurses(self.talks),
            talks=self.talks,
            ledger=self.ledger,
            bell=self.bell,
            database=self.database,
            hospital=self.hospital,
            words=self.words,
            clock=self.clock,
            lexicon=_lexicon(),
            keep_voicemail=partial(keep_voicemail, database=self.database),
        )

    def doors(self) -> APIRouter:
        """The provider's library is loaded only where there is a provider."""
        doors = APIRouter()
        if not self.is_on:
            return doors
        from telephony.channels import ring_answers, twilio_phone  # noqa: PLC0415
        from telephony.signed_forms import Refusals, SignedForms, SigningKeys  # noqa: PLC0415

        forms = SignedForms(
            public_url=str(self.settings.public_url).rstrip("/"),
            keys=SigningKeys(*self.settings.signing_secrets),
            refusals=Refusals(self.refusals),
        )
        number = str(self.settings.twilio_number)
        ears = open_ears(self.settings, folder=self.speech_folder)
        ended = twilio_phone.EndedCalls(self.database)
        phone = twilio_phone.open_phone(
            self.line, forms=forms, number=number, clock=self.clock, ended=ended, ear=ears
        )
        answers = ring_answers.RingAnswers(
            bell=self.bell, database=self.database, hospital=self.hospital, words=self.words, forms=forms
        )
        doors.include_router(ring_answers.router(answers))
        doors.include_router(twilio_phone.router(phone))
        if ears is not None:
            from telephony.channels import media_streams  # noqa: PLC0415

            doors.include_router(media_streams.router(ears, forms=forms))
        return doors

    async def settle(self) -> None:
        """What the last calls left is written down."""
        if self.is_on:
            await self._calls.settle()
            await asyncio.to_thread(self._errands.close)


def _lexicon() -> Lexicon:
    """Hints to a recogniser, without which it hears less well and everything goes on."""
    try:
        return load_lexicon(KNOWLEDGE / LEXICON)
    except KnowledgeFaulty:
        return Lexicon()
