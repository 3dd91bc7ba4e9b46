"""Speech understood on this machine, where that is switched on and its extra is installed."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from telephony.settings import SpeechBy, TelephonySettings

if TYPE_CHECKING:
    from telephony.channels.media_streams import Ears

log = logging.getLogger(__name__)
_TIME_LIMIT = 3.0


def open_ears(settings: TelephonySettings, *, folder: Path) -> "Ears | None":
    """Says once where it is off though it was switched on, and why: callers are understood all the same."""
    if settings.speech is not SpeechBy.LOCAL:
        return None
    from telephony.channels.media_streams import Ears  # noqa: PLC0415 - nothing of it is loaded while it is off
    from telephony.channels.twilio_phone import Addresses  # noqa: PLC0415
    from telephony.speech.whisper import SpeechMissing, open_whisper  # noqa: PLC0415
    from telephony.twilio_client import open_client  # noqa: PLC0415

    try:
        recogniser = open_whisper(folder)
    except (SpeechMissing, OSError) as missing:
        log.warning("speech is understood by the provider: HOTLINE_SPEECH=local needs %s", missing)
        return None
    client = open_client(settings, time_limit=_TIME_LIMIT)
    addresses = Addresses(str(settings.public_url).rstrip("/"))
    return Ears(
        recogniser, addresses=addresses, redirect=lambda call, address: client.redirect(call, to=address)
    )
