"""A real telephone is rung, and what answers it is the hotline."""

from datetime import timedelta

from console.phone_call import account_of
from console.settings import read_door
from console.words import Trouble
from telephony.ringing import international
from telephony.settings import TelephonySettings
from telephony.twilio_client import TwilioFault, open_client

_RINGS_FOR = timedelta(seconds=30)
_TIME_LIMIT = 10.0


def ring(number: str) -> str:
    """The provider's name of the call. Raises `Trouble`."""
    settings = read_door(TelephonySettings)
    account = account_of(settings, reach="")
    client = open_client(settings, time_limit=_TIME_LIMIT)
    try:
        return client.call(
            international(number),
            number=international(account.number),
            said_at=account.voice_url,
            rings_for=_RINGS_FOR,
        )
    except TwilioFault as fault:
        raise Trouble("call_real_failed", reason=fault) from fault
