"""What one on the duty list hears when the green channel calls, and the key that acknowledges the alarm."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request, Response

from hotline.database import Database, StorageUnavailable
from hotline.green_channel import (
    AcknowledgedBy,
    AlarmOver,
    AlarmRefused,
    Bell,
    LiveAlarm,
    NoSuchAlarm,
    get_alarm,
)
from knowledge_base import Hospital
from telephony.ringing import ANSWERS, answers_address
from telephony.signed_forms import Form, OversizedForm, RequestRefused, SignedForms
from telephony.twilio_client import ask_for_key, say_and_hang_up
from telephony.words import Words

_YES = "1"


@dataclass(frozen=True, kw_only=True)
class RingAnswers:
    """`forms` are what the provider sends."""

    bell: Bell
    database: Database
    hospital: Hospital
    words: Words
    forms: SignedForms

    async def whisper(self, request: Request, alarm_id: UUID, ring: int) -> Response:
        """The call was taken: a few words, and the question whether somebody comes."""
        await self._read(request)
        return await self._ask(alarm_id, ring)

    async def key(self, request: Request, alarm_id: UUID, ring: int) -> Response:
        """A key was pressed; any other than the one is no answer."""
        form = await self._read(request)
        if form.get("Digits") != _YES:
            return await self._ask(alarm_id, ring)
        return _twiml(say_and_hang_up(self.words.fill(await self._acknowledge(alarm_id, ring))))

    async def _acknowledge(self, alarm_id: UUID, ring: int) -> str:
        """The name of what is said."""
        name = self.bell.ladder.rung(ring).name
        try:
            await asyncio.to_thread(self.bell.acknowledge, alarm_id, by=name, how=AcknowledgedBy.PHONE)
        except (AlarmOver, NoSuchAlarm):
            return "utter_green_channel_over"
        except AlarmRefused:
            return "utter_green_channel_taken_before"
        return "utter_green_channel_taken"

    async def _ask(self, alarm_id: UUID, ring: int) -> Response:
        alarm = self.bell.find(alarm_id) or await asyncio.to_thread(self._stored, alarm_id)
        if alarm is not None and not alarm.state.calls_for_help:
            over = "over" if alarm.state.is_over else "taken_before"
            return _twiml(say_and_hang_up(self.words.fill(f"utter_green_channel_{over}")))
        unknown = self.words.fill("utter_green_channel_unknown")
        text = self.words.fill(
            "utter_green_channel_whisper",
            hospital=self.hospital.short_name,
            title=alarm.title if alarm else unknown,
            place=(alarm and alarm.place) or unknown,
            phone=" ".join(alarm.phone) if alarm and alarm.phone else unknown,
        )
        unheard = self.words.fill("utter_green_channel_not_taken")
        return _twiml(
            ask_for_key(text, answer_at=f"{self._address(alarm_id, ring)}/key", nothing_pressed=unheard)
        )

    def _stored(self, alarm_id: UUID) -> LiveAlarm | None:
        try:
            with self.database.reading() as session:
                return get_alarm(session, alarm_id=alarm_id).facts
        except (StorageUnavailable, NoSuchAlarm):
            return None

    def _address(self, alarm_id: UUID, ring: int) -> str:
        return answers_address(self.forms.public_url, alarm_id=alarm_id, ring=ring)

    async def _read(self, request: Request) -> Form:
        try:
            return await self.forms.read(request)
        except RequestRefused as refusal:
            self.forms.refusals.count(refusal)
            raise HTTPException(413 if isinstance(refusal, OversizedForm) else 403) from None


def router(answers: RingAnswers) -> APIRouter:
    """The two addresses a call asks."""
    doors = APIRouter(prefix=ANSWERS, include_in_schema=False)
    doors.add_api_route("/{alarm_id}/{ring}", answers.whisper, methods=["POST"])
    doors.add_api_route("/{alarm_id}/{ring}/key", answers.key, methods=["POST"])
    return doors


def _twiml(text: str) -> Response:
    return Response(text, media_type="application/xml")
