"""The telephone over Twilio: signed forms in, TwiML out, and the call itself led by the phone line."""

from telephony.channels.twilio_phone.addresses import PREFIX, Addresses
from telephony.channels.twilio_phone.door import TwilioPhone
from telephony.channels.twilio_phone.ended_calls import EndedCalls
from telephony.channels.twilio_phone.opening import open_phone
from telephony.channels.twilio_phone.routes import router

__all__ = ["PREFIX", "Addresses", "EndedCalls", "TwilioPhone", "open_phone", "router"]
