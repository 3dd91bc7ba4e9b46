"""One telephone call, whatever provider carries it: what the caller did comes in, the next step goes out."""

from telephony.phone.call import CHANNEL
from telephony.phone.calls import Calls
from telephony.phone.carrier import PhoneCarrier
from telephony.phone.opening import open_calls
from telephony.phone.trade import Voicemail

__all__ = ["CHANNEL", "Calls", "PhoneCarrier", "Voicemail", "open_calls"]
