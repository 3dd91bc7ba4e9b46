"""Those on the duty list are rung: by a call that is acknowledged with a key, and a short message."""

import logging
from uuid import UUID

from hotline.green_channel import LiveAlarm, NoRinger, RingBy, Ringer, Rung
from hotline.phone import plain_number
from knowledge_base import Hospital
from telephony.settings import TelephonySettings
from telephony.words import Words

_LOG = logging.getLogger(__name__)
_TIME_LIMIT = 5.0

ANSWERS = "/telephony/green-channel"
"""Under this address of ours a call asks what to say and tells what was pressed."""


def open_ringer(settings: TelephonySettings, *, words: Words, hospital: Hospital) -> Ringer:
    """Says once where it is off, and why; a half-made configuration is off as well."""
    if missing := settings.missing_for_ringing:
        _LOG.warning(
            "the telephone is off, and the green channel rings the desk only: not set: %s", ", ".join(missing)
        )
        return NoRinger()
    return TwilioRinger(settings, words=words, hospital=hospital)


class TwilioRinger:
    """Safe to share between threads."""

    def __init__(self, settings: TelephonySettings, *, words: Words, hospital: Hospital) -> None:
        from telephony.twilio_client import open_client  # noqa: PLC0415 - its library takes a second to load

        self._client = open_client(settings, time_limit=_TIME_LIMIT)
        self._number = str(settings.twilio_number)
        self._public_url = str(settings.public_url).rstrip("/")
        self._words = words
        self._hospital = hospital

    @property
    def is_on(self) -> bool:
        return True

    def ring(self, alarm: LiveAlarm, *, rung: Rung, by: RingBy) -> None:
        to = international(rung.line)
        if by is RingBy.CALL:
            said_at = answers_address(self._public_url, alarm_id=alarm.id, ring=alarm.rung)
            self._client.call(to, number=self._number, said_at=said_at, rings_for=rung.wait)
        elif by is RingBy.SMS:
            self._client.send(to, number=self._number, text=self._message(alarm))

    def _message(self, alarm: LiveAlarm) -> str:
        unknown = self._words.fill("utter_green_channel_unknown")
        return self._words.fill(
            "utter_green_channel_sms",
            hospital=self._hospital.short_name,
            title=alarm.title,
            place=alarm.place or unknown,
            phone=alarm.phone or unknown,
        )


def answers_address(public_url: str, *, alarm_id: UUID, ring: int) -> str:
    return f"{public_url}{ANSWERS}/{alarm_id}/{ring}"


def international(number: str) -> str:
    """As a provider dials it; a number without a country's code is one of China."""
    if number.strip().startswith("+") and not number.strip().startswith("+86"):
        return f"+{plain_number(number)}"
    return f"+86{plain_number(number).removeprefix('0')}"
