"""Outgoing calls and the deletion of recordings, over the provider that is configured, or off."""

import logging
from typing import TYPE_CHECKING

from hotline.outgoing_calls import Dialled, Dialler, DiallingFailed, NoDialler
from hotline.recordings import DeletionFailed, NoStore, RecordingStore
from telephony.ringing import international
from telephony.settings import TelephonySettings

if TYPE_CHECKING:
    from telephony.twilio_client import TwilioClient

_LOG = logging.getLogger(__name__)
_TIME_LIMIT = 10.0


def open_dialler(settings: TelephonySettings) -> Dialler:
    """Says once where it is off, and why."""
    if missing := settings.missing_for_ringing:
        _LOG.warning("nobody is called back by itself: not set: %s", ", ".join(missing))
        return NoDialler()
    return TwilioDialler(settings)


def open_recordings(settings: TelephonySettings) -> RecordingStore:
    return NoStore() if settings.missing_for_ringing else TwilioRecordings(settings)


class TwilioDialler:
    """Safe to share between threads."""

    def __init__(self, settings: TelephonySettings) -> None:
        from telephony.channels.twilio_phone.addresses import Addresses  # noqa: PLC0415 - loads the library

        self._client = _client(settings)
        self._number = str(settings.twilio_number)
        self._addresses = Addresses(str(settings.public_url).rstrip("/"))

    @property
    def is_on(self) -> bool:
        return True

    def dial(self, dialled: Dialled) -> str:
        from telephony.twilio_client import TwilioFault  # noqa: PLC0415

        errand = str(dialled.id)
        try:
            return self._client.call(
                international(dialled.number),
                number=self._number,
                said_at=self._addresses.errand(errand),
                told_at=self._addresses.errand_status(errand),
                lost_at=self._addresses.fallback,
                rings_for=dialled.rings,
            )
        except TwilioFault as fault:
            raise DiallingFailed(str(fault)) from fault


class TwilioRecordings:
    """Safe to share between threads."""

    def __init__(self, settings: TelephonySettings) -> None:
        self._client = _client(settings)

    def delete(self, name: str) -> None:
        from telephony.twilio_client import TwilioFault  # noqa: PLC0415

        try:
            self._client.delete_recording(name)
        except TwilioFault as fault:
            raise DeletionFailed(str(fault)) from fault


def _client(settings: TelephonySettings) -> "TwilioClient":
    from telephony.twilio_client import open_client  # noqa: PLC0415 - its library takes a second to load

    return open_client(settings, time_limit=_TIME_LIMIT)
